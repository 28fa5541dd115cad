package io.monthclose.store;

import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What a rated month comes to before any money moves, from the tables.
 *
 * @param month the month
 * @param linesRead lines of usage files without headers
 * @param rejected those that were rejected, conflicts too
 * @param billed the sum of the amounts due of all bills
 */
public record RatedTotals(YearMonth month, long linesRead, long rejected, BigDecimal billed) {
    private static final String TOTALS = """
        SELECT (SELECT COALESCE(SUM(line_count), 0) FROM take_input
                WHERE billing_month = m.billing_month AND take = m.take AND role = 'USAGE') AS lines_read,
               (SELECT COUNT(*) FROM reject WHERE billing_month = m.billing_month AND take = m.take) AS rejected,
               (SELECT COALESCE(SUM(amount_due), 0) FROM bill WHERE billing_month = m.billing_month) AS billed
        FROM closing_month m WHERE m.billing_month = ?
        """;
    private static final String BY_REASON = """
        SELECT reason, COUNT(*) FROM reject WHERE billing_month = :month AND take = :take
        GROUP BY reason ORDER BY reason
        """;
    private static final String FIRST = """
        SELECT i.name, r.line, r.reason, r.detail
        FROM reject r JOIN take_input i ON i.billing_month = r.billing_month AND i.take = r.take
             AND i.role = 'USAGE' AND i.file = r.file
        WHERE r.billing_month = :month AND r.take = :take ORDER BY r.file, r.line
        """;

    /** The totals of a month that is rated. */
    public static RatedTotals read(JdbcTemplate jdbc, MonthRow month) {
        return JdbcClient.create(jdbc)
                .sql(TOTALS)
                .param(month.month().toString())
                .query((row, _) -> new RatedTotals(month.month(), row.getLong(1), row.getLong(2), row.getBigDecimal(3)))
                .single();
    }

    /** The totals of the last closed month before a month, where there is one. */
    public static Optional<RatedTotals> lastClosed(JdbcTemplate jdbc, MonthRow month) {
        return new MonthStore(jdbc)
                .months().stream()
                        .filter(other -> other.state() == MonthState.CLOSED
                                && other.month().isBefore(month.month()))
                        .reduce((_, later) -> later)
                        .map(last -> read(jdbc, last));
    }

    /** The rejects of a month in a few lines: how many for each reason, then the first of them. */
    public static List<String> rejects(JdbcTemplate jdbc, MonthRow month, int most) {
        JdbcClient sql = JdbcClient.create(jdbc);
        Map<String, Object> parameters = Map.of("month", month.month().toString(), "take", month.take());
        List<String> lines = new ArrayList<>(sql.sql(BY_REASON)
                .params(parameters)
                .query((row, _) -> row.getString(1) + " " + row.getLong(2))
                .list());
        lines.addAll(sql.sql(FIRST + " FETCH FIRST " + most + " ROWS ONLY")
                .params(parameters)
                .query((row, _) ->
                        row.getString(1) + ":" + row.getLong(2) + " " + row.getString(3) + " " + row.getString(4))
                .list());
        return lines;
    }
}
