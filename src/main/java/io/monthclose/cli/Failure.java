package io.monthclose.cli;

import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import java.net.ConnectException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindException;

/** Turns what went wrong into a line on standard error and an exit code. */
final class Failure {
    private static final int H2_FILE_IN_USE = 90020;

    private final MonthClose.Surroundings surroundings;

    Failure(MonthClose.Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    int report(Throwable failure) {
        ProblemException problem = problem(failure);
        surroundings.err().println("month-close: " + problem.getMessage());
        if (problem.faults().size() > 1) {
            problem.faults().forEach(fault -> surroundings.err().println("  " + fault));
        }
        if (problem.code() == ProblemCode.UNEXPECTED) {
            LoggerFactory.getLogger(MonthClose.class).error("unexpected failure", failure);
        }
        return problem.code().exitCode();
    }

    private static ProblemException problem(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            ProblemException known =
                    switch (cause) {
                        case ProblemException problem -> problem;
                        case ConfigurationPropertiesBindException _ ->
                            new ProblemException(
                                    ProblemCode.CONFIGURATION_REFUSED, "settings refused: " + rootOf(cause), cause);
                        case SQLException sql -> database(sql);
                        case ConnectException _ ->
                            new ProblemException(
                                    ProblemCode.DATABASE_UNREACHABLE, "database not reachable: " + cause, cause);
                        default -> null;
                    };
            if (known != null) {
                return known;
            }
        }
        return new ProblemException(ProblemCode.UNEXPECTED, "unexpected failure: " + rootOf(failure), failure);
    }

    private static @Nullable ProblemException database(SQLException failure) {
        if (failure.getErrorCode() == H2_FILE_IN_USE) {
            return new ProblemException(
                    ProblemCode.CLOSED_ELSEWHERE,
                    "the book is in use by another process (its database file is locked): retry later",
                    failure);
        }
        String state = failure.getSQLState();
        if (state != null && (state.startsWith("08") || state.startsWith("28") || state.startsWith("57P"))) {
            return new ProblemException(
                    ProblemCode.DATABASE_UNREACHABLE, "database not reachable: " + failure.getMessage(), failure);
        }
        return null;
    }

    private static String rootOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.toString();
    }
}
