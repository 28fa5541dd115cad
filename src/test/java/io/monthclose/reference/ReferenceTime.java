package io.monthclose.reference;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Instants and dates as the contract writes them. */
public final class ReferenceTime {
    private static final Pattern INSTANT = Pattern.compile("([0-9]{4})-([0-9]{2})-([0-9]{2})"
            + "T([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\\.([0-9]{1,9}))?)?"
            + "(?:Z|([+-])([0-9]{2}):([0-9]{2}))");
    private static final Pattern DATE = Pattern.compile("([0-9]{4})-([0-9]{2})-([0-9]{2})");

    private ReferenceTime() {}

    /** An instant with `Z` or an offset of at most 18 hours; seconds and fraction may be missing. */
    public static Optional<Instant> parseInstant(String text) {
        Matcher parts = INSTANT.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            LocalDateTime local = LocalDateTime.of(
                    number(parts, 1),
                    number(parts, 2),
                    number(parts, 3),
                    number(parts, 4),
                    number(parts, 5),
                    number(parts, 6),
                    nanos(parts.group(7)));
            return Optional.of(local.toInstant(offset(parts)));
        } catch (DateTimeException notInTheCalendar) {
            return Optional.empty();
        }
    }

    public static Optional<LocalDate> parseDate(String text) {
        Matcher parts = DATE.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.of(number(parts, 1), number(parts, 2), number(parts, 3)));
        } catch (DateTimeException notInTheCalendar) {
            return Optional.empty();
        }
    }

    /** The instant in the zone: seconds always, a fraction only when not zero, without trailing zeros. */
    public static String format(Instant instant, ZoneId zone) {
        OffsetDateTime at = instant.atZone(zone).toOffsetDateTime();
        String seconds = String.format(
                Locale.ROOT,
                "%04d-%02d-%02dT%02d:%02d:%02d",
                at.getYear(),
                at.getMonthValue(),
                at.getDayOfMonth(),
                at.getHour(),
                at.getMinute(),
                at.getSecond());
        return seconds + fraction(at.getNano()) + (at.getOffset().equals(ZoneOffset.UTC) ? "+00:00" : at.getOffset());
    }

    private static String fraction(int nanos) {
        if (nanos == 0) {
            return "";
        }
        String digits = String.format(Locale.ROOT, "%09d", nanos);
        while (digits.endsWith("0")) {
            digits = digits.substring(0, digits.length() - 1);
        }
        return "." + digits;
    }

    private static int number(Matcher parts, int group) {
        String digits = parts.group(group);
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    private static int nanos(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt((digits + "000000000").substring(0, 9));
    }

    private static ZoneOffset offset(Matcher parts) {
        String sign = parts.group(8);
        if (sign == null) {
            return ZoneOffset.UTC;
        }
        int direction = sign.equals("-") ? -1 : 1;
        return ZoneOffset.ofHoursMinutes(direction * number(parts, 9), direction * number(parts, 10));
    }
}
