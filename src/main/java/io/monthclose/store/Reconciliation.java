package io.monthclose.store;

import io.monthclose.period.BillingMonth;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Checks the invariants on the tables, and keeps what it found. */
public final class Reconciliation {
    private static final int MOST_PLACES = 5;

    private final JdbcTemplate jdbc;
    private final JdbcClient sql;

    /** A reconciliation on this database. */
    public Reconciliation(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        this.sql = JdbcClient.create(jdbc);
    }

    /** Checks the invariants asked for, in order, and keeps the findings in place of earlier ones. */
    public List<Finding> check(MonthRow month, BillingMonth period, Predicate<Invariant> which) {
        Map<String, Object> parameters = Map.of(
                "month", month.month().toString(),
                "before", month.month().minusMonths(1).toString(),
                "take", month.take(),
                "book", month.priceBookSha256(),
                "start", InstantColumn.text(period.start()),
                "end", InstantColumn.text(period.end()));
        List<Finding> findings = Arrays.stream(Invariant.values())
                .filter(which)
                .map(invariant -> find(invariant, parameters))
                .toList();
        keep(month.month(), findings);
        return findings;
    }

    /** What the last reconciliation found. */
    public List<Finding> findings(YearMonth month) {
        return sql.sql("SELECT number, holds, detail FROM invariant_result WHERE billing_month = ? ORDER BY number")
                .param(month.toString())
                .query((row, _) -> new Finding(Invariant.numbered(row.getInt(1)), row.getBoolean(2), row.getString(3)))
                .list();
    }

    private Finding find(Invariant invariant, Map<String, Object> parameters) {
        List<String> places = new ArrayList<>();
        for (String query : Objects.requireNonNull(ReconciliationQueries.BY_INVARIANT.get(invariant))) {
            sql.sql(query + " FETCH FIRST " + MOST_PLACES + " ROWS ONLY")
                    .params(parameters)
                    .query(String.class)
                    .list()
                    .forEach(places::add);
        }
        return new Finding(invariant, places.isEmpty(), String.join("; ", places));
    }

    private void keep(YearMonth month, List<Finding> findings) {
        for (Finding finding : findings) {
            int number = finding.invariant().number();
            sql.sql("DELETE FROM invariant_result WHERE billing_month = ? AND number = ?")
                    .params(month.toString(), number)
                    .update();
            String detail = finding.detail();
            new BulkInsert(jdbc)
                    .into("invariant_result", "billing_month,number,holds,detail", List.<Object[]>of(new Object[] {
                        month.toString(), number, finding.holds(), detail.substring(0, Math.min(4000, detail.length()))
                    }));
        }
    }
}
