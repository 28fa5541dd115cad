package io.monthclose.store;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Instants as text in UTC with nine decimals: exact to the nanosecond, and in order as text, years 0000 to 9999. */
public final class InstantColumn {
    private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private InstantColumn() {}

    /** The column's value. */
    public static String text(Instant instant) {
        return FORM.format(instant);
    }

    /** The instant of a column's value. */
    public static Instant instant(String text) {
        return Instant.parse(text);
    }
}
