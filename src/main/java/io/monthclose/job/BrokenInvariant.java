package io.monthclose.job;

import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import io.monthclose.store.Finding;
import io.monthclose.store.Invariant;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;

/** Says of what a reconciliation found which invariant is broken, where, and whether money was posted. */
final class BrokenInvariant {
    private BrokenInvariant() {}

    /** The first that does not hold, if any. */
    static Optional<ProblemException> of(List<Finding> findings, YearMonth month, Stores stores) {
        return findings.stream()
                .filter(finding -> !finding.holds())
                .findFirst()
                .map(broken -> problem(broken, month, stores.takes().isCharged(month)));
    }

    private static ProblemException problem(Finding broken, YearMonth month, boolean charged) {
        Invariant invariant = broken.invariant();
        return new ProblemException(
                ProblemCode.INVARIANT_BROKEN,
                "invariant " + invariant.number() + " does not hold for " + month + " (" + invariant.statement() + "): "
                        + broken.detail() + "; " + (charged ? "money was posted" : "no money was posted"));
    }
}
