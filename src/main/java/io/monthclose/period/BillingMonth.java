package io.monthclose.period;

import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Comparator;

/**
 * A calendar month in the book's zone, half-open: from the 1st 00:00 to the next 1st 00:00 (rules, "Time"). Ordered by
 * month.
 *
 * @param yearMonth the month
 * @param zone the zone of the book
 */
public record BillingMonth(YearMonth yearMonth, ZoneId zone) implements Comparable<BillingMonth> {
    private static final Comparator<BillingMonth> ORDER = Comparator.comparing(BillingMonth::yearMonth)
            .thenComparing(month -> month.zone().getId());

    /**
     * Reads {@code YYYY-MM}, years 0001 to 9998, and nothing else.
     *
     * @throws ProblemException with {@link ProblemCode#WRONG_USE} for any other text
     */
    public static BillingMonth parse(String text, ZoneId zone) {
        int year = Digits.parse(text, 0, 4);
        int month = Digits.parse(text, 5, 7);
        boolean fits = text.length() == 7 && text.charAt(4) == '-' && month >= 1 && month <= 12;
        if (!fits || year < 1 || year > 9998) {
            throw new ProblemException(ProblemCode.WRONG_USE, "'" + text + "' is not a month like 2022-09");
        }
        return new BillingMonth(YearMonth.of(year, month), zone);
    }

    /** The first instant inside. */
    public Instant start() {
        return firstDay().atStartOfDay(zone).toInstant();
    }

    /** The first instant after it, which is the first of the next month. */
    public Instant end() {
        return firstDayOfNext().atStartOfDay(zone).toInstant();
    }

    /** The month as an interval. */
    public InstantRange range() {
        return new InstantRange(start(), end());
    }

    /** Whether the instant lies inside. */
    public boolean contains(Instant instant) {
        return range().contains(instant);
    }

    /** The month after. */
    public BillingMonth next() {
        return new BillingMonth(yearMonth.plusMonths(1), zone);
    }

    /** The month before. */
    public BillingMonth previous() {
        return new BillingMonth(yearMonth.minusMonths(1), zone);
    }

    /** Its 1st. */
    public LocalDate firstDay() {
        return yearMonth.atDay(1);
    }

    /** The 1st of the month after. */
    public LocalDate firstDayOfNext() {
        return yearMonth.plusMonths(1).atDay(1);
    }

    @Override
    public int compareTo(BillingMonth other) {
        return ORDER.compare(this, other);
    }

    /** The month alone, such as {@code 2022-09}. */
    @Override
    public String toString() {
        return yearMonth.toString();
    }
}
