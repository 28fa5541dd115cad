package io.monthclose.problem;

import java.util.ArrayList;
import java.util.List;

/**
 * Collects every fault of one file and throws once, so that whoever edits the file sees all of them together. Kept in
 * the order in which they were added. For one thread.
 */
public final class Faults {
    private final ProblemCode code;
    private final String heading;
    private final List<String> found = new ArrayList<>();

    /**
     * An empty list.
     *
     * @param code the code to throw with
     * @param heading what is refused, such as {@code accounts.csv refused}
     */
    public Faults(ProblemCode code, String heading) {
        this.code = code;
        this.heading = heading;
    }

    /**
     * Adds one fault.
     *
     * @param where the place, such as {@code accounts.csv line 7}
     * @param fault what was found and what was expected
     */
    public void add(String where, String fault) {
        found.add(where + ": " + fault);
    }

    /** Adds one fault that was thrown alone and says its place itself. */
    public void add(ProblemException thrown) {
        found.add(String.valueOf(thrown.getMessage()));
    }

    /** Whether nothing was added. */
    public boolean isEmpty() {
        return found.isEmpty();
    }

    /** Throws one {@link ProblemException} with all faults, when there are any. */
    public void throwIfAny() {
        if (!found.isEmpty()) {
            throw new ProblemException(code, heading, found);
        }
    }
}
