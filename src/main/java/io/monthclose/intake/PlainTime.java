package io.monthclose.intake;

import io.monthclose.period.BillingMonth;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.Locale;

/**
 * Reads an instant of one month from bytes, in the forms that {@link io.monthclose.period.InstantText} reads. Gives up on all
 * that is not of such a form or lies outside the month; and on {@code -00:00}, which cannot be rebuilt from its offset. One
 * instance serves one thread.
 */
final class PlainTime {
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int NOT_READ = -1;
    private static final int SHORTEST = "2022-09-01T00:00Z".length();
    private static final int MOST_OFFSET_MINUTES = 18 * 60;
    private static final int MOST_FRACTION_DIGITS = 9;

    /** The month and its neighbours: other zones write the month's edges in them. */
    private final long[] yearMonths = new long[3];

    private final long[] firstDays = new long[3];
    private final int[] lengths = new int[3];
    private final long monthStart;
    private final long monthEnd;

    private long second;
    private int nano;
    private int form;

    PlainTime(BillingMonth month) {
        this.monthStart = month.start().getEpochSecond();
        this.monthEnd = month.end().getEpochSecond();
        for (int i = 0; i < 3; i++) {
            YearMonth near = month.yearMonth().plusMonths(i == 0 ? 0 : 2 * i - 3);
            byte[] text = String.format(Locale.ROOT, "%04d-%02d-", near.getYear(), near.getMonthValue())
                    .getBytes(StandardCharsets.US_ASCII);
            yearMonths[i] = (long) EIGHT.get(text, 0);
            firstDays[i] = near.atDay(1).toEpochDay();
            lengths[i] = near.lengthOfMonth();
        }
    }

    /** Reads the instant that begins here; returns where it ends, or −1 where it gives up. */
    int read(byte[] bytes, int from, int until) {
        if (until - from < SHORTEST || bytes[from + 10] != 'T' || bytes[from + 13] != ':') {
            return NOT_READ;
        }
        long day = epochDay(bytes, from);
        int hour = two(bytes, from + 11);
        int minute = two(bytes, from + 14);
        if (day == Long.MIN_VALUE || hour < 0 || hour > 23 || minute < 0 || minute > 59) {
            return NOT_READ;
        }
        second = day * 86_400 + (hour * 60L + minute) * 60;
        int zone = secondAndFraction(bytes, from + 16, until);
        int end = zone == NOT_READ ? NOT_READ : zone(bytes, zone, until);
        return second >= monthStart && second < monthEnd ? end : NOT_READ;
    }

    /** Seconds since the epoch. */
    long second() {
        return second;
    }

    int nano() {
        return nano;
    }

    /** How it is written, see {@link RawLine}. */
    int form() {
        return form;
    }

    private long epochDay(byte[] bytes, int from) {
        long yearMonth = (long) EIGHT.get(bytes, from);
        for (int i = 0; i < 3; i++) {
            if (yearMonth == yearMonths[i]) {
                int day = two(bytes, from + 8);
                return day >= 1 && day <= lengths[i] ? firstDays[i] + day - 1 : Long.MIN_VALUE;
            }
        }
        return Long.MIN_VALUE;
    }

    /** Seconds and fraction are there or not; returns where the zone begins. */
    private int secondAndFraction(byte[] bytes, int at, int until) {
        nano = 0;
        form = RawLine.form(0, false);
        if (bytes[at] != ':') {
            return at;
        }
        int seconds = at + 3 < until ? two(bytes, at + 1) : -1;
        if (seconds < 0 || seconds > 59) {
            return NOT_READ;
        }
        second += seconds;
        form = RawLine.form(0, true);
        return bytes[at + 3] == '.' ? fraction(bytes, at + 4, until) : at + 3;
    }

    private int fraction(byte[] bytes, int from, int until) {
        int most = Math.min(until, from + MOST_FRACTION_DIGITS);
        int at = from;
        int number = 0;
        while (at < most && bytes[at] >= '0' && bytes[at] <= '9') {
            number = number * 10 + (bytes[at++] - '0');
        }
        int digits = at - from;
        for (int i = digits; i < MOST_FRACTION_DIGITS; i++) {
            number *= 10;
        }
        nano = number;
        form = RawLine.form(digits, true);
        return digits == 0 ? NOT_READ : at;
    }

    private int zone(byte[] bytes, int at, int until) {
        if (at < until && bytes[at] == 'Z') {
            form |= RawLine.UTC;
            return at + 1;
        }
        if (until - at < 6 || (bytes[at] != '+' && bytes[at] != '-') || bytes[at + 3] != ':') {
            return NOT_READ;
        }
        int hours = two(bytes, at + 1);
        int minutes = two(bytes, at + 4);
        int offset = hours * 60 + minutes;
        boolean minus = bytes[at] == '-';
        if (hours < 0 || minutes < 0 || minutes > 59 || offset > MOST_OFFSET_MINUTES || (minus && offset == 0)) {
            return NOT_READ;
        }
        int signed = minus ? -offset : offset;
        second -= signed * 60L;
        form |= RawLine.offset(signed);
        return at + 6;
    }

    /** The number that two digits write; below 0 where one is none. */
    private static int two(byte[] bytes, int at) {
        int tens = bytes[at] - '0';
        int ones = bytes[at + 1] - '0';
        return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : tens * 10 + ones;
    }
}
