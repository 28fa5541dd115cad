package io.monthclose.job;

import io.monthclose.export.MonthChange;
import io.monthclose.problem.ProblemException;
import java.util.Optional;

/**
 * What a close would come to.
 *
 * @param settled how the month was settled in the scratch book
 * @param change how it differs from the last closed month, where there is one
 * @param stop what would stop the close before it charges, where its limits would
 */
public record PreviewOutcome(
        CloseOutcome.Settled settled, Optional<MonthChange> change, Optional<ProblemException> stop) {

    /** The exit code that the close would have. */
    public int exitCode() {
        return stop.map(problem -> problem.code().exitCode()).orElseGet(() -> MonthClosing.exitCode(settled));
    }
}
