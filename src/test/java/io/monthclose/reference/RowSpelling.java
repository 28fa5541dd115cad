package io.monthclose.reference;

import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

/** The many ways to write the same value. */
final class RowSpelling {
    private static final List<String> OFFSETS =
            List.of("Z", "+08:00", "+08:00", "+00:00", "-05:30", "+05:45", "+14:00", "-12:00", "+18:00", "-18:00");

    private final Dice dice;

    RowSpelling(Dice dice) {
        this.dice = dice;
    }

    String instant(Instant instant) {
        String offset = dice.pick(OFFSETS);
        LocalDateTime local = LocalDateTime.ofInstant(instant, ZoneOffset.of(offset));
        String minutes = String.format(
                Locale.ROOT,
                "%04d-%02d-%02dT%02d:%02d",
                local.getYear(),
                local.getMonthValue(),
                local.getDayOfMonth(),
                local.getHour(),
                local.getMinute());
        return minutes + seconds(local) + offset;
    }

    private String seconds(LocalDateTime local) {
        if (local.getSecond() == 0 && local.getNano() == 0 && dice.oneIn(2)) {
            return "";
        }
        String seconds = String.format(Locale.ROOT, ":%02d", local.getSecond());
        String nanos = String.format(Locale.ROOT, "%09d", local.getNano());
        int needed = nanos.length();
        while (needed > 0 && nanos.charAt(needed - 1) == '0') {
            needed--;
        }
        int digits = dice.oneIn(2) ? needed : dice.from(needed, 9);
        return digits == 0 ? seconds : seconds + "." + nanos.substring(0, digits);
    }

    String calls(BigInteger calls) {
        String digits = calls.toString();
        int zeros = dice.oneIn(6) ? dice.from(0, 15 - digits.length()) : 0;
        return "0".repeat(zeros) + digits;
    }
}
