package io.monthclose.pricebook;

import io.monthclose.money.UnitPrice;
import org.jspecify.annotations.Nullable;

/**
 * A band of monthly calls and the price that all calls of the month have once the volume lies in it. Half-open:
 * {@code from <= volume < to}.
 *
 * @param from the first volume in the band, 0 or more
 * @param to the first volume above it; null for the last band, which is open
 * @param price the list price per 1,000 calls
 */
public record Tier(long from, @Nullable Long to, UnitPrice price) {
    /** Checks that the band starts at 0 or above. */
    public Tier {
        if (from < 0) {
            throw new IllegalArgumentException("a band from " + from);
        }
    }
}
