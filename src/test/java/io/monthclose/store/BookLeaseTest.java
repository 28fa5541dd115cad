package io.monthclose.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.monthclose.TestDatabase;
import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A PostgreSQL book is closed by one process at a time; an H2 book's file sees to that by itself. */
class BookLeaseTest {
    private final DataSource book = new DriverManagerDataSource(TestDatabase.postgresUrl("lease"));
    private final DataSource other = new DriverManagerDataSource(TestDatabase.postgresUrl("another lease"));

    @Test
    void a_lease_that_is_held_is_refused_to_a_second_session_until_it_is_given_back() {
        try (BookLease _ = BookLease.take(book)) {
            ProblemException refused = catchThrowableOfType(
                    ProblemException.class, () -> BookLease.take(book).close());

            assertThat(refused.code()).isEqualTo(ProblemCode.CLOSED_ELSEWHERE);
            assertThat(refused).hasMessage("the book is in use by another close: retry later");
        }
        BookLease.take(book).close();
    }

    @Test
    void books_in_other_databases_have_leases_of_their_own() {
        try (BookLease _ = BookLease.take(book)) {
            BookLease.take(other).close();
        }
    }

    @Test
    void an_h2_book_needs_none() {
        DataSource file = new DriverManagerDataSource("jdbc:h2:mem:lease");
        try (BookLease _ = BookLease.take(file)) {
            BookLease.take(file).close();
        }
    }
}
