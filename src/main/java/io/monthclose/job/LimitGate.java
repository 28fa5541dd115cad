package io.monthclose.job;

import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import io.monthclose.store.HistoryStore.EventKind;
import io.monthclose.store.RatedTotals;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;

/** Lets settling start only within the limits that the operator gave; once an account is charged there is nothing to stop. */
final class LimitGate {
    private static final int REJECTS_SHOWN = 5;

    private final CloseRun run;

    LimitGate(CloseRun run) {
        this.run = run;
    }

    /**
     * Passes, or stops the close before any money moves.
     *
     * @throws ProblemException INPUT_REFUSED with what was found, beyond which limit, and the first rejects
     */
    void pass() {
        ChargeLimits limits = run.request().limits();
        if (limits.equals(ChargeLimits.NONE)
                || run.stores().takes().isCharged(run.period().yearMonth())) {
            return;
        }
        RatedTotals totals = RatedTotals.read(run.stores().jdbc(), run.month());
        Optional<RatedTotals> before = RatedTotals.lastClosed(run.stores().jdbc(), run.month());
        if (before.isEmpty() && limits.change().isPresent()) {
            tellNotCompared();
        }
        List<String> exceeded = limits.exceededBy(totals, before, run.prices().currency());
        if (!exceeded.isEmpty()) {
            throw ProblemException.withLines(
                    ProblemCode.INPUT_REFUSED,
                    run.period() + " is rated, nothing is charged: " + String.join("; ", exceeded)
                            + parked()
                            + "; see what was rejected and what preview says, then correct the input and give --retake"
                            + " REASON, or give a higher limit",
                    RatedTotals.rejects(run.stores().jdbc(), run.month(), REJECTS_SHOWN));
        }
    }

    private String parked() {
        int accounts = run.stores().months().parked(run.period().yearMonth()).size();
        return accounts == 0 ? "" : "; without " + accounts + " account(s) that are parked, see status";
    }

    private void tellNotCompared() {
        String notice = notCompared(run.period().yearMonth());
        run.progress().noticed(notice);
        run.happened(EventKind.NOTE, StepNames.SETTLE_ACCOUNTS, null, notice);
    }

    /** What is said where a change cannot be limited. */
    static String notCompared(YearMonth month) {
        return "--max-change is not checked: there is no closed month to compare " + month + " with";
    }
}
