package io.monthclose;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Changes a book as its program cannot: on one connection, as whoever owns the database, with the triggers off that keep
 * what was written. They are on again afterwards, whatever happened. Foreign keys stay on H2, and are off on PostgreSQL.
 */
public final class Tampering {
    private Tampering() {}

    /** Tampers with a book; every statement commits by itself. */
    public static void behindTheBack(JdbcTemplate book, Consumer<JdbcTemplate> tampering) {
        apply(book, jdbc -> {
            tampering.accept(jdbc);
            return true;
        });
    }

    /** Changes rows of a book, and says how many. */
    public static int update(JdbcTemplate book, String sql, Object... values) {
        return apply(book, jdbc -> jdbc.update(sql, values));
    }

    private static <T> T apply(JdbcTemplate book, Function<JdbcTemplate, T> tampering) {
        try (Connection connection =
                Objects.requireNonNull(book.getDataSource()).getConnection()) {
            JdbcTemplate jdbc = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
            return connection.isWrapperFor(PGConnection.class) ? asReplica(jdbc, tampering) : dropped(jdbc, tampering);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T> T asReplica(JdbcTemplate jdbc, Function<JdbcTemplate, T> tampering) {
        jdbc.execute("SET session_replication_role = replica");
        try {
            return tampering.apply(jdbc);
        } finally {
            jdbc.execute("RESET session_replication_role");
        }
    }

    /** H2 turns no trigger off: they are dropped, and made again as they were. */
    private static <T> T dropped(JdbcTemplate jdbc, Function<JdbcTemplate, T> tampering) {
        List<String> made = jdbc.queryForList("SCRIPT NODATA NOPASSWORDS NOSETTINGS", String.class).stream()
                .filter(sql -> sql.startsWith("CREATE ") && sql.contains(" TRIGGER "))
                .toList();
        jdbc.queryForList("SELECT trigger_name FROM information_schema.triggers", String.class)
                .forEach(name -> jdbc.execute("DROP TRIGGER \"" + name + "\""));
        try {
            return tampering.apply(jdbc);
        } finally {
            made.forEach(jdbc::execute);
        }
    }
}
