package io.monthclose.store;

import java.time.YearMonth;

/**
 * Something that is not as it was sealed.
 *
 * @param month whose seal it is under
 * @param table the table
 * @param row the row's key, or empty where the seal does not tell which row it is
 * @param detail what was sealed and what was found
 */
public record SealDifference(YearMonth month, String table, String row, String detail) {
    /** As one among the differences of a month. */
    Difference asDifference() {
        return new Difference(table, row.isEmpty() ? month.toString() : row, "under the seal", "otherwise", detail);
    }

    /** All of it in one line. */
    public String text() {
        return month + " " + table + (row.isEmpty() ? "" : " " + row) + ": " + detail;
    }
}
