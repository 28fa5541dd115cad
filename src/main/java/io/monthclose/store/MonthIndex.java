package io.monthclose.store;

import java.util.Set;

/**
 * Which tables have an index that begins with the month. Rows of a month that are asked for in the order of such an index, the month
 * named first, need no sorting: H2 sees that of no order without it.
 */
final class MonthIndex {
    private static final Set<String> WITHOUT = Set.of("account", "pack", "top_up", "counted_top_up");

    private MonthIndex() {}

    /** Whether a table with rows of months has one. */
    static boolean isOf(String table) {
        return !WITHOUT.contains(table);
    }
}
