package io.monthclose.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceFailureTest {
    private static final SourceFailure FAILURE =
            new SourceFailure("db", new SourceAddress("jdbc:x:place", "me", "s3cret", Optional.empty()));

    @ParameterizedTest
    @ValueSource(strings = {"wrong password s3cret", "cannot connect to jdbc:x:place;z=1"})
    void what_a_driver_says_is_not_told_with_the_password_or_the_url_and_never_as_a_cause(String said) {
        SQLException failure = new SQLException(said, "08001");

        for (ProblemException problem :
                new ProblemException[] {FAILURE.unreachable(failure), FAILURE.unanswered(failure, "db slice")}) {
            assertThat(problem).hasMessageEndingWith(": SQL state 08001").hasNoCause();
        }
    }

    @Test
    void anything_else_is_told_by_its_first_line() {
        assertThat(FAILURE.unreachable(new SQLException("no\nmore", "08001"))).hasMessage("db is not reachable: no");
    }

    @ParameterizedTest
    @CsvSource({
        "08006, 0, DATABASE_UNREACHABLE",
        "28P01, 0, DATABASE_UNREACHABLE",
        "40001, 0, DATABASE_UNREACHABLE",
        "53300, 0, DATABASE_UNREACHABLE",
        "57014, 0, DATABASE_UNREACHABLE",
        "90067, 90067, DATABASE_UNREACHABLE",
        "42501, 0, INPUT_REFUSED",
        "42P01, 0, INPUT_REFUSED",
        "25006, 0, INPUT_REFUSED",
        "22012, 0, INPUT_REFUSED",
        "'', 0, INPUT_REFUSED",
        ", 0, INPUT_REFUSED"
    })
    void a_failure_that_may_pass_is_told_from_a_query_that_is_wrong(String state, int code, ProblemCode expected) {
        SQLException failure = new SQLException("said", state, code);

        assertThat(FAILURE.unanswered(failure, "db slice").code()).isEqualTo(expected);
    }

    @Test
    void a_driver_may_say_itself_that_a_failure_passes() {
        assertThat(FAILURE.unanswered(new SQLTransientConnectionException("said"), "db slice"))
                .hasMessage("db slice: the connection was lost: said");
    }
}
