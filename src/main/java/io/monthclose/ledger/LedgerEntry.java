package io.monthclose.ledger;

import io.monthclose.money.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One balanced movement of an amount from the kind's debit to its credit account.
 *
 * @param entryId month, account and number in posting order, such as {@code 2022-09-A0001#000001}
 * @param kind why it moves
 * @param amount above 0: nothing posts nothing
 * @param effectiveAt the settlement instant; of a top-up, when it was received
 * @param topUpId the top-up it posts; null for any other kind
 * @param balanceAfter the balance after it, frozen money included; below 0 in arrears
 * @param frozenAfter the active freeze after it, 0 or more
 */
public record LedgerEntry(
        String entryId,
        EntryKind kind,
        Money amount,
        Instant effectiveAt,
        @Nullable String topUpId,
        Money balanceAfter,
        Money frozenAfter) {
    private static final int NUMBER_DIGITS = 6;

    /** Checks the amount, the freeze, and that a top-up and only a top-up names one. */
    public LedgerEntry {
        if (!amount.isPositive() || frozenAfter.isNegative()) {
            throw new IllegalArgumentException(entryId + " moves " + amount + " and leaves " + frozenAfter + " frozen");
        }
        if ((kind == EntryKind.TOP_UP) != (topUpId != null)) {
            throw new IllegalArgumentException(entryId + " is a " + kind + " with top-up " + topUpId);
        }
    }

    /**
     * The id of an entry.
     *
     * @param billId the bill's
     * @param number its place in posting order, from 1
     */
    public static String id(String billId, int number) {
        String digits = Integer.toString(number);
        return billId + "#" + "0".repeat(Math.max(0, NUMBER_DIGITS - digits.length())) + digits;
    }
}
