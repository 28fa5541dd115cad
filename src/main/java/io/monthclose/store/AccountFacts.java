package io.monthclose.store;

import io.monthclose.intake.PrepaidPack;
import io.monthclose.ledger.LedgerEntry;
import io.monthclose.ledger.Position;
import io.monthclose.rating.Draw;
import io.monthclose.rating.RatedLine;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the tables say of an account's month, for the reconciliation.
 *
 * @param accountId the account
 * @param due whether a bill is due
 * @param opening its position before
 * @param bill its bill
 * @param packs its packs
 * @param settlement its settlement
 * @param countedTopUps the sum of its top-ups that count in the month
 * @param parkedStage RATING or SETTLING where it is parked, otherwise null
 */
record AccountFacts(
        String accountId,
        boolean due,
        Position opening,
        Optional<BillFacts> bill,
        List<PackFacts> packs,
        Optional<SettlementFacts> settlement,
        BigDecimal countedTopUps,
        @Nullable String parkedStage) {

    /** A bill's row. */
    record BillFacts(
            BigDecimal linesTotal,
            BigDecimal rounding,
            BigDecimal amountDue,
            Calls calls,
            int lineCount,
            List<RatedLine> lines,
            List<Draw> draws) {}

    /** The sums over a bill's lines, as its row has them. */
    record Calls(BigDecimal metered, BigDecimal beta, BigDecimal free, BigDecimal prepaid, BigDecimal billable) {}

    /** A pack of the month, and what its movement says; null where there is none. */
    record PackFacts(
            PrepaidPack pack, long opened, @Nullable Movement movement) {}

    /** A movement's row. */
    record Movement(long opening, long drawn, long forfeited, long closing) {}

    /** A settlement's row. */
    record SettlementFacts(
            BigDecimal openingBalance,
            BigDecimal topUps,
            BigDecimal released,
            BigDecimal amountDue,
            BigDecimal balanceAfter,
            BigDecimal frozen,
            int entryCount,
            List<LedgerEntry> entries) {}
}
