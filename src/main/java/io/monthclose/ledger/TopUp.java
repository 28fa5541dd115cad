package io.monthclose.ledger;

import io.monthclose.money.Money;
import java.time.Instant;
import java.util.Comparator;

/**
 * A payment of the account.
 *
 * @param topUpId its id
 * @param amount above 0
 * @param receivedAt when it was received
 */
public record TopUp(String topUpId, Money amount, Instant receivedAt) {
    /** By instant, then by id as UTF-8 bytes: the order of posting. */
    static final Comparator<TopUp> POSTING_ORDER =
            Comparator.comparing(TopUp::receivedAt).thenComparing(TopUp::topUpId);

    /** Checks that something was paid. */
    public TopUp {
        if (!amount.isPositive()) {
            throw new IllegalArgumentException("top-up " + topUpId + " of " + amount);
        }
    }

    /** Whether it counts for a settlement at that instant: received at or before it (rules, "Time"). */
    public boolean countsAt(Instant settlementInstant) {
        return !receivedAt.isAfter(settlementInstant);
    }
}
