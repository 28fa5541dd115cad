package io.monthclose.store;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * The pool of a book, which waits once in full for a database that went away. What a close that fails still tries after that
 * (to end its steps, its execution, its launch) waits a moment each, so that the loss is told after one time-out and not
 * after nine. A connection that is had again puts the full wait back.
 */
public final class QuickToldLoss extends DelegatingDataSource {
    private static final long MOMENT_MILLIS = 250;

    private final HikariDataSource pool;
    private final AtomicBoolean lost = new AtomicBoolean();

    /** Around this pool, whose time-out is the full wait. */
    public QuickToldLoss(HikariDataSource pool) {
        super(pool);
        this.pool = pool;
    }

    @Override
    public Connection getConnection() throws SQLException {
        try {
            // The pool takes note of another time-out only every half minute, but of one that is asked for at once.
            Connection connection = lost.get() && pool.getHikariPoolMXBean() instanceof HikariPool running
                    ? running.getConnection(MOMENT_MILLIS)
                    : pool.getConnection();
            lost.set(false);
            return connection;
        } catch (SQLTransientConnectionException e) {
            lost.set(true);
            throw e;
        }
    }
}
