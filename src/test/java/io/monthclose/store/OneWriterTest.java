package io.monthclose.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** In an H2 book a transaction that has written keeps every other one from writing until it has ended, and none from reading. */
class OneWriterTest {
    private static final long NOT_YET_MILLIS = 300;

    private final OneWriter book = new OneWriter(new DriverManagerDataSource("jdbc:h2:mem:one-writer"));
    private final Connection kept;
    private final Connection first;

    /** A table, and a transaction that has written into it. */
    OneWriterTest() throws SQLException {
        kept = book.getConnection();
        try (Statement statement = kept.createStatement()) {
            statement.execute("CREATE TABLE entry (id INTEGER PRIMARY KEY)");
            statement.execute("CREATE SEQUENCE numbers");
        }
        kept.setAutoCommit(false);
        first = book.getConnection();
        first.setAutoCommit(false);
        try (PreparedStatement insert = first.prepareStatement("INSERT INTO entry VALUES (1)")) {
            insert.executeUpdate();
        }
    }

    @AfterEach
    void closed() throws SQLException {
        first.close();
        kept.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"commit", "rollback", "close"})
    void another_writes_only_when_it_has_ended(String end) throws Exception {
        CompletableFuture<Void> second = CompletableFuture.runAsync(() -> write(2));
        assertThat(endsIn(second, NOT_YET_MILLIS)).isFalse();
        switch (end) {
            case "commit" -> first.commit();
            case "rollback" -> first.rollback();
            default -> first.close();
        }
        second.get(1, TimeUnit.MINUTES);
        assertThat(rows()).isEqualTo(end.equals("commit") ? 2 : 1);
    }

    @Test
    void a_statement_that_is_not_prepared_waits_as_well() throws Exception {
        CompletableFuture<Void> second = CompletableFuture.runAsync(() -> {
            try (Connection connection = book.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.executeUpdate("INSERT INTO entry VALUES (2)");
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(endsIn(second, NOT_YET_MILLIS)).isFalse();
        first.commit();
        second.get(1, TimeUnit.MINUTES);
    }

    @Test
    void a_rollback_to_a_savepoint_does_not_end_it() throws Exception {
        Savepoint before = first.setSavepoint();
        first.rollback(before);
        CompletableFuture<Void> second = CompletableFuture.runAsync(() -> write(2));
        assertThat(endsIn(second, NOT_YET_MILLIS)).isFalse();
        first.commit();
        second.get(1, TimeUnit.MINUTES);
    }

    @Test
    void reading_goes_on_beside_it() throws Exception {
        assertThat(CompletableFuture.supplyAsync(this::rows).get(1, TimeUnit.MINUTES))
                .isZero();
    }

    @Test
    void its_own_thread_may_write_in_another_transaction_meanwhile() throws SQLException {
        write(2);
        first.commit();
        write(3);
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

    private void write(int id) {
        try (Connection connection = book.getConnection();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO entry VALUES (?)")) {
            insert.setInt(1, id);
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
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

    private static boolean endsIn(CompletableFuture<Void> work, long millis) throws InterruptedException {
        Thread.sleep(millis);
        return work.isDone();
    }
}
