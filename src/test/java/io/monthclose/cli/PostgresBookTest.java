package io.monthclose.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.monthclose.TestDatabase;
import io.monthclose.store.BookLease;
import io.monthclose.store.FencedTransactions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A book on PostgreSQL as its operator meets it: the same documents as on H2, one close at a time, and clear words when it is not there. */
class PostgresBookTest {
    @TempDir
    private Path folder = Path.of("");

    private SmallBook book;
    private String url = "";

    @BeforeEach
    void open() {
        url = TestDatabase.postgresUrl("postgres book " + folder);
        book = new SmallBook(folder.resolve("postgresql")).with("spring.datasource.url", url);
    }

    @Test
    void a_month_has_the_documents_that_it_has_on_h2() {
        SmallBook other = new SmallBook(folder.resolve("h2"))
                .with("spring.datasource.url", "jdbc:h2:file:" + folder.resolve("h2-book") + ";WRITE_DELAY=0");

        assertThat(book.close().exitCode()).isZero();
        assertThat(other.close().exitCode()).isZero();

        assertThat(book.documents()).hasSize(9).isEqualTo(other.documents());
        assertThat(book.close().out()).contains("closed already");
    }

    @Test
    void a_second_close_is_refused_and_recorded_while_others_may_read() {
        assertThat(book.run("status").exitCode()).isZero();
        DriverManagerDataSource database = new DriverManagerDataSource(url);
        try (BookLease _ = BookLease.take(
                new JdbcTemplate(database),
                new FencedTransactions(database),
                Duration.ofMinutes(1),
                "ann on another (process 7)")) {
            TestProgram.Result refused = book.close();

            assertThat(refused.exitCode()).isEqualTo(75);
            assertThat(refused.out()).isEmpty();
            assertThat(refused.err())
                    .startsWith("month-close: the book is in use by the close of ann on another (process 7) since 2")
                    .contains(": retry later; if that process is dead, the book is free in at most ")
                    .hasLineCount(1);
            assertThat(book.run("status").exitCode()).isZero();
        }
        assertThat(book.close().exitCode()).isZero();
        assertThat(book.run("history").out()).contains("exit 75").contains("exit 0");
    }

    @Test
    void a_server_that_does_not_answer_ends_69_in_one_line() throws IOException {
        int nobody;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = free.getLocalPort();
        }
        assertUnreachable("jdbc:postgresql://127.0.0.1:" + nobody + "/books?user=postgres", "refused");
    }

    @Test
    void a_database_or_a_user_that_the_server_does_not_know_ends_69_in_one_line() {
        assertUnreachable(url.replaceFirst("/book_[0-9a-f]+", "/books"), "database \"books\" does not exist");
        assertUnreachable(url.replace("user=postgres", "user=nobody"), "role \"nobody\" does not exist");
    }

    @Test
    void a_server_that_takes_no_more_connections_ends_69_in_one_line() {
        JdbcTemplate server = new JdbcTemplate(new DriverManagerDataSource(url));
        server.execute("CREATE ROLE crowd LOGIN CONNECTION LIMIT 0");
        try {
            assertUnreachable(url.replace("user=postgres", "user=crowd"), "too many connections for role \"crowd\"");
        } finally {
            server.execute("DROP ROLE crowd");
        }
    }

    private void assertUnreachable(String wrong, String why) {
        TestProgram.Result result = book.with("spring.datasource.url", wrong).close();

        assertThat(result.exitCode()).as(result.err()).isEqualTo(69);
        assertThat(result.err())
                .startsWith("month-close: database not reachable: ")
                .contains(why)
                .hasLineCount(1);
        assertThat(result.out()).isEmpty();
    }
}
