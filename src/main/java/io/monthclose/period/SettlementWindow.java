package io.monthclose.period;

import java.time.Instant;
import java.time.LocalDate;

/**
 * When the bill of a month may be settled: from the 1st 00:00 of the month after, for so many days, in the book's zone
 * (rules, "Time"). With 3 days: the 1st 00:00 to the 4th 00:00, half-open.
 *
 * @param month the month that is settled
 * @param days the length of the window, 1 to 28
 */
public record SettlementWindow(BillingMonth month, int days) {
    /** The longest window that fits into every month. */
    public static final int MOST_DAYS = 28;

    /** Checks the number of days. */
    public SettlementWindow {
        if (days < 1 || days > MOST_DAYS) {
            throw new IllegalArgumentException("a settlement window has 1 to " + MOST_DAYS + " days");
        }
    }

    /** The window as an interval. */
    public InstantRange range() {
        LocalDate opens = month.firstDayOfNext();
        return new InstantRange(
                month.end(), opens.plusDays(days).atStartOfDay(month.zone()).toInstant());
    }

    /** Whether the window is open at that instant. */
    public boolean contains(Instant instant) {
        return range().contains(instant);
    }
}
