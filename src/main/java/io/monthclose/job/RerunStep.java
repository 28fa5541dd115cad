package io.monthclose.job;

import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The steps that can safely be run again by themselves. */
public enum RerunStep {
    /** The parked accounts, and all later steps. */
    RATE_ACCOUNTS(StepNames.RATE_ACCOUNTS),
    /** Invariants 1 to 5. */
    RECONCILE_RATING(StepNames.RECONCILE_RATING),
    /** Every invariant. */
    RECONCILE_BOOKS(StepNames.RECONCILE_BOOKS),
    /** The documents. */
    EXPORT(StepNames.EXPORT);

    private final String step;

    RerunStep(String step) {
        this.step = step;
    }

    /** The step's name. */
    public String step() {
        return step;
    }

    /**
     * The step of that name.
     *
     * @throws ProblemException WRONG_USE when it cannot be run again by itself; says what does what is wanted
     */
    public static RerunStep named(String name) {
        return Arrays.stream(values())
                .filter(step -> step.step.equals(name))
                .findFirst()
                .orElseThrow(() -> new ProblemException(ProblemCode.WRONG_USE, refusal(name)));
    }

    private static String refusal(String name) {
        return switch (name) {
            case StepNames.TAKE_USAGE ->
                "takeUsage is not run again by itself: close goes on with a take, and close --retake REASON takes the"
                        + " input anew before the first charge";
            case StepNames.SETTLE_ACCOUNTS ->
                "settleAccounts is not run again by itself, because an account is charged once: close settles what is"
                        + " left, and rerun --step rateAccounts takes the parked accounts";
            default ->
                "no step " + name + ": --step is one of "
                        + Arrays.stream(values()).map(RerunStep::step).collect(Collectors.joining(", "));
        };
    }
}
