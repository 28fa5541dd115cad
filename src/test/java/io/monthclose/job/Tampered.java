package io.monthclose.job;

import io.monthclose.Tampering;
import java.math.BigDecimal;
import java.sql.Types;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/** One random change of one row of a book, and its undoing. The database itself may refuse it: then it was none. */
final class Tampered {
    /** What is done to the row. */
    enum Kind {
        CHANGED,
        DELETED,
        COPIED
    }

    private static final List<String> STRANGE_MONTHS = List.of("0000-00", "2022-07", "2022-11", "9999-12");

    private final JdbcTemplate book;
    private final BookTable table;
    private final Kind kind;
    private final Map<String, @Nullable Object> before;
    private final Map<String, @Nullable Object> after;
    private final String column;

    private Tampered(
            JdbcTemplate book,
            BookTable table,
            Kind kind,
            Map<String, @Nullable Object> before,
            Map<String, @Nullable Object> after,
            String column) {
        this.book = book;
        this.table = table;
        this.kind = kind;
        this.before = before;
        this.after = after;
        this.column = column;
    }

    /**
     * A table with rows of a month.
     *
     * @param name its name
     * @param columns its columns with their JDBC types
     * @param key the columns of its primary key
     * @param where which rows are the month's
     */
    record BookTable(String name, Map<String, Integer> columns, List<String> key, String where) {}

    /** Draws a change. */
    static Tampered drawn(JdbcTemplate book, BookTable table, Random chance) {
        List<Map<String, @Nullable Object>> rows = rows(book, table);
        Map<String, @Nullable Object> before = rows.get(chance.nextInt(rows.size()));
        int die = chance.nextInt(10);
        List<String> free = table.key().stream()
                .filter(name -> !name.equals("billing_month") && !name.equals("sha256"))
                .toList();
        if (die == 0) {
            return new Tampered(book, table, Kind.DELETED, before, Map.of(), "");
        }
        Map<String, @Nullable Object> after = new LinkedHashMap<>(before);
        if (die == 1 && !free.isEmpty()) {
            String key = free.get(chance.nextInt(free.size()));
            after.put(key, ChangedValue.of(before.get(key), type(table, key), chance));
            return new Tampered(book, table, Kind.COPIED, before, after, key);
        }
        List<String> names = List.copyOf(table.columns().keySet());
        String name = names.get(chance.nextInt(names.size()));
        Map<String, @Nullable Object> other = rows.get(chance.nextInt(rows.size()));
        boolean borrowed = chance.nextInt(4) == 0 && !same(before.get(name), other.get(name));
        after.put(name, borrowed ? other.get(name) : ChangedValue.of(before.get(name), type(table, name), chance));
        return new Tampered(book, table, Kind.CHANGED, before, after, name);
    }

    /** Draws a row for a month that the book does not have, copied from one of the table's. */
    static Tampered strayed(JdbcTemplate book, BookTable table, Random chance) {
        List<Map<String, @Nullable Object>> rows = rows(book, table);
        Map<String, @Nullable Object> before = rows.get(chance.nextInt(rows.size()));
        Map<String, @Nullable Object> after = new LinkedHashMap<>(before);
        after.put("billing_month", STRANGE_MONTHS.get(chance.nextInt(STRANGE_MONTHS.size())));
        if (!table.key().contains("billing_month")) {
            table.key().forEach(key -> after.put(key, "planted-" + before.get(key)));
        }
        if (table.name().equals("settlement")) {
            after.put("released_month", null);
            after.put("released", BigDecimal.ZERO);
        }
        return new Tampered(book, table, Kind.COPIED, before, after, "billing_month");
    }

    /** Draws a row that keeps a launch to come out of every seal. */
    static Tampered unsealed(JdbcTemplate book, BookTable sealedRows, Random chance) {
        Map<String, @Nullable Object> before = rows(book, sealedRows).getFirst();
        Map<String, @Nullable Object> after = new LinkedHashMap<>(before);
        after.put("section", chance.nextBoolean() ? "launch" : "launch_event");
        after.put("row_key", String.valueOf(1_000_000 + chance.nextInt(1000)));
        after.put("billing_month", List.of("2022-08", "2022-09", "2022-10").get(chance.nextInt(3)));
        return new Tampered(book, sealedRows, Kind.COPIED, before, after, "row_key");
    }

    /** Draws a change of the bytes of a segment that a later take has replaced. */
    static Tampered superseded(JdbcTemplate book, BookTable segments, Random chance) {
        List<Map<String, @Nullable Object>> rows = rows(book, segments).stream()
                .filter(row -> Integer.valueOf(1).equals(row.get("take")))
                .toList();
        Map<String, @Nullable Object> before = rows.get(chance.nextInt(rows.size()));
        Map<String, @Nullable Object> after = new LinkedHashMap<>(before);
        after.put("bytes", ChangedValue.of(before.get("bytes"), type(segments, "bytes"), chance));
        return new Tampered(book, segments, Kind.CHANGED, before, after, "bytes");
    }

    private static int type(BookTable table, String column) {
        return Objects.requireNonNull(table.columns().get(column));
    }

    private static List<Map<String, @Nullable Object>> rows(JdbcTemplate book, BookTable table) {
        return book.query(
                "SELECT * FROM " + table.name() + " WHERE " + table.where() + " ORDER BY "
                        + String.join(",", table.key()),
                (row, _) -> {
                    Map<String, @Nullable Object> values = new LinkedHashMap<>();
                    for (Map.Entry<String, Integer> column : table.columns().entrySet()) {
                        values.put(
                                column.getKey(),
                                switch (column.getValue()) {
                                    case Types.DATE -> row.getObject(column.getKey(), LocalDate.class);
                                    case Types.CLOB -> row.getString(column.getKey());
                                    case Types.BLOB, Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY ->
                                        row.getBytes(column.getKey());
                                    default -> row.getObject(column.getKey());
                                });
                    }
                    return values;
                });
    }

    /** Does it; false when the database would not have it, or it changes nothing. */
    boolean done() {
        if (kind != Kind.DELETED
                && before.entrySet().stream().allMatch(value -> same(value.getValue(), after.get(value.getKey())))) {
            return false;
        }
        try {
            switch (kind) {
                case CHANGED ->
                    update(
                            "UPDATE " + table.name() + " SET " + column + " = ? WHERE " + keys(),
                            with(after.get(column), before));
                case DELETED -> update("DELETE FROM " + table.name() + " WHERE " + keys(), with(before));
                case COPIED -> insert(after);
            }
            return true;
        } catch (DataAccessException e) {
            return false;
        }
    }

    /** Undoes it. */
    void undo() {
        switch (kind) {
            case CHANGED ->
                update(
                        "UPDATE " + table.name() + " SET " + column + " = ? WHERE " + keys(),
                        with(before.get(column), after));
            case DELETED -> insert(before);
            case COPIED -> update("DELETE FROM " + table.name() + " WHERE " + keys(), with(after));
        }
    }

    private void insert(Map<String, @Nullable Object> row) {
        String marks = row.keySet().stream().map(_ -> "?").collect(Collectors.joining(","));
        boolean numbered = table.name().startsWith("launch");
        update(
                "INSERT INTO " + table.name() + " (" + String.join(",", row.keySet()) + ") "
                        + (numbered ? "OVERRIDING SYSTEM VALUE " : "") + "VALUES (" + marks + ")",
                new ArrayList<>(row.values()).toArray());
    }

    private void update(String sql, @Nullable Object... values) {
        Tampering.update(book, sql, values);
    }

    private String keys() {
        return table.key().stream().map(name -> name + " = ?").collect(Collectors.joining(" AND "));
    }

    private @Nullable Object[] with(Map<String, @Nullable Object> row) {
        return table.key().stream().map(row::get).toArray();
    }

    private @Nullable Object[] with(@Nullable Object first, Map<String, @Nullable Object> row) {
        List<@Nullable Object> values = new ArrayList<>();
        values.add(first);
        values.addAll(Arrays.asList(with(row)));
        return values.toArray();
    }

    private static boolean same(@Nullable Object one, @Nullable Object other) {
        return (one instanceof byte[] bytes && other instanceof byte[] more)
                ? Arrays.equals(bytes, more)
                : Objects.equals(one, other);
    }

    /** A line that is added to the history after the month was sealed is one as any other. */
    boolean isAnyLaunch() {
        return kind == Kind.COPIED && table.name().startsWith("launch");
    }

    String table() {
        return table.name();
    }

    /** The columns by one of which the change must be named: the one that changed, or the row's. */
    boolean isNamedBy(String difference) {
        String text = difference.toLowerCase(Locale.ROOT);
        if (table.name().equals("sealed_row")
                && (text.startsWith(section(before))
                        || text.startsWith(section(after))
                        || text.startsWith("sealed_row " + after.get("billing_month") + " " + after.get("section")))) {
            return true;
        }
        // Of a take that was replaced nothing is settled again: the seal alone tells, of large tables without the row.
        if (Integer.valueOf(1).equals(before.get("take"))
                && text.startsWith(table.name() + " 2022-09, under the seal")) {
            return true;
        }
        return text.startsWith(table.name() + " ")
                && ((kind == Kind.CHANGED && text.contains(column)) || namesRow(text));
    }

    /** The table that a sealed row is of: named in its place. */
    private static String section(Map<String, @Nullable Object> row) {
        return String.valueOf(row.get("section")).toLowerCase(Locale.ROOT) + " ";
    }

    private boolean namesRow(String text) {
        return namesRow(text, before) || (kind != Kind.DELETED && namesRow(text, after));
    }

    private boolean namesRow(String text, Map<String, @Nullable Object> row) {
        return table.key().stream()
                .filter(name -> !List.of("billing_month", "take", "bucket", "first_account_id")
                                .contains(name)
                        || table.name().equals("segment"))
                .allMatch(name -> text.contains(String.valueOf(row.get(name)).toLowerCase(Locale.ROOT)));
    }

    @Override
    public String toString() {
        String row =
                table.key().stream().map(name -> name + "=" + before.get(name)).collect(Collectors.joining(" "));
        return kind + " " + table.name() + " " + row
                + (kind == Kind.DELETED
                        ? ""
                        : ", " + column + ": " + shown(before.get(column)) + " -> " + shown(after.get(column)));
    }

    private static String shown(@Nullable Object value) {
        return value instanceof byte[] bytes ? bytes.length + " bytes" : String.valueOf(value);
    }
}
