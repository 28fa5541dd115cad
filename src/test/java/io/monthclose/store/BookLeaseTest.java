package io.monthclose.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.monthclose.TestDatabase;
import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/** A PostgreSQL book is closed by one process at a time; an H2 book's file sees to that by itself. */
class BookLeaseTest {
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration SHORT = Duration.ofSeconds(1);

    private final String url = TestDatabase.postgresUrl("lease " + UUID.randomUUID());
    private final DriverManagerDataSource book = migrated(url);
    private final JdbcTemplate jdbc = new JdbcTemplate(book);
    private final JdbcTemplate elsewhere =
            new JdbcTemplate(new DriverManagerDataSource(url + "&options=-c%20lock_timeout=5000"));

    private static DriverManagerDataSource migrated(String url) {
        DriverManagerDataSource book = new DriverManagerDataSource(url);
        Flyway.configure()
                .dataSource(book)
                .locations("classpath:db/migration/postgresql")
                .load()
                .migrate();
        return book;
    }

    private static BookLease take(JdbcTemplate book, String holder) {
        FencedTransactions transactions = new FencedTransactions(Objects.requireNonNull(book.getDataSource()));
        return BookLease.take(book, transactions, LONG, holder);
    }

    /** Another process takes it. */
    private BookLease take(String holder) {
        return take(elsewhere, holder);
    }

    /** As a process leaves it that is killed: nobody renews it. */
    private void runsOut() {
        elsewhere.update("UPDATE book_lease_holder SET expires_at = clock_timestamp() WHERE given_back_at IS NULL");
    }

    @Test
    void a_lease_that_is_held_is_refused_to_another_until_it_is_given_back() {
        try (BookLease lease = take(jdbc, "ann on one")) {
            ProblemException refused = catchThrowableOfType(
                    ProblemException.class, () -> take("bob on two").close());

            assertThat(lease.replaced()).isEmpty();
            assertThat(refused.code()).isEqualTo(ProblemCode.CLOSED_ELSEWHERE);
            assertThat(refused)
                    .hasMessageMatching(
                            "the book is in use by the close of ann on one since [-0-9T:]+Z: retry later; if that"
                                    + " process is dead, the book is free in at most (299|300) s");
        }
        take("bob on two").close();
    }

    @Test
    void a_lease_that_has_run_out_is_taken_over_and_says_from_whom() {
        BookLease dead = take(jdbc, "ann on one");
        runsOut();
        try (BookLease lease = take("bob on two")) {
            assertThat(lease.replaced())
                    .hasValueSatisfying(who -> assertThat(who).startsWith("ann on one since 2"));
        }
        dead.close();
    }

    @Test
    void a_lease_is_renewed_as_long_as_its_holder_lives() throws InterruptedException {
        try (BookLease _ = BookLease.take(jdbc, new FencedTransactions(book), SHORT, "ann on one")) {
            Thread.sleep(SHORT.multipliedBy(2));

            assertThatThrownBy(() -> take("bob on two")).isInstanceOf(ProblemException.class);
        }
    }

    @Test
    void who_was_replaced_can_begin_no_transaction() {
        FencedTransactions replaced = new FencedTransactions(book);
        BookLease held = BookLease.take(jdbc, replaced, LONG, "ann on one");
        jdbc.execute("CREATE TABLE posting (amount INTEGER)");
        TransactionTemplate writing = new TransactionTemplate(replaced);
        writing.executeWithoutResult(_ -> jdbc.update("INSERT INTO posting VALUES (1)"));
        runsOut();
        try (BookLease _ = take("bob on two")) {
            ProblemException refused = catchThrowableOfType(
                    ProblemException.class,
                    () -> writing.executeWithoutResult(_ -> jdbc.update("INSERT INTO posting VALUES (2)")));

            assertThat(refused.code()).isEqualTo(ProblemCode.CLOSED_ELSEWHERE);
        }
        held.close();
        assertThat(jdbc.queryForList("SELECT amount FROM posting", Integer.class))
                .containsExactly(1);
    }

    @Test
    void a_transaction_that_was_open_when_its_process_was_replaced_is_rolled_back() {
        FencedTransactions replaced = new FencedTransactions(book);
        BookLease held = BookLease.take(jdbc, replaced, LONG, "ann on one");
        jdbc.execute("CREATE TABLE posting (amount INTEGER PRIMARY KEY)");

        assertThatThrownBy(() -> new TransactionTemplate(replaced).executeWithoutResult(_ -> {
                    jdbc.update("INSERT INTO posting VALUES (1)");
                    runsOut();
                    try (BookLease _ = take("bob on two")) {
                        // Whoever holds the book now does not wait for the row.
                        elsewhere.update("INSERT INTO posting VALUES (1)");
                        elsewhere.update("DELETE FROM posting");
                    }
                }))
                .isInstanceOf(RuntimeException.class);
        held.close();
        assertThat(jdbc.queryForList("SELECT amount FROM posting", Integer.class))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = ProblemCode.class,
            names = {"DATABASE_UNREACHABLE", "NOT_NOW", "INVARIANT_BROKEN", "UNEXPECTED"})
    void whatever_a_close_fails_on_once_another_took_the_book_over_is_told_as_a_lost_lease(ProblemCode code) {
        BookLease held = take(jdbc, "ann on one");
        ProblemException failure = new ProblemException(code, "its session was ended, or the book is another");
        assertThat(held.explained(failure)).isSameAs(failure);
        runsOut();
        try (BookLease _ = take("bob on two")) {
            assertThat(held.explained(failure).code()).isEqualTo(ProblemCode.CLOSED_ELSEWHERE);
        }
        held.close();
    }

    @Test
    void books_in_other_databases_have_leases_of_their_own() {
        JdbcTemplate other = new JdbcTemplate(migrated(TestDatabase.postgresUrl("lease " + UUID.randomUUID())));
        try (BookLease _ = take(jdbc, "ann on one")) {
            take(other, "ann on one").close();
        }
    }

    @Test
    void an_h2_book_needs_none() {
        JdbcTemplate file = new JdbcTemplate(new DriverManagerDataSource("jdbc:h2:mem:lease"));
        try (BookLease _ = take(file, "ann on one")) {
            take(file, "bob on two").close();
        }
    }
}
