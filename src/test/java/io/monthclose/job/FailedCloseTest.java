package io.monthclose.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.monthclose.period.BillingMonth;
import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import java.io.EOFException;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the operator of a close that failed is told, by what it failed on. */
class FailedCloseTest {
    private static final String MORE_MEMORY = "the close of 2022-09 ran out of memory; give Java more of it and run it"
            + " again, such as MONTH_CLOSE_JAVA_OPTS=-Xmx2g: a bucket is as large as its largest account";
    private static final String WENT_AWAY = "the database went away in the close of 2022-09, which can be run again: ";

    private static List<Told> failures() {
        return List.of(
                new Told(noMemory(), ProblemCode.UNEXPECTED, MORE_MEMORY),
                new Told(new CompletionException(noMemory()), ProblemCode.UNEXPECTED, MORE_MEMORY),
                new Told(
                        new SQLException("Ran out of memory", "53200", noMemory()),
                        ProblemCode.UNEXPECTED,
                        MORE_MEMORY),
                new Told(
                        new IllegalStateException("outer", new SQLException("sending", "08006", new EOFException())),
                        ProblemCode.DATABASE_UNREACHABLE,
                        WENT_AWAY + "sending"),
                new Told(
                        new SQLException("sending", "08006", new EOFException("the end")),
                        ProblemCode.DATABASE_UNREACHABLE,
                        WENT_AWAY + "the end"),
                new Told(
                        new SQLException(null, "08006"),
                        ProblemCode.DATABASE_UNREACHABLE,
                        WENT_AWAY + "java.sql.SQLException"),
                new Told(
                        new IllegalStateException("outer", new NullPointerException()),
                        ProblemCode.UNEXPECTED,
                        "the close of 2022-09 failed and can be run again: java.lang.NullPointerException"),
                new Told(
                        new IllegalStateException(new ProblemException(ProblemCode.INPUT_REFUSED, "no such input")),
                        ProblemCode.INPUT_REFUSED,
                        "no such input"));
    }

    private static OutOfMemoryError noMemory() {
        return new OutOfMemoryError("Java heap space");
    }

    /** A failure, and what is made of it. */
    record Told(Throwable failure, ProblemCode code, String message) {}

    @ParameterizedTest
    @MethodSource("failures")
    void is_told_with_what_its_operator_needs(Told told) {
        ProblemException problem =
                JobRunner.failure(BillingMonth.parse("2022-09", ZoneOffset.ofHours(8)), told.failure, "FAILED");

        assertThat(problem).hasMessage(told.message);
        assertThat(problem.code()).isEqualTo(told.code);
    }
}
