package io.monthclose.job;

import io.monthclose.problem.ProblemException;
import io.monthclose.store.Finding;
import io.monthclose.store.MonthState;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;

/** How a rerun ended, when it did not fail. */
public sealed interface RerunOutcome {
    /**
     * Parked accounts were taken again.
     *
     * @param outcome how the month stands now
     */
    record Retried(CloseOutcome.Settled outcome) implements RerunOutcome {}

    /**
     * Invariants were checked again.
     *
     * @param month the month
     * @param findings what was found
     * @param broken the first that does not hold, as a close would say it
     */
    record Reconciled(YearMonth month, List<Finding> findings, Optional<ProblemException> broken)
            implements RerunOutcome {
        /** Copies the list. */
        public Reconciled {
            findings = List.copyOf(findings);
        }
    }

    /**
     * The documents were written again.
     *
     * @param month the month
     * @param state what it is; the documents are provisional until it is closed
     * @param documents how many
     * @param parked how many accounts are parked
     * @param output where they are
     */
    record Exported(YearMonth month, MonthState state, int documents, int parked, Path output)
            implements RerunOutcome {}

    /** The exit code: 0; that of a close after accounts were taken again; 70 when an invariant does not hold. */
    default int exitCode() {
        return switch (this) {
            case Retried retried -> MonthClosing.exitCode(retried.outcome());
            case Reconciled reconciled ->
                reconciled.broken().map(broken -> broken.code().exitCode()).orElse(0);
            case Exported _ -> 0;
        };
    }
}
