package io.monthclose.store;

import org.postgresql.PGConnection;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/** Tells which of the two databases a book lies in. */
final class Postgres {
    private Postgres() {}

    /** Whether it is PostgreSQL, and not H2. */
    static boolean has(JdbcTemplate jdbc) {
        return Boolean.TRUE.equals(
                jdbc.execute((ConnectionCallback<Boolean>) connection -> connection.isWrapperFor(PGConnection.class)));
    }
}
