package io.monthclose.account;

import io.monthclose.period.BillingMonth;
import io.monthclose.period.InstantRange;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * An account and the days on which it is open, in the book's zone (rules, "Deduction" 1 and "Usage records").
 *
 * @param id its id
 * @param name 1 to 200 characters
 * @param openedOn the first day on which it is open
 * @param closedOn the first day on which it is closed, after {@code openedOn}; null while no closing is known
 */
public record Account(
        AccountId id,
        String name,
        LocalDate openedOn,
        @Nullable LocalDate closedOn) {
    /** The longest name, in Unicode characters. */
    public static final int MOST_NAME_CHARACTERS = 200;

    /** Checks the name's length and the order of the days. */
    public Account {
        if (name.isEmpty() || name.codePointCount(0, name.length()) > MOST_NAME_CHARACTERS) {
            throw new IllegalArgumentException("a name has 1 to " + MOST_NAME_CHARACTERS + " characters");
        }
        if (closedOn != null && !closedOn.isAfter(openedOn)) {
            throw new IllegalArgumentException("closed on " + closedOn + ", not after it opened on " + openedOn);
        }
    }

    /** When it is open; until {@link Instant#MAX} while no closing is known. */
    public InstantRange openRange(ZoneId zone) {
        Instant from = openedOn.atStartOfDay(zone).toInstant();
        return new InstantRange(
                from,
                closedOn == null ? Instant.MAX : closedOn.atStartOfDay(zone).toInstant());
    }

    /** Whether it is open at any instant of the month. */
    public boolean openIn(BillingMonth month) {
        return openRange(month.zone()).intersects(month.range());
    }

    /** Whether it is open at every instant of the month. */
    public boolean openThroughout(BillingMonth month) {
        return !openedOn.isAfter(month.firstDay()) && (closedOn == null || !closedOn.isBefore(month.firstDayOfNext()));
    }

    /** Whether it is open at that instant. */
    public boolean openAt(Instant instant, ZoneId zone) {
        return openRange(zone).contains(instant);
    }

    /** Whether it is closed by the end of the month: on or before the first day of the next (rules, "Settling" 3). */
    public boolean closedByEndOf(BillingMonth month) {
        return closedOn != null && !closedOn.isAfter(month.firstDayOfNext());
    }
}
