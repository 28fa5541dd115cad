package io.monthclose.job;

import io.monthclose.period.InstantText;
import io.monthclose.period.SettlementWindow;
import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import io.monthclose.store.HistoryStore.EventKind;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Lets settling start inside the settlement window only, or with a reason; then fixes the settlement instant. */
final class WindowGate {
    private final CloseRun run;

    WindowGate(CloseRun run) {
        this.run = run;
    }

    /**
     * Passes, or stops the close before any money moves.
     *
     * @throws ProblemException NOT_NOW outside the window without a reason
     */
    void pass() {
        if (run.month().settlementInstant() != null) {
            return;
        }
        SettlementWindow window =
                new SettlementWindow(run.period(), run.prices().settlementWindowDays());
        Instant now = run.request().clock().instant();
        Instant instant = run.request().asOf().orElseGet(() -> now.truncatedTo(ChronoUnit.SECONDS));
        boolean inside = window.contains(instant);
        Optional<String> reason = run.request().outsideWindow();
        if (!inside && reason.isEmpty()) {
            throw outside(window, instant);
        }
        if (!inside) {
            run.happened(EventKind.NOTE, StepNames.SETTLE_ACCOUNTS, null, "OUTSIDE WINDOW: " + reason.orElseThrow());
        }
        boolean replay = inside && !window.contains(now);
        if (replay) {
            run.happened(
                    EventKind.NOTE,
                    StepNames.SETTLE_ACCOUNTS,
                    null,
                    "REPLAY: settled as of "
                            + InstantText.format(instant, run.period().zone()));
        }
        run.stores()
                .transactions()
                .executeWithoutResult(_ ->
                        run.stores().months().fixSettlementInstant(run.period().yearMonth(), instant));
    }

    private ProblemException outside(SettlementWindow window, Instant instant) {
        ZoneId zone = run.period().zone();
        return new ProblemException(
                ProblemCode.NOT_NOW,
                run.period() + " is rated but not settled: " + InstantText.format(instant, zone)
                        + " is outside its settlement window, from "
                        + InstantText.format(window.range().from(), zone) + " until "
                        + InstantText.format(window.range().until(), zone)
                        + "; give --as-of or --outside-window REASON");
    }
}
