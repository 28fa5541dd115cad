package io.monthclose.store;

import io.monthclose.bill.Bill;
import io.monthclose.ledger.Settlement;
import io.monthclose.ledger.TopUp;
import io.monthclose.money.Money;
import io.monthclose.rating.Draw;
import io.monthclose.rating.PackMovement;
import io.monthclose.rating.RatedLine;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * All that the book says of an account's month: what it found, and the rows that came of it, as they stand in the tables.
 *
 * @param account the account as the month found it
 * @param packs its packs with calls left at the month's start
 * @param topUps its top-ups that count in the month; of an account that could not be settled, those that would
 * @param bill the row of its bill
 * @param movements the rows of its packs, by id
 * @param settlement the row of its settlement
 * @param parked why it is parked
 */
public record RecordedAccount(
        MonthAccount account,
        List<MonthPack> packs,
        List<TopUp> topUps,
        Optional<BillRow> bill,
        List<PackMovementRow> movements,
        Optional<SettlementRow> settlement,
        Optional<ParkedRow> parked) {

    /**
     * A bill's row.
     *
     * @param calls metered, beta, free, prepaid and billable calls
     * @param lines as {@link BillColumns} writes them
     * @param draws likewise
     */
    public record BillRow(
            BigDecimal linesTotal,
            BigDecimal rounding,
            BigDecimal amountDue,
            BigDecimal freezeEstimate,
            List<BigDecimal> calls,
            int lineCount,
            String lines,
            String draws) {
        /** The row that these make. */
        public static BillRow of(Bill bill, List<Draw> draws, Money freezeEstimate) {
            return new BillRow(
                    bill.linesTotal().value(),
                    bill.rounding().value(),
                    bill.amountDue().amount(),
                    freezeEstimate.amount(),
                    List.of(
                            sum(bill, RatedLine::meteredCalls),
                            sum(bill, RatedLine::betaCalls),
                            sum(bill, RatedLine::freeCalls),
                            sum(bill, RatedLine::prepaidCalls),
                            sum(bill, RatedLine::billableCalls)),
                    bill.lines().size(),
                    BillColumns.linesText(bill.lines()),
                    BillColumns.drawsText(draws));
        }

        private static BigDecimal sum(Bill bill, ToLongFunction<RatedLine> calls) {
            return bill.lines().stream()
                    .map(line -> BigDecimal.valueOf(calls.applyAsLong(line)))
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
        }
    }

    /** A pack's row. */
    public record PackMovementRow(String packId, long opening, long drawn, long forfeited, long closing) {
        /** The row of a movement. */
        public static PackMovementRow of(PackMovement pack) {
            return new PackMovementRow(pack.packId(), pack.opening(), pack.drawn(), pack.forfeited(), pack.closing());
        }
    }

    /**
     * A settlement's row.
     *
     * @param releasedMonth the month whose freeze was released
     * @param entries as {@link EntryColumn} writes them
     */
    public record SettlementRow(
            BigDecimal openingBalance,
            BigDecimal topUps,
            BigDecimal released,
            BigDecimal amountDue,
            BigDecimal balanceAfter,
            BigDecimal wanted,
            BigDecimal frozen,
            String freezeStatus,
            String accountStatus,
            String billStatus,
            @Nullable String releasedMonth,
            int entryCount,
            String entries) {
        /** The row that these make. */
        public static SettlementRow of(
                YearMonth month, List<TopUp> topUps, Money amountDue, Settlement.Settled settled) {
            return new SettlementRow(
                    settled.opening().balance().amount(),
                    topUps.stream().map(topUp -> topUp.amount().amount()).reduce(BigDecimal.ZERO, BigDecimal::add),
                    settled.released().amount(),
                    amountDue.amount(),
                    settled.closing().balance().amount(),
                    settled.wanted().amount(),
                    settled.frozen().amount(),
                    settled.freezeStatus().name(),
                    settled.accountStatus().name(),
                    settled.billStatus().name(),
                    settled.released().isZero() ? null : month.minusMonths(1).toString(),
                    settled.entries().size(),
                    EntryColumn.text(settled.entries()));
        }
    }

    /**
     * A parked account's row.
     *
     * @param stage RATING or SETTLING
     * @param reason why
     * @param retry whether it waits to be rated once more
     */
    public record ParkedRow(String stage, String reason, boolean retry) {}
}
