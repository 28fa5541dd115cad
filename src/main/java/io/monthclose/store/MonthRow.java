package io.monthclose.store;

import java.time.Instant;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/**
 * A month of the chain.
 *
 * @param month the month
 * @param state how far it has come
 * @param firstOfChain whether it was the first ever closed in the book
 * @param take the number of the take in force, from 1
 * @param priceBookSha256 the price book it is settled with
 * @param settlementInstant fixed when settling first starts, null before
 */
public record MonthRow(
        YearMonth month,
        MonthState state,
        boolean firstOfChain,
        int take,
        String priceBookSha256,
        @Nullable Instant settlementInstant) {

    /** The settlement instant of a month that has one. */
    public Instant fixedInstant() {
        if (settlementInstant == null) {
            throw new IllegalStateException(month + " has no settlement instant yet");
        }
        return settlementInstant;
    }
}
