package io.monthclose.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A database that went away is waited for once in full; whoever asks after that waits a moment, until it is there again. */
class QuickToldLossTest {
    private static final long FULL_MILLIS = 2000;

    @Test
    void only_the_first_wait_for_a_database_that_went_away_is_a_full_one() throws IOException {
        try (HikariDataSource pool = pool()) {
            pool.setJdbcUrl("jdbc:postgresql://127.0.0.1:" + closedPort() + "/books");
            QuickToldLoss database = new QuickToldLoss(pool);

            assertThat(millisecondsToFail(database)).isGreaterThanOrEqualTo(FULL_MILLIS);
            assertThat(millisecondsToFail(database)).isLessThan(FULL_MILLIS / 2);
            assertThat(millisecondsToFail(database)).isLessThan(FULL_MILLIS / 2);
        }
    }

    @Test
    void once_a_connection_is_had_again_the_next_wait_is_a_full_one() throws SQLException {
        try (HikariDataSource pool = pool()) {
            pool.setJdbcUrl("jdbc:h2:mem:quick-told-loss");
            pool.setMaximumPoolSize(1);
            QuickToldLoss database = new QuickToldLoss(pool);

            for (int round = 0; round < 2; round++) {
                try (Connection held = database.getConnection()) {
                    assertThat(held.isValid(1)).isTrue();
                    assertThat(millisecondsToFail(database)).isGreaterThanOrEqualTo(FULL_MILLIS);
                    assertThat(millisecondsToFail(database)).isLessThan(FULL_MILLIS / 2);
                }
            }
        }
    }

    private static HikariDataSource pool() {
        HikariDataSource pool = new HikariDataSource();
        pool.setConnectionTimeout(FULL_MILLIS);
        pool.setInitializationFailTimeout(-1);
        return pool;
    }

    private static long millisecondsToFail(QuickToldLoss database) {
        long began = System.nanoTime();
        assertThatThrownBy(database::getConnection).isInstanceOf(SQLTransientConnectionException.class);
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
