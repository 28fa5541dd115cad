package io.monthclose;

import static java.util.stream.Collectors.toCollection;

import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.postgresql.PGConnection;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/** What becomes of the tables of a book: the one place in the tests that says so of each, so that a new one must be thought of. */
public final class BookTables {
    /** What may become of the rows of a table. */
    public enum Kind {
        /** They are added, and stay as they are. */
        KEPT,
        /** They are added and stay as they are, but for what makes room for something else. */
        GOES,
        /** They are marked, and make room. */
        MARKED,
        /** They move forward. */
        MOVES,
        /** Who holds the book now. */
        LEASE,
        /** The progress of the framework. */
        FRAMEWORK,
        /** What the owner alone writes. */
        OWNERS
    }

    /** What is done to a table. */
    public enum Verb {
        SELECT,
        INSERT,
        UPDATE,
        DELETE,
        TRUNCATE
    }

    private static final Map<Kind, List<String>> TABLES = Map.of(
            Kind.KEPT,
            words("book price_book price_book_pool usage_take take_input take_slice taken_slice segment reject"
                + " month_account month_pack settlement counted_top_up month_document launch launch_event month_seal"
                + " sealed_row"),
            Kind.GOES,
            words("bill pack_movement rated_rows account pack top_up invariant_result take_query"),
            Kind.MARKED,
            words("parked_account"),
            Kind.MOVES,
            words("closing_month"),
            Kind.LEASE,
            words("book_lease book_lease_holder"),
            Kind.FRAMEWORK,
            words("batch_job_instance batch_job_execution batch_job_execution_params batch_job_execution_context"
                    + " batch_step_execution batch_step_execution_context"),
            Kind.OWNERS,
            words("flyway_schema_history book_role keeps_rows"));

    private BookTables() {}

    private static List<String> words(String text) {
        return List.of(text.split(" ", -1));
    }

    /** The kind of each table of a book. */
    public static SortedMap<String, Kind> of(JdbcTemplate book) {
        Set<String> there = book
                .queryForList(
                        "SELECT table_name FROM information_schema.tables WHERE LOWER(table_schema) = 'public'",
                        String.class)
                .stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(toCollection(TreeSet::new));
        SortedMap<String, Kind> kinds = new TreeMap<>();
        TABLES.forEach(
                (kind, tables) -> tables.stream().filter(there::contains).forEach(table -> kinds.put(table, kind)));
        if (!kinds.keySet().equals(there)) {
            there.removeAll(kinds.keySet());
            throw new AssertionError("say in BookTables what becomes of " + there);
        }
        return kinds;
    }

    /** What a statement on a table ends with that meets no row: {@code done}, {@code refused} by the table, or {@code denied} to the role. */
    public static String attempt(JdbcTemplate book, Verb verb, String table) {
        try {
            book.execute(statement(book, verb, table));
            return "done";
        } catch (DataAccessException e) {
            if (e.getRootCause() instanceof SQLException failure) {
                return switch (String.valueOf(failure.getSQLState())) {
                    // H2 does not truncate what a foreign key refers to.
                    case "MC001", "90106" -> "refused";
                    case "42501" -> "denied";
                    default -> failure.toString();
                };
            }
            throw e;
        }
    }

    private static String statement(JdbcTemplate book, Verb verb, String table) {
        String name = table.startsWith("flyway") ? "\"" + table + "\"" : table;
        List<String> columns = columns(book, table);
        String all = String.join(", ", columns);
        return switch (verb) {
            case SELECT -> "SELECT * FROM " + name + " WHERE 1 = 0";
            case INSERT -> "INSERT INTO " + name + " (" + all + ") SELECT " + all + " FROM " + name + " WHERE 1 = 0";
            case UPDATE ->
                "UPDATE " + name + " SET " + columns.getFirst() + " = " + columns.getFirst() + " WHERE 1 = 0";
            case DELETE -> "DELETE FROM " + name + " WHERE 1 = 0";
            case TRUNCATE -> "TRUNCATE TABLE " + name + cascade(book);
        };
    }

    /** PostgreSQL then asks every table that would be emptied; H2 knows no such word. */
    private static String cascade(JdbcTemplate book) {
        return Boolean.TRUE.equals(book.execute(
                        (ConnectionCallback<Boolean>) connection -> connection.isWrapperFor(PGConnection.class)))
                ? " CASCADE"
                : "";
    }

    /** Those that can be given a value. */
    private static List<String> columns(JdbcTemplate book, String table) {
        return book
                .queryForList(
                        "SELECT column_name FROM information_schema.columns WHERE LOWER(table_schema) = 'public'"
                                + " AND LOWER(table_name) = ? AND is_identity = 'NO' AND is_generated = 'NEVER'"
                                + " ORDER BY ordinal_position",
                        String.class,
                        table)
                .stream()
                .map(column -> "\"" + column + "\"")
                .toList();
    }
}
