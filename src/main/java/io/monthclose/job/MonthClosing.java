package io.monthclose.job;

import io.monthclose.export.ExportFormat;
import io.monthclose.export.MonthExport;
import io.monthclose.export.TotalsQuery;
import io.monthclose.intake.InputFolder;
import io.monthclose.period.BillingMonth;
import io.monthclose.pricebook.PriceBook;
import io.monthclose.pricebook.PriceBookReader;
import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import io.monthclose.store.BookLease;
import io.monthclose.store.HistoryStore.EventKind;
import io.monthclose.store.MonthRow;
import io.monthclose.store.MonthState;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.jdbc.core.simple.JdbcClient;

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
        try (BookLease lease = stores.lease(settings.lease(), request.launchedBy())) {
            lease.replaced().ifPresent(dead -> log.noted("TAKEOVER: the lease of " + dead + " had run out"));
            CloseOutcome outcome = close(request, progress, log.launchId(), lease);
            log.ended(exitCode(outcome), outcome.getClass().getSimpleName());
            return outcome;
        } catch (ProblemException e) {
            log.ended(e.code().exitCode(), String.valueOf(e.getMessage()));
            throw e;
        } catch (RuntimeException | Error e) {
            log.ended(ProblemCode.UNEXPECTED.exitCode(), String.valueOf(e));
            throw e;
        }
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

    private CloseOutcome close(CloseRequest request, Progress progress, long launchId, BookLease lease) {
        try {
            return close(request, progress, launchId);
        } catch (ProblemException e) {
            throw lease.explained(e);
        }
    }

    private CloseOutcome close(CloseRequest request, Progress progress, long launchId) {
        Optional<MonthRow> known = stores.months().find(request.month());
        if (known.isPresent() && known.get().state() == MonthState.CLOSED) {
            return new CloseOutcome.ClosedAlready(known.get());
        }
        byte[] yaml = priceBookYaml(request);
        PriceBook prices =
                PriceBookReader.read(yaml, request.priceBook().getFileName().toString());
        CloseChecks checks = new CloseChecks(stores, request, prices);
        checks.termsAreTheBooks();
        BillingMonth period = new BillingMonth(request.month(), prices.zone());
        Instant instant = checks.settlementInstant(known, period);
        checks.order(known, period, instant);
        CloseRun run = new CloseRun(
                request, settings, stores, period, prices, yaml, instant, launchId, progress, new AtomicReference<>());
        known.ifPresent(_ -> checks.usageSourceIsTheTakes(run.take()));
        try (CloseInput input = CloseInput.open(run)) {
            known.ifPresent(month -> {
                checks.priceBookIsTheMonths(month);
                input.checkUnchanged(run);
            });
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
        if (jobs.isComplete(run)) {
            // Settled but for parked accounts: nothing is left to run, the provisional documents are written again.
            new MonthExport(stores.jdbc())
                    .write(run.month(), run.request().output(), EnumSet.allOf(ExportFormat.class));
        } else {
            jobs.run(run, input);
        }
        return settled(run.request(), run.prices(), input.folder());
    }

    private CloseOutcome settled(CloseRequest request, PriceBook prices, InputFolder folder) {
        MonthRow month = stores.months().get(request.month());
        List<String> parked = stores.months().parked(request.month()).stream()
                .map(account -> account.accountId() + ": " + account.reason())
                .toList();
        if (month.state() != MonthState.CLOSED && parked.isEmpty()) {
            throw new ProblemException(
                    ProblemCode.INVARIANT_BROKEN,
                    "the job ended well but " + request.month() + " is " + month.state() + ", not CLOSED");
        }
        JdbcClient sql = JdbcClient.create(stores.jdbc());
        return new CloseOutcome.Settled(
                month,
                prices.currency(),
                TotalsQuery.read(sql, month),
                TotalsQuery.rejects(sql, month),
                parked,
                folder.ignored(),
                request.output());
    }

    static byte[] priceBookYaml(CloseRequest request) {
        try {
            return Files.readAllBytes(request.priceBook());
        } catch (IOException e) {
            throw new ProblemException(
                    ProblemCode.CONFIGURATION_REFUSED, "price book " + request.priceBook() + " cannot be read", e);
        }
    }
}
