package io.monthclose.job;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** All rows of all tables of a book, but for those in which the history has its launches. */
public final class BookDump {
    private static final List<String> HISTORY = List.of("launch", "launch_event");
    private static final int FEWEST_TABLES = 25;

    private BookDump() {}

    /** The rows of each table as text, in an order of their own. */
    public static SortedMap<String, List<String>> of(DataSource book) {
        JdbcTemplate jdbc = new JdbcTemplate(book);
        SortedMap<String, List<String>> dump = new TreeMap<>();
        for (String table : jdbc.queryForList(
                "SELECT LOWER(table_name) FROM information_schema.tables WHERE LOWER(table_schema) = 'public'",
                String.class)) {
            if (!HISTORY.contains(table)) {
                dump.put(
                        table,
                        jdbc.queryForList("SELECT * FROM " + quoted(table, jdbc)).stream()
                                .map(BookDump::text)
                                .sorted()
                                .collect(Collectors.toCollection(ArrayList::new)));
            }
        }
        if (dump.size() < FEWEST_TABLES) {
            throw new IllegalStateException("only " + dump.keySet());
        }
        return dump;
    }

    /** The dump of the book under a URL that nobody has open. */
    public static SortedMap<String, List<String>> of(String url) {
        return of(new DriverManagerDataSource(url));
    }

    /** The table of Flyway has its name in lower case on both databases. */
    private static String quoted(String table, JdbcTemplate jdbc) {
        return Boolean.TRUE.equals(jdbc.queryForObject(
                        "SELECT COUNT(*) > 0 FROM information_schema.tables WHERE table_name = ?",
                        Boolean.class,
                        table))
                ? "\"" + table + "\""
                : table;
    }

    private static String text(Map<String, Object> row) {
        return row.entrySet().stream()
                .map(field -> field.getKey() + "="
                        + (field.getValue() instanceof byte[] bytes
                                ? HexFormat.of().formatHex(bytes)
                                : field.getValue()))
                .collect(Collectors.joining(" "));
    }
}
