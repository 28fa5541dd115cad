package io.monthclose.export;

import io.monthclose.store.BillColumns;
import io.monthclose.store.MonthRow;
import io.monthclose.store.MonthStore;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What a settled month is compared by: its lines, its total, its APIs and what each account owes. Parked accounts are in none.
 *
 * @param month the month
 * @param linesRead lines of usage files without headers
 * @param billed the sum of the amounts due
 * @param apis the APIs of its price book, in its order, by code
 * @param due the amounts due by account
 */
record MonthFigures(
        YearMonth month,
        long linesRead,
        BigDecimal billed,
        Map<String, MonthReport.ApiRow> apis,
        Map<String, BigDecimal> due) {
    private static final String BILLS = """
        SELECT b.account_id, b.amount_due, b.lines
        FROM bill b JOIN settlement s ON s.billing_month = b.billing_month AND s.account_id = b.account_id
        WHERE b.billing_month = ?
        """;

    static MonthFigures read(JdbcTemplate jdbc, MonthRow month) {
        MonthTotals totals = TotalsQuery.read(JdbcClient.create(jdbc), month);
        ApiFigures figures = new ApiFigures();
        Map<String, BigDecimal> due = new HashMap<>();
        // In a transaction, so that a large result comes in parts.
        new TransactionTemplate(new JdbcTransactionManager(Objects.requireNonNull(jdbc.getDataSource())))
                .executeWithoutResult(_ -> jdbc.query(
                        BILLS,
                        row -> {
                            due.put(row.getString(1), row.getBigDecimal(2));
                            BillColumns.lines(row.getString(3)).forEach(figures::add);
                        },
                        month.month().toString()));
        Map<String, MonthReport.ApiRow> apis = new LinkedHashMap<>();
        figures.apiRows(new MonthStore(jdbc).priceBook(month).apis().values())
                .forEach(row -> apis.put(row.code(), row));
        return new MonthFigures(month.month(), totals.linesRead(), totals.billed(), apis, due);
    }
}
