package io.monthclose.job;

import io.monthclose.period.InstantText;
import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import io.monthclose.store.MonthRow;
import io.monthclose.store.MonthState;
import java.time.Instant;
import java.util.Optional;

/**
 * Which take a close works with: the month's, or the next one where it is asked to take anew. The reason tells the two apart, so
 * that the same command, given again after a crash, goes on with the take that it began.
 */
final class TakeChoice {
    private final Stores stores;
    private final CloseRequest request;

    TakeChoice(Stores stores, CloseRequest request) {
        this.stores = stores;
        this.request = request;
    }

    /**
     * The number of the take.
     *
     * @throws ProblemException WRONG_USE when the month is to be taken anew and was charged
     */
    int number(Optional<MonthRow> known, Progress progress) {
        Optional<String> reason = request.retake();
        if (known.isEmpty()) {
            reason.ifPresent(
                    _ -> progress.noticed(request.month() + " has no take yet: this one is its first, not a retake"));
            return 1;
        }
        MonthRow month = known.get();
        if (reason.isEmpty()) {
            return month.take();
        }
        if (isBegun(month)) {
            if (month.state() != MonthState.CLOSED) {
                progress.noticed("take " + month.take() + " of " + month.month()
                        + " was begun for this reason, and goes on; another --retake REASON takes it anew");
            }
            return month.take();
        }
        if (month.state() == MonthState.CLOSED || stores.takes().isCharged(month.month())) {
            Instant since = month.fixedInstant();
            String instant = stores.months()
                    .terms()
                    .map(terms -> InstantText.format(since, terms.zone()))
                    .orElse(since.toString());
            throw new ProblemException(
                    ProblemCode.WRONG_USE,
                    month.month() + " "
                            + (month.state() == MonthState.CLOSED
                                    ? "is closed, settled as of " + instant
                                    : "is being settled since " + instant)
                            + ": it can only be taken anew before the first charge; leave out --retake");
        }
        return month.take() + 1;
    }

    /** Whether the take in force is the one that was asked for. */
    private boolean isBegun(MonthRow month) {
        return stores.takes().begun(month).reason().equals(request.retake());
    }
}
