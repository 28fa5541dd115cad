package io.monthclose.store;

import java.time.YearMonth;
import java.util.Set;

/**
 * Something that is not as it was sealed.
 *
 * @param month whose seal it is under
 * @param table the table
 * @param row the row's key, or empty where the seal does not tell which row it is
 * @param detail what was sealed and what was found
 */
public record SealDifference(YearMonth month, String table, String row, String detail) {
    /** Of these the row does not say which month it is of. */
    private static final Set<String> WITHOUT_MONTH = Set.of("month_seal", "sealed_row");

    /** As one among the differences of a month, which may be another. */
    Difference asDifference() {
        String key = row.isEmpty() ? month.toString() : WITHOUT_MONTH.contains(table) ? month + " " + row : row;
        return new Difference(table, key, "under the seal", "otherwise", detail);
    }

    /** All of it in one line. */
    public String text() {
        return month + " " + table + (row.isEmpty() ? "" : " " + row) + ": " + detail;
    }
}
