package io.monthclose.store;

/**
 * One thing of a month that is not what it should be.
 *
 * @param table the table, document or file
 * @param key the row in it, such as {@code account A-1}
 * @param field the column, or a field of it
 * @param recorded what is there
 * @param found what it should be, and by what
 */
public record Difference(String table, String key, String field, String recorded, String found) {
    private static final int LONGEST = 200;

    /** Keeps texts short enough to be read. */
    public Difference {
        recorded = shortened(recorded);
        found = shortened(found);
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "… (" + text.length() + " characters)";
    }

    /** In one line. */
    public String text() {
        return table + " " + key + ", " + field + ": recorded " + recorded + ", " + found;
    }
}
