package io.monthclose.export;

import io.monthclose.ledger.FreezeStatus;
import io.monthclose.store.MonthRow;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The report's lists, each in the order in which it is shown. Names are looked up for the rows that are shown, not for all. */
final class ReportQueries {
    private static final int MOST_ACCOUNTS = 50;
    private static final int MOST_BILLS = 20;
    private static final String NAMED =
            " JOIN month_account a ON a.billing_month = :month AND a.take = :take AND a.account_id = ";

    private final JdbcClient sql;
    private final Map<String, Object> parameters;

    ReportQueries(JdbcClient sql, MonthRow month) {
        this.sql = sql;
        this.parameters = Map.of("month", month.month().toString(), "take", month.take());
    }

    private <T> List<T> list(String query, RowMapper<T> mapper) {
        return sql.sql(query).params(parameters).query(mapper).list();
    }

    MonthReport.PackTotals packs() {
        return list(
                        """
                        SELECT COUNT(*), COALESCE(SUM(CAST(opening AS DECIMAL(38))), 0),
                               COALESCE(SUM(CAST(drawn AS DECIMAL(38))), 0),
                               COALESCE(SUM(CAST(forfeited AS DECIMAL(38))), 0),
                               COALESCE(SUM(CAST(closing AS DECIMAL(38))), 0)
                        FROM pack_movement WHERE billing_month = :month
                        """,
                        (row, _) -> new MonthReport.PackTotals(
                                row.getLong(1), calls(row, 2), calls(row, 3), calls(row, 4), calls(row, 5)))
                .getFirst();
    }

    List<MonthReport.PackAccountRow> packAccounts() {
        return list(
                "SELECT p.account_id, a.name, p.packs, p.opening, p.drawn, p.forfeited, p.closing FROM"
                        + " (SELECT account_id, COUNT(*) AS packs, SUM(CAST(opening AS DECIMAL(38))) AS opening,"
                        + " SUM(CAST(drawn AS DECIMAL(38))) AS drawn, SUM(CAST(forfeited AS DECIMAL(38))) AS forfeited,"
                        + " SUM(CAST(closing AS DECIMAL(38))) AS closing FROM pack_movement"
                        + " WHERE billing_month = :month GROUP BY account_id"
                        + " ORDER BY drawn DESC, opening DESC, account_id FETCH FIRST " + MOST_BILLS + " ROWS ONLY) p"
                        + NAMED + "p.account_id ORDER BY p.drawn DESC, p.opening DESC, p.account_id",
                (row, _) -> new MonthReport.PackAccountRow(
                        row.getString(1),
                        row.getString(2),
                        row.getLong(3),
                        calls(row, 4),
                        calls(row, 5),
                        calls(row, 6),
                        calls(row, 7)));
    }

    List<MonthReport.FreezeRow> freezes() {
        Map<String, MonthReport.FreezeRow> found = new HashMap<>();
        list(
                        "SELECT freeze_status, COUNT(*), SUM(wanted), SUM(frozen) FROM settlement"
                                + " WHERE billing_month = :month GROUP BY freeze_status",
                        (row, _) -> new MonthReport.FreezeRow(
                                row.getString(1), row.getLong(2), money(row, 3), money(row, 4)))
                .forEach(freeze -> found.put(freeze.status(), freeze));
        return Arrays.stream(FreezeStatus.values())
                .map(status ->
                        found.getOrDefault(status.name(), new MonthReport.FreezeRow(status.name(), 0, "0.00", "0.00")))
                .toList();
    }

    List<MonthReport.ArrearsRow> arrears() {
        return list(
                "SELECT s.account_id, a.name, s.amount_due, s.balance_after FROM"
                        + settlements("balance_after < 0", "balance_after, account_id", MOST_ACCOUNTS)
                        + NAMED + "s.account_id ORDER BY s.balance_after, s.account_id",
                (row, _) ->
                        new MonthReport.ArrearsRow(row.getString(1), row.getString(2), money(row, 3), money(row, 4)));
    }

    List<MonthReport.SuspendedRow> suspended() {
        return list(
                "SELECT s.account_id, a.name, s.wanted, s.balance_after FROM"
                        + settlements("account_status = 'SUSPENDED'", "wanted DESC, account_id", MOST_ACCOUNTS)
                        + NAMED + "s.account_id ORDER BY s.wanted DESC, s.account_id",
                (row, _) ->
                        new MonthReport.SuspendedRow(row.getString(1), row.getString(2), money(row, 3), money(row, 4)));
    }

    List<MonthReport.BillRow> largestBills() {
        return list(
                "SELECT s.account_id, a.name, b.metered_calls, s.amount_due, s.balance_after, s.account_status FROM"
                        + settlements("TRUE", "amount_due DESC, account_id", MOST_BILLS)
                        + " JOIN bill b ON b.billing_month = s.billing_month AND b.account_id = s.account_id"
                        + NAMED + "s.account_id ORDER BY s.amount_due DESC, s.account_id",
                (row, _) -> new MonthReport.BillRow(
                        row.getString(1),
                        row.getString(2),
                        calls(row, 3),
                        money(row, 4),
                        money(row, 5),
                        row.getString(6)));
    }

    /** The first settlements of the month in an order. */
    private static String settlements(String which, String order, int most) {
        return " (SELECT billing_month, account_id, amount_due, wanted, balance_after, account_status FROM settlement"
                + " WHERE billing_month = :month AND " + which + " ORDER BY " + order
                + " FETCH FIRST " + most + " ROWS ONLY) s";
    }

    List<MonthReport.RejectRow> rejects() {
        return list(
                "SELECT reason, COUNT(*) FROM reject WHERE billing_month = :month AND take = :take GROUP BY reason"
                        + " ORDER BY reason",
                (row, _) -> new MonthReport.RejectRow(row.getString(1), row.getLong(2)));
    }

    List<MonthReport.LateRow> late() {
        return list(
                "SELECT late_month, COUNT(*), SUM(CAST(late_calls AS DECIMAL(38))) FROM reject WHERE billing_month ="
                        + " :month AND take = :take AND late_month IS NOT NULL GROUP BY late_month ORDER BY late_month",
                (row, _) -> new MonthReport.LateRow(row.getString(1), row.getLong(2), calls(row, 3)));
    }

    List<MonthReport.ParkedRow> parked() {
        return list(
                "SELECT p.account_id, a.name, p.reason FROM parked_account p" + NAMED + "p.account_id"
                        + " WHERE p.billing_month = :month ORDER BY p.account_id",
                (row, _) -> new MonthReport.ParkedRow(row.getString(1), row.getString(2), row.getString(3)));
    }

    private static BigInteger calls(ResultSet row, int column) throws SQLException {
        BigDecimal calls = row.getBigDecimal(column);
        return calls.toBigIntegerExact();
    }

    private static String money(ResultSet row, int column) throws SQLException {
        return Decimals.money(row.getBigDecimal(column));
    }
}
