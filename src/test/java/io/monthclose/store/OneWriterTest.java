package io.monthclose.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** In an H2 book nothing is written and no transaction ends while a statement writes; all else goes on. */
class OneWriterTest {
    private static final long NOT_YET_MILLIS = 300;
    private static final Gate GATE = new Gate();

    /** A thread each: the common pool has but one on two processors. */
    private static final Executor BESIDE = task -> Thread.ofPlatform().daemon().start(task);

    private final OneWriter book = new OneWriter(new DriverManagerDataSource("jdbc:h2:mem:one-writer"));
    private final Connection kept = book.getConnection();
    private final Connection other = book.getConnection();

    OneWriterTest() throws SQLException {}

    /** Holds a statement up in the middle of its work. */
    private static final class Gate {
        private CountDownLatch reached = new CountDownLatch(1);
        private CountDownLatch opened = new CountDownLatch(1);

        synchronized void shut() {
            reached = new CountDownLatch(1);
            opened = new CountDownLatch(1);
        }

        private synchronized CountDownLatch[] latches() {
            return new CountDownLatch[] {reached, opened};
        }
    }

    /** What H2 calls for each row of a statement that is held up. */
    public static final class HeldUp {
        private HeldUp() {}

        /** Waits until the gate is opened. */
        public static int once() throws InterruptedException {
            CountDownLatch[] latches = GATE.latches();
            latches[0].countDown();
            latches[1].await();
            return 1;
        }
    }

    @BeforeEach
    void aTable() throws SQLException {
        GATE.shut();
        try (Statement statement = kept.createStatement()) {
            statement.execute("CREATE TABLE entry (id INTEGER PRIMARY KEY)");
            statement.execute("CREATE ALIAS held_up FOR '" + HeldUp.class.getName() + ".once'");
        }
        kept.setAutoCommit(false);
        other.setAutoCommit(false);
        write(other, 3);
    }

    @AfterEach
    void closed() throws SQLException {
        GATE.latches()[1].countDown();
        other.close();
        kept.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"commit", "rollback", "close", "write", "write at once", "batch"})
    void what_writes_or_ends_waits_until_a_statement_that_writes_is_done(String what) throws Exception {
        CompletableFuture<Void> first = heldUpInTheMiddle();

        CompletableFuture<Void> second = CompletableFuture.runAsync(() -> does(what), BESIDE);
        Thread.sleep(NOT_YET_MILLIS);
        assertThat(second.isDone()).isFalse();
        GATE.latches()[1].countDown();

        first.get(1, TimeUnit.MINUTES);
        second.get(1, TimeUnit.MINUTES);
    }

    @Test
    void reading_goes_on_beside_it() throws Exception {
        CompletableFuture<Void> first = heldUpInTheMiddle();

        assertThat(CompletableFuture.supplyAsync(this::rows, BESIDE).get(1, TimeUnit.MINUTES))
                .isZero();
        GATE.latches()[1].countDown();
        first.get(1, TimeUnit.MINUTES);
    }

    /** Whoever waits for a lock of the framework's under a transaction must not keep its owner from writing. */
    @Test
    void between_its_statements_a_transaction_keeps_nobody_waiting() throws Exception {
        write(kept, 1);

        CompletableFuture.runAsync(
                        () -> {
                            does("write");
                            does("commit");
                        },
                        BESIDE)
                .get(1, TimeUnit.MINUTES);
        kept.commit();

        assertThat(rows()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
        SELECT * FROM bill                             | false
        ' select 1'                                    | false
        SELECT NEXT VALUE FOR BATCH_JOB_EXECUTION_SEQ  | true
        select nextval('numbers')                      | true
        INSERT INTO bill VALUES (?)                    | true
        MERGE INTO bill VALUES (?)                     | true
        UPDATE bill SET bucket = 1                     | true
        DELETE FROM bill                               | true
        CREATE TABLE other (id INTEGER)                | true
        """, delimiter = '|')
    void whatever_is_no_mere_query_writes(String sql, boolean writes) {
        assertThat(OneWriter.writes(sql)).isEqualTo(writes);
    }

    private CompletableFuture<Void> heldUpInTheMiddle() throws InterruptedException {
        CompletableFuture<Void> first = CompletableFuture.runAsync(
                () -> {
                    try (PreparedStatement insert = kept.prepareStatement("INSERT INTO entry VALUES (held_up())")) {
                        insert.executeUpdate();
                    } catch (SQLException e) {
                        throw new IllegalStateException(e);
                    }
                },
                BESIDE);
        assertThat(GATE.latches()[0].await(1, TimeUnit.MINUTES)).isTrue();
        return first;
    }

    private void does(String what) {
        try {
            switch (what) {
                case "commit" -> other.commit();
                case "rollback" -> other.rollback();
                case "close" -> other.close();
                case "write" -> write(other, 2);
                case "write at once" -> {
                    try (Statement statement = other.createStatement()) {
                        statement.executeUpdate("INSERT INTO entry VALUES (2)");
                    }
                }
                default -> {
                    try (Statement statement = other.createStatement()) {
                        statement.addBatch("INSERT INTO entry VALUES (2)");
                        statement.executeBatch();
                    }
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void write(Connection connection, int id) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO entry VALUES (?)")) {
            insert.setInt(1, id);
            insert.executeUpdate();
        }
    }

    private long rows() {
        try (Connection connection = book.getConnection();
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("SELECT COUNT(*) FROM entry")) {
            count.next();
            return count.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
