package io.monthclose.cli;

import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import io.monthclose.store.DatabaseLoss;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.boot.context.config.ConfigDataException;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.util.PlaceholderResolutionException;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** Turns what went wrong into a line on standard error and an exit code. */
final class Failure {
    private static final int H2_FILE_IN_USE = 90020;
    private static final String NOT_ALLOWED = "42501";
    private static final String TOO_MANY_CONNECTIONS = "53300";
    private static final Set<Integer> H2_FILE_UNREADABLE = Set.of(90146, 90028, 90031, 90034, 90062, 90067, 90098);

    private final MonthClose.Surroundings surroundings;
    private final Optional<JsonLog> json;

    /** A failure of a command whose lines on standard error are JSON where there is a log for them. */
    Failure(MonthClose.Surroundings surroundings, Optional<JsonLog> json) {
        this.surroundings = surroundings;
        this.json = json;
    }

    int report(Throwable failure) {
        ProblemException problem = problem(failure);
        String message = String.valueOf(problem.getMessage());
        json.ifPresentOrElse(log -> report(message, problem, failure, log), () -> report(message, problem, failure));
        return problem.code().exitCode();
    }

    private static void report(String message, ProblemException problem, Throwable failure, JsonLog log) {
        Map<String, Object> more = new LinkedHashMap<>();
        more.put("problem", problem.code().name());
        more.put("exit_code", problem.code().exitCode());
        more.put("faults", problem.faults());
        if (problem.code() == ProblemCode.UNEXPECTED) {
            StringWriter trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace));
            more.put("stack_trace", trace.toString());
        }
        log.line(Level.ERROR, JsonLog.PROGRAM, "failed", message, more);
    }

    private void report(String message, ProblemException problem, Throwable failure) {
        surroundings.err().println("month-close: " + message);
        problem.faults().forEach(fault -> surroundings.err().println("  " + fault));
        if (problem.code() == ProblemCode.UNEXPECTED) {
            LoggerFactory.getLogger(MonthClose.class).error("unexpected failure", failure);
        }
    }

    private static ProblemException problem(Throwable failure) {
        List<Throwable> causes = new ArrayList<>();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            causes.add(cause);
        }
        return first(causes, ProblemException.class, problem -> problem)
                .or(() -> first(causes, SQLException.class, Failure::database))
                .or(() -> first(causes, ConnectException.class, Failure::unreachable))
                .or(() -> first(causes, BindException.class, Failure::setting))
                .or(() -> first(causes, YAMLException.class, Failure::settingsFile))
                .or(() -> first(causes, ConfigDataException.class, Failure::settingsImport))
                .or(() -> first(causes, PlaceholderResolutionException.class, Failure::placeholder))
                .or(() -> first(causes, ClassNotFoundException.class, Failure::driver))
                .orElseGet(() -> new ProblemException(
                        ProblemCode.UNEXPECTED, "unexpected failure: " + causes.getLast(), failure));
    }

    private static <T extends Throwable> Optional<ProblemException> first(
            List<Throwable> causes, Class<T> type, Function<T, @Nullable ProblemException> reading) {
        return causes.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .flatMap(cause -> Optional.ofNullable(reading.apply(cause)).stream())
                .findFirst();
    }

    private static @Nullable ProblemException database(SQLException failure) {
        if (failure.getErrorCode() == H2_FILE_IN_USE) {
            return new ProblemException(
                    ProblemCode.CLOSED_ELSEWHERE,
                    "the book is in use by another process (its database file is locked): retry later",
                    failure);
        }
        String state = String.valueOf(failure.getSQLState());
        if (state.equals(NOT_ALLOWED)) {
            return new ProblemException(
                    ProblemCode.CONFIGURATION_REFUSED,
                    "the role of spring.datasource.username may not do this: " + firstLine(failure)
                            + "; month-close migrate grants what --application and --auditor may",
                    failure);
        }
        boolean unreachable = H2_FILE_UNREADABLE.contains(failure.getErrorCode())
                || state.startsWith("08")
                || state.startsWith("28")
                || state.equals("3D000")
                || state.equals(TOO_MANY_CONNECTIONS)
                || DatabaseLoss.isIn(failure);
        return unreachable ? unreachable(failure) : null;
    }

    private static ProblemException unreachable(Exception failure) {
        String said = firstLine(failure);
        String why =
                failure.getCause() instanceof UnknownHostException host ? " Unknown host " + host.getMessage() : "";
        return new ProblemException(ProblemCode.DATABASE_UNREACHABLE, "database not reachable: " + said + why, failure);
    }

    private static String firstLine(Exception failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }

    private static ProblemException setting(BindException failure) {
        String setting = failure.getName().toString();
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
            setting = root instanceof BindException bind ? bind.getName().toString() : setting;
        }
        return settingsRefused(setting + ": " + root.getMessage(), failure);
    }

    private static ProblemException settingsImport(ConfigDataException failure) {
        return settingsRefused(String.valueOf(failure.getMessage()), failure);
    }

    /** The value behind the placeholder may hold a secret. */
    private static ProblemException placeholder(PlaceholderResolutionException failure) {
        return settingsRefused(String.valueOf(failure.getMessage()).split(" in value ", 2)[0], failure);
    }

    private static ProblemException settingsRefused(String fault, Throwable failure) {
        return new ProblemException(ProblemCode.CONFIGURATION_REFUSED, "settings refused: " + fault, failure);
    }

    /** The framework does not say which file it read; the line itself may hold a secret. */
    private static ProblemException settingsFile(YAMLException failure) {
        String fault = failure instanceof MarkedYAMLException marked && marked.getProblemMark() != null
                ? "line " + (marked.getProblemMark().getLine() + 1) + " column "
                        + (marked.getProblemMark().getColumn() + 1) + ": " + marked.getProblem()
                : String.valueOf(failure.getMessage());
        return settingsRefused(
                "application.yaml in the folder you stand in, or in its config/, cannot be read: " + fault, failure);
    }

    private static ProblemException driver(ClassNotFoundException failure) {
        return new ProblemException(
                ProblemCode.CONFIGURATION_REFUSED,
                "spring.datasource.url names a database without a driver here: " + failure.getMessage(),
                failure);
    }
}
