package io.monthclose.store;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;

/** How much a step has to do, and what it has to show for it, counted in the tables. */
public final class StepFigures {
    private static final String TAKEN = """
        SELECT COALESCE(SUM(kept + rejected), 0) AS "lines", COALESCE(SUM(rejected), 0) AS "rejected"
        FROM taken_slice WHERE billing_month = ? AND take = ?
        """;
    private static final String RATED = """
        SELECT (SELECT COUNT(*) FROM bill b WHERE b.billing_month = m.billing_month) AS "bills",
               (SELECT COALESCE(SUM(line_count), 0) FROM bill b WHERE b.billing_month = m.billing_month) AS "lines",
               (SELECT COUNT(*) FROM parked_account p WHERE p.billing_month = m.billing_month) AS "parked"
        FROM closing_month m WHERE m.billing_month = ? AND m.take = ?
        """;
    private static final String SETTLED = """
        SELECT (SELECT COUNT(*) FROM settlement s WHERE s.billing_month = m.billing_month) AS "accounts",
               (SELECT COALESCE(SUM(entry_count), 0) FROM settlement s
                WHERE s.billing_month = m.billing_month) AS "entries",
               (SELECT COALESCE(SUM(amount_due), 0) FROM settlement s
                WHERE s.billing_month = m.billing_month) AS "charged",
               (SELECT COALESCE(SUM(frozen), 0) FROM settlement s
                WHERE s.billing_month = m.billing_month) AS "frozen"
        FROM closing_month m WHERE m.billing_month = ? AND m.take = ?
        """;

    private final JdbcTemplate jdbc;
    private final MonthRow month;

    /** Figures of a month. */
    public StepFigures(JdbcTemplate jdbc, MonthRow month) {
        this.jdbc = jdbc;
        this.month = month;
    }

    /** Lines of the usage files. */
    public long linesToTake() {
        return count("SELECT COALESCE(SUM(line_count), 0) FROM take_slice WHERE billing_month = ? AND take = ?");
    }

    /** Accounts with something to rate. */
    public long accountsToRate() {
        return count("SELECT COUNT(*) FROM month_account WHERE billing_month = ? AND take = ?");
    }

    /** Bills to settle. */
    public long billsToSettle() {
        return count("SELECT COUNT(*) FROM bill b JOIN closing_month m ON m.billing_month = b.billing_month"
                + " WHERE b.billing_month = ? AND m.take = ?");
    }

    /** Lines taken and rejected. */
    public StepCounts taken() {
        return counts(TAKEN);
    }

    /** Bills, their lines, parked accounts. */
    public StepCounts rated() {
        return counts(RATED);
    }

    /** Accounts settled, ledger entries, money charged and frozen. */
    public StepCounts settled() {
        return counts(SETTLED);
    }

    private long count(String query) {
        Long count = jdbc.queryForObject(query, Long.class, month.month().toString(), month.take());
        return count == null ? 0 : count;
    }

    private StepCounts counts(String query) {
        Map<String, Number> counts = new LinkedHashMap<>();
        jdbc.queryForMap(query, month.month().toString(), month.take())
                .forEach((name, count) -> counts.put(name, (Number) count));
        return new StepCounts(counts);
    }
}
