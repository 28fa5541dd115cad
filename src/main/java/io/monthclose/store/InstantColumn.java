package io.monthclose.store;

import io.monthclose.period.InstantText;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Instants as text in UTC with nine decimals, {@code 2022-09-30T16:00:00.000000000Z}: exact to the nanosecond, and in order as
 * text, years 0000 to 9999. Written and read per row, hence without a formatter.
 */
public final class InstantColumn {
    private static final int LENGTH = 30;

    private InstantColumn() {}

    /** The column's value. */
    public static String text(Instant instant) {
        LocalDateTime utc = LocalDateTime.ofEpochSecond(instant.getEpochSecond(), instant.getNano(), ZoneOffset.UTC);
        if (utc.getYear() < 0 || utc.getYear() > 9999) {
            throw new DateTimeException(instant + " is not in the years 0000 to 9999");
        }
        char[] text = new char[LENGTH];
        digits(text, 0, 4, utc.getYear());
        text[4] = '-';
        digits(text, 5, 2, utc.getMonthValue());
        text[7] = '-';
        digits(text, 8, 2, utc.getDayOfMonth());
        text[10] = 'T';
        digits(text, 11, 2, utc.getHour());
        text[13] = ':';
        digits(text, 14, 2, utc.getMinute());
        text[16] = ':';
        digits(text, 17, 2, utc.getSecond());
        text[19] = '.';
        digits(text, 20, 9, utc.getNano());
        text[29] = 'Z';
        return new String(text);
    }

    /**
     * The instant of a column's value.
     *
     * @throws DateTimeException when it is none
     */
    public static Instant instant(String text) {
        return InstantText.parse(text).orElseThrow(() -> new DateTimeException("'" + text + "' is not an instant"));
    }

    private static void digits(char[] text, int from, int count, int number) {
        int rest = number;
        for (int i = from + count - 1; i >= from; i--) {
            text[i] = (char) ('0' + rest % 10);
            rest /= 10;
        }
    }
}
