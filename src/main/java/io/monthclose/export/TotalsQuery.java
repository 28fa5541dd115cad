package io.monthclose.export;

import io.monthclose.store.MonthRow;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads a month's control totals from the tables. */
public final class TotalsQuery {
    private static final String TOTALS = """
        SELECT i.lines_read, r.accepted, r.duplicates, j.rejected, s.accounts, k.parked,
               b.metered, b.beta, b.free, b.prepaid, b.billable,
               b.lines_total, b.rounding, b.billed, s.top_ups, s.released, s.wanted, s.frozen,
               s.arrears_accounts, s.arrears, s.suspended
        FROM (SELECT COALESCE(SUM(line_count), 0) AS lines_read FROM take_input
              WHERE billing_month = :month AND take = :take AND role = 'USAGE') i,
             (SELECT COALESCE(SUM(accepted), 0) AS accepted, COALESCE(SUM(duplicates), 0) AS duplicates
              FROM rated_rows WHERE billing_month = :month) r,
             (SELECT COUNT(*) AS rejected FROM reject WHERE billing_month = :month AND take = :take) j,
             (SELECT COUNT(*) AS parked FROM parked_account WHERE billing_month = :month) k,
             (SELECT COALESCE(SUM(x.metered_calls), 0) AS metered, COALESCE(SUM(x.beta_calls), 0) AS beta,
                     COALESCE(SUM(x.free_calls), 0) AS free, COALESCE(SUM(x.prepaid_calls), 0) AS prepaid,
                     COALESCE(SUM(x.billable_calls), 0) AS billable,
                     COALESCE(SUM(x.lines_total), 0) AS lines_total, COALESCE(SUM(x.rounding), 0) AS rounding,
                     COALESCE(SUM(x.amount_due), 0) AS billed
              FROM bill x JOIN settlement y ON y.billing_month = x.billing_month AND y.account_id = x.account_id
              WHERE x.billing_month = :month) b,
             (SELECT COUNT(*) AS accounts, COALESCE(SUM(top_ups), 0) AS top_ups,
                     COALESCE(SUM(released), 0) AS released, COALESCE(SUM(wanted), 0) AS wanted,
                     COALESCE(SUM(frozen), 0) AS frozen,
                     COUNT(CASE WHEN balance_after < 0 THEN 1 END) AS arrears_accounts,
                     COALESCE(SUM(CASE WHEN balance_after < 0 THEN balance_after ELSE 0 END), 0) AS arrears,
                     COUNT(CASE WHEN account_status = 'SUSPENDED' THEN 1 END) AS suspended
              FROM settlement WHERE billing_month = :month) s
        """;

    private TotalsQuery() {}

    /** The totals as they stand. */
    public static MonthTotals read(JdbcClient sql, MonthRow month) {
        return sql.sql(TOTALS)
                .params(Map.of("month", month.month().toString(), "take", month.take()))
                .query(TotalsQuery::totals)
                .single();
    }

    /** The rejected lines of a month by reason, such as {@code LATE 8}. */
    public static List<String> rejects(JdbcClient sql, MonthRow month) {
        return new ReportQueries(sql, month)
                .rejects().stream().map(row -> row.reason() + " " + row.rows()).toList();
    }

    private static MonthTotals totals(ResultSet row, int number) throws SQLException {
        return new MonthTotals(
                row.getLong("lines_read"),
                row.getLong("accepted"),
                row.getLong("duplicates"),
                row.getLong("rejected"),
                row.getLong("accounts"),
                row.getLong("parked"),
                count(row, "metered"),
                count(row, "beta"),
                count(row, "free"),
                count(row, "prepaid"),
                count(row, "billable"),
                row.getBigDecimal("lines_total"),
                row.getBigDecimal("rounding"),
                row.getBigDecimal("billed"),
                row.getBigDecimal("top_ups"),
                row.getBigDecimal("released"),
                row.getBigDecimal("wanted"),
                row.getBigDecimal("frozen"),
                row.getLong("arrears_accounts"),
                row.getBigDecimal("arrears"),
                row.getLong("suspended"));
    }

    private static BigInteger count(ResultSet row, String column) throws SQLException {
        return row.getBigDecimal(column).toBigIntegerExact();
    }
}
