package io.monthclose.store;

import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.support.JdbcUtils;

/**
 * The right to close in a book, held by one process at a time. On PostgreSQL it is an advisory lock of a session that is kept
 * open meanwhile: the server takes it back when the process dies. An H2 book needs none: its file is locked.
 */
public final class BookLease implements AutoCloseable {
    /** Any number that no other program on the database is likely to use. */
    private static final int LOCK = 0x4D6F_436C;

    private final @Nullable Connection session;

    private BookLease(@Nullable Connection session) {
        this.session = session;
    }

    /**
     * Takes the lease, without waiting.
     *
     * @throws ProblemException CLOSED_ELSEWHERE when another process holds it
     */
    public static BookLease take(DataSource database) {
        Connection session = DataSourceUtils.getConnection(database);
        try {
            if (!session.isWrapperFor(PGConnection.class)) {
                JdbcUtils.closeConnection(session);
                return new BookLease(null);
            }
            if (!asked(session, "SELECT pg_try_advisory_lock(?, hashtext(current_schema()))")) {
                throw new ProblemException(
                        ProblemCode.CLOSED_ELSEWHERE, "the book is in use by another close: retry later");
            }
            return new BookLease(session);
        } catch (SQLException e) {
            JdbcUtils.closeConnection(session);
            throw new CannotGetJdbcConnectionException("the book's lease", e);
        } catch (RuntimeException e) {
            JdbcUtils.closeConnection(session);
            throw e;
        }
    }

    private static boolean asked(Connection session, String question) throws SQLException {
        try (PreparedStatement statement = session.prepareStatement(question)) {
            statement.setInt(1, LOCK);
            try (ResultSet answer = statement.executeQuery()) {
                return answer.next() && answer.getBoolean(1);
            }
        }
    }

    /** Gives the lease back. */
    @Override
    public void close() {
        if (session != null) {
            try {
                asked(session, "SELECT pg_advisory_unlock(?, hashtext(current_schema()))");
            } catch (SQLException e) {
                // The session is gone, and the lock with it.
            } finally {
                JdbcUtils.closeConnection(session);
            }
        }
    }
}
