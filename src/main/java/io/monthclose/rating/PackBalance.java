package io.monthclose.rating;

import io.monthclose.period.InstantRange;
import java.time.Instant;
import java.util.List;

/**
 * A prepaid pack of the account and what is left of it (rules, "Deduction" 2).
 *
 * @param packId its id
 * @param apis the API codes it covers
 * @param validFrom the first instant at which it covers calls
 * @param validUntil the first instant at which it no longer does, after {@code validFrom}
 * @param size the calls it was bought with, 0 or more
 * @param opening the calls left at the month's start, 0 to {@code size}
 */
public record PackBalance(
        String packId, List<String> apis, Instant validFrom, Instant validUntil, long size, long opening) {
    /** Checks what is left and the order of the instants. */
    public PackBalance {
        apis = List.copyOf(apis);
        if (opening < 0 || opening > size) {
            throw new IllegalArgumentException("pack " + packId + " has " + opening + " of " + size + " calls left");
        }
        if (!validFrom.isBefore(validUntil)) {
            throw new IllegalArgumentException("pack " + packId + " is never valid");
        }
    }

    /** When it covers calls. */
    InstantRange validity() {
        return new InstantRange(validFrom, validUntil);
    }
}
