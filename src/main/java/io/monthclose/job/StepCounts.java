package io.monthclose.job;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a finished step has to show for it, counted in the book's tables. */
final class StepCounts {
    private static final String TAKEN =
            """
            SELECT COALESCE(SUM(kept + rejected), 0) AS "lines", COALESCE(SUM(rejected), 0) AS "rejected"
            FROM taken_slice WHERE billing_month = ? AND take = ?
            """;
    private static final String RATED =
            """
            SELECT (SELECT COUNT(*) FROM bill b WHERE b.billing_month = m.billing_month) AS "bills",
                   (SELECT COUNT(*) FROM bill_line l WHERE l.billing_month = m.billing_month) AS "lines",
                   (SELECT COUNT(*) FROM parked_account p WHERE p.billing_month = m.billing_month) AS "parked"
            FROM closing_month m WHERE m.billing_month = ? AND m.take = ?
            """;
    private static final String SETTLED =
            """
            SELECT (SELECT COUNT(*) FROM settlement s WHERE s.billing_month = m.billing_month) AS "accounts",
                   (SELECT COUNT(*) FROM ledger_entry e WHERE e.billing_month = m.billing_month) AS "entries",
                   (SELECT COALESCE(SUM(amount_due), 0) FROM settlement s WHERE s.billing_month = m.billing_month) AS "charged",
                   (SELECT COALESCE(SUM(frozen), 0) FROM settlement s WHERE s.billing_month = m.billing_month) AS "frozen"
            FROM closing_month m WHERE m.billing_month = ? AND m.take = ?
            """;

    private StepCounts() {}

    static String of(CloseRun run, String step) {
        String query =
                switch (step) {
                    case StepNames.TAKE_USAGE -> TAKEN;
                    case StepNames.RATE_ACCOUNTS -> RATED;
                    case StepNames.SETTLE_ACCOUNTS -> SETTLED;
                    default -> "";
                };
        if (query.isEmpty()) {
            return "";
        }
        List<Map<String, Object>> rows = run.stores()
                .jdbc()
                .queryForList(
                        query, run.period().yearMonth().toString(), run.month().take());
        return rows.stream()
                .flatMap(row -> row.entrySet().stream())
                .map(count -> count.getKey() + " " + count.getValue())
                .collect(Collectors.joining(", "));
    }
}
