package io.monthclose.intake;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The fields of a row in UTF-8, one after the other, so that rows compare field by field when their bytes are compared: each
 * ends with 00, and a 00 inside is followed by FF, which no field begins with. A slice of a query is held in this form.
 */
final class SortKey {
    private static final int END = 0;
    private static final int NOT_THE_END = 0xFF;

    private SortKey() {}

    /** The key of a row. */
    static byte[] of(String[] fields) {
        ByteArrayOutputStream key = new ByteArrayOutputStream(96);
        for (String field : fields) {
            for (byte next : field.getBytes(StandardCharsets.UTF_8)) {
                key.write(next);
                if (next == END) {
                    key.write(NOT_THE_END);
                }
            }
            key.write(END);
        }
        return key.toByteArray();
    }

    /** The line of a usage file that has these fields, quoted where RFC 4180 needs it, without its end. */
    static byte[] line(byte[] key) {
        ByteArrayOutputStream line = new ByteArrayOutputStream(key.length + 2);
        int start = 0;
        for (int at = 0; at < key.length; at++) {
            boolean inside = key[at] != END || (at + 1 < key.length && key[at + 1] == (byte) NOT_THE_END);
            if (!inside) {
                field(line, key, start, at);
                if (at + 1 < key.length) {
                    line.write(',');
                }
                start = at + 1;
            }
        }
        return line.toByteArray();
    }

    private static void field(ByteArrayOutputStream line, byte[] key, int from, int until) {
        boolean quoted = false;
        for (int at = from; at < until; at++) {
            quoted |= key[at] == ',' || key[at] == '"' || key[at] == '\r' || key[at] == '\n';
        }
        if (quoted) {
            line.write('"');
        }
        for (int at = from; at < until; at++) {
            if (key[at] == '"') {
                line.write('"');
            }
            if (key[at] != (byte) NOT_THE_END) {
                line.write(key[at]);
            }
        }
        if (quoted) {
            line.write('"');
        }
    }
}
