package io.monthclose.problem;

import java.io.Serial;
import java.util.List;

/**
 * The one exception of this program: a code of the closed list and a message of one line that says what was found,
 * where, and what was expected. A file with several faults is told in a heading, with {@link #faults()} behind it.
 */
public final class ProblemException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final ProblemCode code;
    private final String[] faults;

    /** A problem that one line tells. */
    public ProblemException(ProblemCode code, String message) {
        super(OneLine.of(message));
        this.code = code;
        this.faults = new String[0];
    }

    /** A problem that one line tells, with what brought it about. */
    public ProblemException(ProblemCode code, String message, Throwable cause) {
        super(OneLine.of(message), cause);
        this.code = code;
        this.faults = new String[0];
    }

    /**
     * A problem made of faults: the message is {@code heading: fault} for a single one, else
     * {@code heading (n faults)}.
     */
    public ProblemException(ProblemCode code, String heading, List<String> faults) {
        super(OneLine.of(message(heading, faults)));
        this.code = code;
        this.faults = faults.size() > 1 ? faults.stream().map(OneLine::of).toArray(String[]::new) : new String[0];
    }

    private ProblemException(ProblemCode code, String message, String[] lines) {
        super(message);
        this.code = code;
        this.faults = lines;
    }

    /** A problem that one line tells, with more to look at below it. */
    public static ProblemException withLines(ProblemCode code, String message, List<String> below) {
        return new ProblemException(
                code, OneLine.of(message), below.stream().map(OneLine::of).toArray(String[]::new));
    }

    /** Which problem of the closed list it is. */
    public ProblemCode code() {
        return code;
    }

    /** The lines that belong below the message, in order; empty when the message says everything, as with one fault. */
    public List<String> faults() {
        return List.of(faults);
    }

    private static String message(String heading, List<String> faults) {
        return switch (faults.size()) {
            case 0 -> heading;
            case 1 -> heading + ": " + faults.getFirst();
            default -> heading + " (" + faults.size() + " faults)";
        };
    }
}
