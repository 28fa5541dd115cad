package io.monthclose.period;

import java.time.Instant;

/**
 * A half-open interval of time, {@code from <= instant < until}. It may be empty, and then contains and intersects
 * nothing.
 *
 * @param from the first instant inside
 * @param until the first instant after it, not before {@code from}
 */
public record InstantRange(Instant from, Instant until) {
    /** Checks that the interval does not run backwards. */
    public InstantRange {
        if (until.isBefore(from)) {
            throw new IllegalArgumentException("until " + until + " is before from " + from);
        }
    }

    /** Whether the instant lies inside; {@code from} does, {@code until} does not. */
    public boolean contains(Instant instant) {
        return !instant.isBefore(from) && instant.isBefore(until);
    }

    /** Whether some instant lies in both. */
    public boolean intersects(InstantRange other) {
        Instant laterFrom = from.isAfter(other.from) ? from : other.from;
        Instant earlierUntil = until.isBefore(other.until) ? until : other.until;
        return laterFrom.isBefore(earlierUntil);
    }
}
