package io.monthclose.export;

import io.monthclose.period.InstantText;
import io.monthclose.pricebook.PriceBook;
import io.monthclose.seal.RootStatement;
import io.monthclose.store.Finding;
import io.monthclose.store.MonthRow;
import io.monthclose.store.MonthState;
import io.monthclose.store.MonthStore;
import io.monthclose.store.QueryStore;
import io.monthclose.store.Reconciliation;
import io.monthclose.store.SnapshotStore;
import io.monthclose.store.Take;
import io.monthclose.store.TakenInput;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What the documents that are not row by row say of a month: the report for people and {@code settlement.json} say the same.
 *
 * @param month the month
 * @param prices its price book
 * @param totals its control totals
 * @param inputs what was read
 * @param findings what the last reconciliation found
 * @param provisional whether something may still change
 */
record MonthFacts(
        MonthRow month,
        PriceBook prices,
        MonthTotals totals,
        List<TakenInput> inputs,
        List<Finding> findings,
        boolean provisional) {

    /** Of a month as it is: provisional until it is closed. */
    static MonthFacts read(JdbcTemplate jdbc, MonthRow month) {
        return read(jdbc, month, month.state() == MonthState.CLOSED);
    }

    /** Of a month that is closed with these very documents, unless accounts are parked. */
    static MonthFacts ofClosing(JdbcTemplate jdbc, MonthRow month) {
        return read(jdbc, month, true);
    }

    private static MonthFacts read(JdbcTemplate jdbc, MonthRow month, boolean closed) {
        SnapshotStore snapshots = new SnapshotStore(jdbc);
        Take take = snapshots.take(month);
        MonthTotals totals = TotalsQuery.read(JdbcClient.create(jdbc), month);
        return new MonthFacts(
                month,
                new MonthStore(jdbc).priceBook(month),
                totals,
                new QueryStore(jdbc).told(take, snapshots.inputs(take)),
                new Reconciliation(jdbc).findings(month.month()),
                !closed || totals.parkedAccounts() > 0);
    }

    String settlementInstant() {
        return InstantText.format(month.fixedInstant(), prices.zone());
    }

    MonthReport report(ReportQueries queries, ApiFigures figures, Optional<RootStatement> root) {
        return new MonthReport(
                new MonthReport.Heading(
                        month.month().toString(),
                        prices.currency(),
                        settlementInstant(),
                        prices.version(),
                        prices.sha256(),
                        provisional,
                        totals.parkedAccounts() > 0,
                        month.firstOfChain(),
                        root.map(RootStatement::root).orElse(null),
                        root.map(RootStatement::previousRoot).orElse(null)),
                reportTotals(),
                figures.apiRows(prices.apis().values()),
                figures.tierRows(prices.apis()),
                queries.packs(),
                queries.packAccounts(),
                queries.freezes(),
                queries.arrears(),
                queries.suspended(),
                queries.largestBills(),
                queries.rejects(),
                queries.late(),
                inputs.stream()
                        .map(input ->
                                new MonthReport.InputRow(input.name(), input.bytes(), input.lines(), input.sha256()))
                        .toList(),
                findings.stream()
                        .map(finding -> new MonthReport.InvariantRow(
                                finding.invariant().number(),
                                finding.invariant().statement(),
                                finding.holds(),
                                finding.detail()))
                        .toList(),
                queries.parked());
    }

    private MonthReport.Totals reportTotals() {
        return new MonthReport.Totals(
                new MonthReport.UsageTotals(
                        totals.linesRead(),
                        totals.linesAccepted(),
                        totals.linesDuplicate(),
                        totals.linesRejected(),
                        totals.accounts(),
                        totals.parkedAccounts()),
                new MonthReport.CallTotals(
                        totals.meteredCalls(),
                        totals.betaCalls(),
                        totals.freeCalls(),
                        totals.prepaidCalls(),
                        totals.billableCalls()),
                new MonthReport.MoneyTotals(
                        exact(totals.linesTotal()),
                        exact(totals.rounding()),
                        money(totals.billed()),
                        money(totals.billed()),
                        money(totals.toppedUp()),
                        money(totals.released()),
                        money(totals.wanted()),
                        money(totals.frozen()),
                        totals.arrearsAccounts(),
                        money(totals.arrears()),
                        totals.suspendedAccounts()));
    }

    private static String money(BigDecimal amount) {
        return Decimals.money(amount);
    }

    private static String exact(BigDecimal amount) {
        return Decimals.exact(amount);
    }
}
