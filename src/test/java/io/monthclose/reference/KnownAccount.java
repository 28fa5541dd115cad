package io.monthclose.reference;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** An account: open from {@code openedOn}, closed from {@code closedOn} on, both dates of the billing zone. */
record KnownAccount(
        String accountId,
        String name,
        LocalDate openedOn,
        @Nullable LocalDate closedOn) {

    /** Whether it is open at any instant of the month. */
    boolean presentIn(YearMonth month) {
        boolean openedInTime = !openedOn.isAfter(month.atEndOfMonth());
        return openedInTime && (closedOn == null || closedOn.isAfter(month.atDay(1)));
    }

    boolean opensAfter(Instant instant, ZoneId zone) {
        return openedOn.isAfter(LocalDate.ofInstant(instant, zone));
    }

    boolean closedAt(Instant instant, ZoneId zone) {
        return closedOn != null && !closedOn.isAfter(LocalDate.ofInstant(instant, zone));
    }

    /** Whether it is closed at the first instant after the month. */
    boolean closedByEndOf(YearMonth month) {
        return closedOn != null && !closedOn.isAfter(month.plusMonths(1).atDay(1));
    }
}
