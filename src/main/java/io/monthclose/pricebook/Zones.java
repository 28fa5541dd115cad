package io.monthclose.pricebook;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/** The zones that a price book may name: an offset {@code ±hh:mm} or a region of the time zone database. */
final class Zones {
    private static final int OFFSET_LENGTH = 6;

    private Zones() {}

    static Optional<ZoneId> parse(String text) {
        try {
            if (text.startsWith("+") || text.startsWith("-")) {
                return text.length() == OFFSET_LENGTH ? Optional.of(ZoneOffset.of(text)) : Optional.empty();
            }
            return ZoneId.getAvailableZoneIds().contains(text) ? Optional.of(ZoneId.of(text)) : Optional.empty();
        } catch (DateTimeException notAnOffset) {
            return Optional.empty();
        }
    }
}
