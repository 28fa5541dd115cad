package io.monthclose.intake;

import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Set;

/**
 * What a usage database did wrong, as a problem. The driver's exception is not passed on: the framework keeps causes in its
 * tables, and a driver may quote how it was called.
 */
final class SourceFailure {
    /** Connection, authorization, rollback, resources, intervention of an operator: trying again may help. */
    private static final Set<String> PASSING_CLASSES = Set.of("08", "28", "40", "53", "57");

    /** H2: closed, in use or broken. */
    private static final Set<Integer> PASSING_CODES = Set.of(90020, 90028, 90031, 90067, 90098, 90121);

    private final String name;
    private final SourceAddress address;

    SourceFailure(String name, SourceAddress address) {
        this.name = name;
        this.address = address;
    }

    /** The source could not be connected to. */
    ProblemException unreachable(SQLException failure) {
        return new ProblemException(
                ProblemCode.DATABASE_UNREACHABLE, name + " is not reachable: " + said(failure) + unknownHost(failure));
    }

    private static String unknownHost(SQLException failure) {
        return failure.getCause() instanceof UnknownHostException host ? " Unknown host " + host.getMessage() : "";
    }

    /** The source was asked and failed: it may answer later, or the query is wrong. */
    ProblemException unanswered(SQLException failure, String slice) {
        return passing(failure)
                ? new ProblemException(
                        ProblemCode.DATABASE_UNREACHABLE, slice + ": the connection was lost: " + said(failure))
                : new ProblemException(ProblemCode.INPUT_REFUSED, slice + ": the query failed: " + said(failure));
    }

    private static boolean passing(SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        return failure instanceof SQLTransientException
                || failure instanceof SQLRecoverableException
                || PASSING_CODES.contains(failure.getErrorCode())
                || PASSING_CLASSES.contains(state.substring(0, Math.min(2, state.length())));
    }

    private String said(SQLException failure) {
        String text = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
        boolean secret =
                text.contains(address.url()) || (!address.password().isEmpty() && text.contains(address.password()));
        return secret ? "SQL state " + failure.getSQLState() : text;
    }
}
