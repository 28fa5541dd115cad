package io.monthclose.job;

import io.monthclose.export.MonthExport;
import io.monthclose.period.BillingMonth;
import io.monthclose.pricebook.PriceBook;
import io.monthclose.pricebook.PriceBookReader;
import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import io.monthclose.store.HistoryStore.EventKind;
import io.monthclose.store.MonthRow;
import io.monthclose.store.MonthState;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Closes a month: checks what can be checked before, runs the job, and says how it ended. */
public final class MonthClosing {
    private final Stores stores;
    private final CloseSettings settings;
    private final JobRunner jobs;

    MonthClosing(Stores stores, CloseSettings settings, JobRunner jobs) {
        this.stores = stores;
        this.settings = settings;
        this.jobs = jobs;
    }

    /**
     * Closes, or goes on where an earlier launch stopped.
     *
     * @throws ProblemException with the code to end with
     */
    public CloseOutcome close(CloseRequest request, Progress progress) {
        LaunchLog log = LaunchLog.start(stores.history(), "close", request);
        progress.launched(log.launchId());
        return log.around(
                () -> stores.lease(settings.lease(), request.launchedBy()),
                () -> close(request, progress, log.launchId()),
                MonthClosing::exitCode);
    }

    /** The exit code of an outcome: 0, or 3 with rejects or parked accounts. */
    public static int exitCode(CloseOutcome outcome) {
        return switch (outcome) {
            case CloseOutcome.ClosedAlready _ -> 0;
            case CloseOutcome.Settled settled
            when settled.parked().isEmpty() && settled.totals().linesRejected() == 0 -> 0;
            case CloseOutcome.Settled _ -> ProblemCode.SETTLED_WITH_EXCEPTIONS.exitCode();
        };
    }

    private CloseOutcome close(CloseRequest request, Progress progress, long launchId) {
        Optional<MonthRow> known = stores.months().find(request.month());
        int take = new TakeChoice(stores, request).number(known, progress);
        if (known.isPresent() && known.get().state() == MonthState.CLOSED) {
            jobs.endWhatDied(request.clock());
            return new CloseOutcome.ClosedAlready(known.get());
        }
        // What goes on keeps to what was taken; what is taken anew does not.
        Optional<MonthRow> goesOn = known.filter(month -> month.take() == take);
        byte[] yaml = PriceBookFile.bytes(request.priceBook());
        PriceBook prices =
                PriceBookReader.read(yaml, request.priceBook().getFileName().toString());
        CloseChecks checks = new CloseChecks(stores, request, prices);
        checks.termsAreTheBooks();
        BillingMonth period = new BillingMonth(request.month(), prices.zone());
        checks.order(known, period, checks.settlementInstant(known, period));
        goesOn.ifPresent(checks::priceBookIsTheMonths);
        CloseRun run = new CloseRun(
                request,
                settings,
                stores,
                period,
                goesOn.map(stores.months()::priceBook).orElse(prices),
                goesOn.map(stores.months()::priceBookYaml).orElse(yaml),
                take,
                Sealing.byThisProgram(),
                launchId,
                progress,
                new AtomicReference<>());
        goesOn.ifPresent(_ -> checks.usageSourceIsTheTakes(run.take()));
        try (CloseInput input = CloseInput.open(run)) {
            goesOn.ifPresent(_ -> input.checkUnchanged(run));
            return close(run, input, known);
        }
    }

    private CloseOutcome close(CloseRun run, CloseInput input, Optional<MonthRow> known) {
        MonthExport.checkWritable(run.request().output());
        input.folder()
                .ignored()
                .forEach(name -> run.progress().noticed("ignored: " + name + " is none of the input files"));
        if (known.isEmpty() && stores.months().months().isEmpty()) {
            run.happened(EventKind.NOTE, null, null, "FIRST OF CHAIN: the book starts with " + run.period());
        }
        jobs.run(run, input);
        return SettledOutcome.of(run, input.folder());
    }
}
