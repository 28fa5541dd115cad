package io.monthclose.store;

import io.monthclose.seal.SealStatement.Kind;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A table whose rows a month's seal holds. A table with rows of a month belongs in the list; its columns are found by themselves.
 *
 * @param kind rows of the month, or of the history
 * @param name its name
 * @param key the columns that its rows are ordered by, and named by
 * @param rows which rows, where {@code :month} is the month
 * @param named whether each row is kept with its hash, too: where they are few
 */
record SealedTable(Kind kind, String name, List<String> key, String rows, boolean named) {
    private static final String OF_MONTH = "t.billing_month = :month";
    private static final String PRICED_WITH = "t.sha256 IN (SELECT price_book_sha256 FROM closing_month WHERE"
            + " billing_month = :month UNION SELECT price_book_sha256 FROM usage_take WHERE billing_month = :month"
            + " AND price_book_sha256 IS NOT NULL)";

    /** Columns that are not read: their hash lies beside them. */
    private static final Set<String> LARGE = Set.of("segment.bytes");

    /** Tables that came after the first seals, which have no section of them. */
    private static final Set<String> LATER = Set.of();

    static final List<SealedTable> ALL = List.of(
            new SealedTable(Kind.TABLE, "book", List.of("only_row"), "0 = 0", false),
            new SealedTable(Kind.TABLE, "price_book", List.of("sha256"), PRICED_WITH, false),
            new SealedTable(Kind.TABLE, "price_book_pool", List.of("sha256", "api"), PRICED_WITH, false),
            named("closing_month", "billing_month"),
            many("account", "account_id"),
            many("pack", "pack_id"),
            many("top_up", "top_up_id"),
            named("usage_take", "billing_month", "take"),
            named("take_query", "billing_month", "take"),
            named("take_input", "billing_month", "take", "role", "file"),
            named("take_slice", "billing_month", "take", "slice"),
            named("taken_slice", "billing_month", "take", "slice"),
            named("segment", "billing_month", "take", "bucket", "slice"),
            many("reject", "take", "file", "line"),
            many("month_account", "take", "bucket", "account_id"),
            many("month_pack", "take", "bucket", "account_id", "pack_id"),
            many("bill", "account_id"),
            many("pack_movement", "account_id", "pack_id"),
            named("rated_rows", "billing_month", "first_account_id", "file"),
            many("parked_account", "account_id"),
            many("settlement", "account_id"),
            many("counted_top_up", "top_up_id"),
            named("invariant_result", "billing_month", "number"),
            named("month_document", "billing_month", "name"),
            history("launch", "launch_id"),
            history("launch_event", "event_id"));

    private static SealedTable many(String name, String... key) {
        return new SealedTable(Kind.TABLE, name, List.of(key), OF_MONTH, false);
    }

    private static SealedTable named(String name, String... key) {
        return new SealedTable(Kind.TABLE, name, List.of(key), OF_MONTH, true);
    }

    private static SealedTable history(String name, String key) {
        return new SealedTable(
                Kind.HISTORY,
                name,
                List.of(key),
                "EXISTS (SELECT 1 FROM sealed_row s WHERE s.section = '" + name + "' AND s.row_key = CAST(t." + key
                        + " AS VARCHAR(20)) AND s.billing_month = :month)",
                true);
    }

    /** Whether every seal has a section of it. */
    boolean isInEverySeal() {
        return !LATER.contains(name);
    }

    /** Whether it has rows of months. */
    boolean isOfMonth() {
        return rows.equals(OF_MONTH);
    }

    /** Whether a column is part of a row's text. */
    boolean reads(String column) {
        return !LARGE.contains(name + "." + column);
    }

    /** The rows under the month's seal, with these columns. */
    String query(List<String> columns) {
        return select(columns, rows);
    }

    /** The rows that a seal of the month made now would hold: of the history, all that are under none yet. */
    String queryUnsealed(List<String> columns) {
        return switch (kind) {
            case TABLE -> query(columns);
            case HISTORY ->
                select(
                        columns,
                        "NOT EXISTS (SELECT 1 FROM sealed_row s WHERE s.section = '" + name
                                + "' AND s.row_key = CAST(t." + key.getFirst() + " AS VARCHAR(20)))");
        };
    }

    private String select(List<String> columns, String where) {
        return "SELECT " + columns.stream().map(column -> "t." + column).collect(Collectors.joining(", ")) + " FROM "
                + name + " t WHERE " + where + " ORDER BY "
                + (isOfMonth() && MonthIndex.isOf(name) ? "t.billing_month, " : "")
                + key.stream().map(column -> "t." + column).collect(Collectors.joining(", "));
    }
}
