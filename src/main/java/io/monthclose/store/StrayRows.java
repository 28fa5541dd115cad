package io.monthclose.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Rows of months that the book does not have. Nothing writes any, and no trigger looks at an {@code INSERT}; one that is planted
 * before the first month of an account or a pack would be what they open with.
 */
final class StrayRows {
    private static final String MONTH = "billing_month";

    /** Every table with rows of a month but the month's own and the history, which may name a month that was never begun. */
    private static final List<Keyed> TABLES = Stream.concat(
                    SealedTable.ALL.stream()
                            .filter(SealedTable::isOfMonth)
                            .filter(table -> !table.name().equals("closing_month"))
                            .map(table -> new Keyed(table.name(), table.key())),
                    Stream.of(
                            new Keyed("month_seal", List.of(MONTH)),
                            new Keyed("sealed_row", List.of("section", "row_key"))))
            .toList();

    private final JdbcTemplate jdbc;
    private final JdbcClient sql;

    StrayRows(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        this.sql = JdbcClient.create(jdbc);
    }

    private record Keyed(String table, List<String> key) {
        /** The columns that name a row beside its month, or that alone. */
        List<String> shown() {
            List<String> beside =
                    key.stream().filter(column -> !column.equals(MONTH)).toList();
            return beside.isEmpty() ? List.of(MONTH) : beside;
        }
    }

    /**
     * A row that no month of the book has.
     *
     * @param table its table
     * @param key which row it is
     * @param month its month, as it is written
     * @param why what is wrong with that
     */
    record Stray(String table, String key, String month, String why) {}

    /** Those that there are, by table; of each at most so many. */
    List<Stray> find(int mostOfTable) {
        // At one moment: a close that goes on beside it may begin a month.
        return OneMoment.read(jdbc, () -> found(mostOfTable));
    }

    private List<Stray> found(int mostOfTable) {
        List<Stray> found = new ArrayList<>();
        List<String> months = months(found);
        Bounds bounds = Postgres.has(jdbc) ? StrayRows::plain : StrayRows::beside;
        TABLES.forEach(table -> found.addAll(
                MonthIndex.isOf(table.table())
                        ? betweenMonths(table, months, bounds, mostOfTable)
                        : read(table, mostOfTable)));
        return found;
    }

    /** What to ask an index for, to have the months after or before one. */
    private interface Bounds {
        String of(String month, boolean after);
    }

    private static String plain(String month, boolean after) {
        return month;
    }

    /** H2's index gives what equals a bound, too, row by row: all of a month. Nothing equals what is right beside it. */
    private static String beside(String month, boolean after) {
        if (after || month.isEmpty()) {
            return month + '\u0000';
        }
        int last = month.length() - 1;
        return month.substring(0, last) + (char) (month.charAt(last) - 1) + '\uFFFF';
    }

    /** The months that there are; those that do not follow each other from the first of the chain on are told. */
    private List<String> months(List<Stray> found) {
        List<String> months = new ArrayList<>();
        sql.sql("SELECT billing_month, first_of_chain FROM closing_month ORDER BY billing_month")
                .query(row -> {
                    String month = row.getString(1);
                    @Nullable String before = months.isEmpty() ? null : months.getLast();
                    if (row.getBoolean(2) != months.isEmpty() || !follows(month, before)) {
                        String why =
                                before == null ? "it is not the first of the chain" : "it does not follow " + before;
                        found.add(new Stray("closing_month", "month " + month, month, why));
                    }
                    months.add(month);
                });
        return months;
    }

    private static boolean follows(String month, @Nullable String before) {
        try {
            YearMonth read = YearMonth.parse(month);
            return before == null || YearMonth.parse(before).plusMonths(1).equals(read);
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** Each gap between the months is asked for by itself, so that an index finds that it is empty. */
    private List<Stray> betweenMonths(Keyed table, List<String> months, Bounds bounds, int most) {
        String columns = columns(table);
        List<String> gaps = new ArrayList<>();
        List<String> ends = new ArrayList<>();
        for (int i = 0; i <= months.size(); i++) {
            List<String> conditions = new ArrayList<>();
            if (i > 0) {
                conditions.add(MONTH + " > ?");
                ends.add(bounds.of(months.get(i - 1), true));
            }
            if (i < months.size()) {
                conditions.add(MONTH + " < ?");
                ends.add(bounds.of(months.get(i), false));
            }
            gaps.add("SELECT " + columns + " FROM " + table.table()
                    + (conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions)));
        }
        return strays(table, "(" + String.join(" UNION ALL ", gaps) + ") gap", ends, most);
    }

    /** All rows are read, once. */
    private List<Stray> read(Keyed table, int most) {
        String rows = table.table() + " WHERE billing_month NOT IN (SELECT billing_month FROM closing_month)";
        return strays(table, rows, List.of(), most);
    }

    private static String columns(Keyed table) {
        return Stream.concat(Stream.of(MONTH), table.shown().stream())
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private List<Stray> strays(Keyed table, String rows, List<String> parameters, int most) {
        String columns = columns(table);
        return sql.sql("SELECT " + columns + " FROM " + rows + " ORDER BY " + columns + " FETCH FIRST " + most
                        + " ROWS ONLY")
                .params(parameters)
                .query((row, _) ->
                        new Stray(table.table(), key(table, row), row.getString(MONTH), "the book has no such month"))
                .list();
    }

    private static String key(Keyed table, ResultSet row) throws SQLException {
        StringJoiner key = new StringJoiner(" ");
        for (String column : table.shown()) {
            key.add(RowComparison.named(column) + " " + row.getString(column));
        }
        return key.toString();
    }
}
