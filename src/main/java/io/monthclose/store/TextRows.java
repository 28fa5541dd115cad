package io.monthclose.store;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Reads rows of text: fields joined by commas, rows by LF. */
final class TextRows {
    private final String text;
    private int at;

    private TextRows(String text) {
        this.text = text;
    }

    /**
     * Reads all rows.
     *
     * @param fields how many each has
     * @param reader takes each field once, in order
     * @throws IllegalArgumentException when a row has fewer or more fields, or one is not what it should be
     */
    static <T> List<T> read(String text, int fields, Function<TextRows, T> reader) {
        if (text.isEmpty()) {
            return List.of();
        }
        TextRows rows = new TextRows(text);
        List<T> found = new ArrayList<>();
        while (rows.at <= text.length()) {
            rows.check(fields);
            found.add(reader.apply(rows));
        }
        return found;
    }

    /** The next field. */
    String text() {
        int comma = text.indexOf(',', at);
        int end = lineEnd();
        if (comma >= 0 && comma < end) {
            end = comma;
        }
        String field = text.substring(at, end);
        at = end + 1;
        return field;
    }

    /** The next field as a whole number. */
    long number() {
        return Long.parseLong(text());
    }

    private int lineEnd() {
        int end = text.indexOf('\n', at);
        return end < 0 ? text.length() : end;
    }

    private void check(int fields) {
        int end = lineEnd();
        int commas = 0;
        for (int i = at; i < end; i++) {
            commas += text.charAt(i) == ',' ? 1 : 0;
        }
        if (commas != fields - 1) {
            throw new IllegalArgumentException(
                    "'" + text.substring(at, end) + "' is not a row of " + fields + " fields");
        }
    }
}
