package io.monthclose.store;

import io.monthclose.bill.Bill;
import io.monthclose.intake.RejectedRow;
import io.monthclose.money.Money;
import io.monthclose.rating.Draw;
import io.monthclose.rating.PackMovement;
import java.math.BigInteger;
import java.util.List;

/**
 * An account after rating: what a chunk of {@code rateAccounts} keeps of it.
 *
 * @param account the account
 * @param tallies what became of its kept rows, by file
 * @param conflicts its rows that differ from another with their id
 * @param outcome its bill, or why it has none
 */
public record RatedAccount(MonthAccount account, List<RowTally> tallies, List<RejectedRow> conflicts, Outcome outcome) {

    /**
     * How many kept rows of one file were what.
     *
     * @param file the file's rank
     * @param accepted rows that are rated, or an account's that is parked
     * @param duplicates rows that say what another said
     * @param conflicts rows that differ from another with their id
     */
    public record RowTally(int file, Count accepted, Count duplicates, Count conflicts) {}

    /**
     * Rows and their calls.
     *
     * @param rows how many
     * @param calls the sum of their calls
     */
    public record Count(long rows, BigInteger calls) {
        /** Nothing. */
        public static final Count NONE = new Count(0, BigInteger.ZERO);

        /** Both together. */
        public Count plus(Count other) {
            return new Count(rows + other.rows, calls.add(other.calls));
        }
    }

    /** What rating made of an account. */
    public sealed interface Outcome {
        /**
         * A bill.
         *
         * @param bill the bill, a zero bill too
         * @param draws what covered the calls
         * @param packs the movements of its packs
         * @param freezeEstimate what the next month is expected to cost
         */
        record Billed(Bill bill, List<Draw> draws, List<PackMovement> packs, Money freezeEstimate) implements Outcome {}

        /**
         * Not due a bill; only its packs pass through the month.
         *
         * @param packs their movements
         */
        record PacksOnly(List<PackMovement> packs) implements Outcome {}

        /**
         * Parked.
         *
         * @param reason why it cannot be rated
         * @param calls the calls of its accepted records
         */
        record Parked(String reason, BigInteger calls) implements Outcome {}
    }
}
