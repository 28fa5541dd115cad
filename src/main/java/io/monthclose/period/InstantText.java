package io.monthclose.period;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Month;
import java.time.Year;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.util.Optional;

/**
 * The one way an instant is read and written (contract, "Input folder"). Reading is strict:
 * {@code YYYY-MM-DDThh:mm[:ss[.1-9 digits]]} with {@code Z} or {@code ±hh:mm}, ASCII digits, a real calendar date, no
 * {@code :60}, no {@code 24:00}, an offset of at most 18:00. It is called per usage row, hence without a formatter.
 */
public final class InstantText {
    private static final int TIME_AT = 11;
    private static final int MINUTES_END = 16;
    private static final int SECONDS_END = 19;
    private static final int FRACTION_AT = 20;
    private static final int LONGEST_FRACTION = 9;
    private static final int OFFSET_LENGTH = 6;
    private static final int MOST_OFFSET_SECONDS = 18 * 3600;
    private static final long NO_DAY = Long.MIN_VALUE;
    private static final int NO_OFFSET = Integer.MIN_VALUE;
    private static final int NANO_DIGITS = 9;

    private InstantText() {}

    /** The instant that the text writes; empty for anything that is not exactly of the form above. */
    public static Optional<Instant> parse(String text) {
        int length = text.length();
        boolean utc = length > 0 && text.charAt(length - 1) == 'Z';
        int offsetAt = utc ? length - 1 : length - OFFSET_LENGTH;
        if (!endsAtAUnit(offsetAt)) {
            return Optional.empty();
        }
        long day = epochDay(text);
        int second = secondOfDay(text, offsetAt);
        int nano = nano(text, offsetAt);
        int offset = utc ? 0 : offsetSeconds(text, offsetAt);
        if (day == NO_DAY || second < 0 || nano < 0 || offset == NO_OFFSET) {
            return Optional.empty();
        }
        return Optional.of(Instant.ofEpochSecond(day * 86_400 + second - offset, nano));
    }

    /**
     * Writes the instant in that zone, such as {@code 2022-10-02T10:00:00+08:00}: seconds always, a fraction only
     * when it is not 0 and then without trailing zeros, {@code +00:00} for UTC.
     */
    public static String format(Instant instant, ZoneId zone) {
        ZoneOffset offset = zone.getRules().getOffset(instant);
        LocalDateTime local = LocalDateTime.ofEpochSecond(instant.getEpochSecond(), instant.getNano(), offset);
        StringBuilder text = new StringBuilder(35).append(local.toLocalDate()).append('T');
        padded(text, local.getHour(), 2).append(':');
        padded(text, local.getMinute(), 2).append(':');
        padded(text, local.getSecond(), 2);
        int nano = local.get(ChronoField.NANO_OF_SECOND);
        if (nano != 0) {
            padded(text.append('.'), nano, NANO_DIGITS);
            text.setLength(lastCounting(text) + 1);
        }
        return text.append(offset.equals(ZoneOffset.UTC) ? "+00:00" : offset.getId())
                .toString();
    }

    private static boolean endsAtAUnit(int offsetAt) {
        return offsetAt == MINUTES_END
                || offsetAt == SECONDS_END
                || (offsetAt > FRACTION_AT && offsetAt <= FRACTION_AT + LONGEST_FRACTION);
    }

    private static long epochDay(String text) {
        int year = Digits.parse(text, 0, 4);
        int month = Digits.parse(text, 5, 7);
        int day = Digits.parse(text, 8, 10);
        boolean separated = text.charAt(4) == '-' && text.charAt(7) == '-';
        if (!separated || year < 0 || month < 1 || month > 12 || day < 1) {
            return NO_DAY;
        }
        if (day > 28 && day > Month.of(month).length(Year.isLeap(year))) {
            return NO_DAY;
        }
        return LocalDate.of(year, month, day).toEpochDay();
    }

    private static int secondOfDay(String text, int offsetAt) {
        int hour = Digits.parse(text, TIME_AT, 13);
        int minute = Digits.parse(text, 14, MINUTES_END);
        boolean separated = text.charAt(10) == 'T' && text.charAt(13) == ':';
        if (!separated || hour < 0 || hour > 23 || minute < 0 || minute > 59) {
            return -1;
        }
        if (offsetAt == MINUTES_END) {
            return hour * 3600 + minute * 60;
        }
        int second = Digits.parse(text, 17, SECONDS_END);
        if (text.charAt(MINUTES_END) != ':' || second < 0 || second > 59) {
            return -1;
        }
        return hour * 3600 + minute * 60 + second;
    }

    private static int nano(String text, int offsetAt) {
        if (offsetAt <= SECONDS_END) {
            return 0;
        }
        int nano = text.charAt(SECONDS_END) == '.' ? Digits.parse(text, FRACTION_AT, offsetAt) : -1;
        for (int digits = offsetAt - FRACTION_AT; digits < NANO_DIGITS; digits++) {
            nano *= 10;
        }
        return nano;
    }

    private static int offsetSeconds(String text, int offsetAt) {
        char sign = text.charAt(offsetAt);
        int hours = Digits.parse(text, offsetAt + 1, offsetAt + 3);
        int minutes = Digits.parse(text, offsetAt + 4, offsetAt + OFFSET_LENGTH);
        boolean separated = (sign == '+' || sign == '-') && text.charAt(offsetAt + 3) == ':';
        if (!separated || hours < 0 || minutes < 0 || minutes > 59) {
            return NO_OFFSET;
        }
        int seconds = hours * 3600 + minutes * 60;
        if (seconds > MOST_OFFSET_SECONDS) {
            return NO_OFFSET;
        }
        return sign == '-' ? -seconds : seconds;
    }

    private static StringBuilder padded(StringBuilder text, int number, int width) {
        String digits = Integer.toString(number);
        return text.repeat('0', width - digits.length()).append(digits);
    }

    private static int lastCounting(StringBuilder text) {
        int last = text.length() - 1;
        while (text.charAt(last) == '0') {
            last--;
        }
        return last;
    }
}
