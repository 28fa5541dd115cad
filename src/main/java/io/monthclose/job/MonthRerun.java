package io.monthclose.job;

import io.monthclose.export.ExportFormat;
import io.monthclose.export.MonthExport;
import io.monthclose.period.BillingMonth;
import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import io.monthclose.store.Finding;
import io.monthclose.store.MonthRow;
import io.monthclose.store.MonthState;
import io.monthclose.store.StepFigures;
import java.util.List;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/** Runs one step of a month again, where that is safe; says what to do instead where it is not. */
public final class MonthRerun {
    private final Stores stores;
    private final CloseSettings settings;
    private final ParkedAccounts parkedAccounts;

    MonthRerun(Stores stores, CloseSettings settings, ParkedAccounts parkedAccounts) {
        this.stores = stores;
        this.settings = settings;
        this.parkedAccounts = parkedAccounts;
    }

    /**
     * Runs the step again.
     *
     * @throws ProblemException with the code to end with: WRONG_USE where it is not safe, NOT_NOW where the month has not come so far
     */
    public RerunOutcome rerun(RerunRequest request, Progress progress) {
        LaunchLog log = LaunchLog.start(
                stores.history(),
                "rerun",
                request.month(),
                request.launchedBy(),
                request.options(),
                List.of("rerun of " + request.step().step() + ": " + request.reason()),
                request.clock());
        progress.launched(log.launchId());
        return log.around(
                () -> stores.lease(settings.lease(), request.launchedBy()),
                () -> rerun(request, progress, log.launchId()),
                RerunOutcome::exitCode);
    }

    private RerunOutcome rerun(RerunRequest request, Progress progress, long launchId) {
        MonthRow month = stores.months()
                .find(request.month())
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.NOT_NOW,
                        request.month() + " is not in the book: status shows the months that are, close begins one"));
        return switch (request.step()) {
            case RATE_ACCOUNTS -> parkedAccounts.again(request, month, progress, launchId);
            case RECONCILE_RATING -> {
                requireThat(isRated(month), month, "its accounts are not all rated yet");
                yield reconciled(request, month, true);
            }
            case RECONCILE_BOOKS -> {
                requireThat(isSettled(month), month, "its accounts are not all settled yet");
                yield reconciled(request, month, false);
            }
            case EXPORT -> {
                requireThat(month.state().compareTo(MonthState.SETTLED) >= 0, month, "it has no documents yet");
                requireThat(isSettled(month), month, "its accounts are not all settled yet");
                yield exported(request, month);
            }
        };
    }

    static void requireThat(boolean farEnough, MonthRow month, String why) {
        if (!farEnough) {
            throw new ProblemException(
                    ProblemCode.NOT_NOW,
                    month.month() + " is " + month.state() + ", " + why + ": close goes on with it");
        }
    }

    private boolean isRated(MonthRow month) {
        return switch (month.state()) {
            case OPEN -> false;
            case TAKEN ->
                stores.ratings().done(month.month()).size() == new StepFigures(stores.jdbc(), month).accountsToRate();
            case RATED, SETTLED, CLOSED -> true;
        };
    }

    private boolean isSettled(MonthRow month) {
        return switch (month.state()) {
            case OPEN, TAKEN -> false;
            case RATED ->
                month.settlementInstant() != null && stores.settlements().unsettled(month.month()) == 0;
            // A rerun that died may have rated what was parked, and no more.
            case SETTLED -> stores.settlements().unsettled(month.month()) == 0;
            case CLOSED -> true;
        };
    }

    /** What was recorded of a closed month never changes. */
    private RerunOutcome reconciled(RerunRequest request, MonthRow month, boolean ratingOnly) {
        BillingMonth period =
                new BillingMonth(month.month(), stores.months().priceBook(month).zone());
        ThreadPoolTaskExecutor threads = JobRunner.threads(request.threads());
        try {
            List<Finding> findings = stores.reconciliation().check(month, period, ratingOnly, threads);
            if (month.state() != MonthState.CLOSED) {
                stores.transactions()
                        .executeWithoutResult(_ -> stores.reconciliation().keep(month.month(), findings));
            }
            return new RerunOutcome.Reconciled(
                    month.month(), findings, BrokenInvariant.of(findings, month.month(), stores));
        } finally {
            threads.shutdown();
        }
    }

    private RerunOutcome exported(RerunRequest request, MonthRow month) {
        int documents = new MonthExport(stores.jdbc())
                .write(month, request.output(), ExportFormat.DOCUMENTS)
                .size();
        return new RerunOutcome.Exported(
                month.month(),
                month.state(),
                documents,
                stores.months().parked(month.month()).size(),
                request.output());
    }
}
