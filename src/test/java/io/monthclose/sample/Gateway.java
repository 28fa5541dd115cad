package io.monthclose.sample;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Where calls are counted. Each gateway writes a file of its own, and instants in its own way. */
enum Gateway {
    EAST('e', "uuuu-MM-dd'T'HH:mm:ssxxx", 0),
    HARBOUR('h', "uuuu-MM-dd'T'HH:mm:ss'Z'", -8),
    WEST('w', "uuuu-MM-dd'T'HH:mmxxx", 0);

    static final List<Gateway> ALL = List.of(values());

    private static final ZoneOffset ZONE = ZoneOffset.ofHours(8);

    private final char prefix;
    private final DateTimeFormatter format;
    private final int shiftHours;

    Gateway(char prefix, String pattern, int shiftHours) {
        this.prefix = prefix;
        this.format = DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
        this.shiftHours = shiftHours;
    }

    String fileName() {
        return "usage-" + name().toLowerCase(Locale.ROOT) + ".csv";
    }

    String recordId(int number) {
        return String.format(Locale.ROOT, "%c%05d", prefix, number);
    }

    /** The instant as this gateway writes it, of a time in the billing zone; {@link #WEST} knows no seconds. */
    String text(LocalDateTime at) {
        return format.format(at.plusHours(shiftHours).atOffset(ZONE));
    }

    LocalDateTime kept(LocalDateTime at) {
        return this == WEST ? at.withSecond(0) : at;
    }
}
