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
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/**
 * Takes exactly the parked accounts of a month again, from the snapshot, and goes on through all later steps (rules, "Parked
 * accounts"). They are marked in one transaction, so that a close finishes what a rerun that died began.
 */
final class ParkedAccounts {
    private final Stores stores;
    private final CloseSettings settings;
    private final JobRunner jobs;

    ParkedAccounts(Stores stores, CloseSettings settings, JobRunner jobs) {
        this.stores = stores;
        this.settings = settings;
        this.jobs = jobs;
    }

    RerunOutcome again(RerunRequest request, MonthRow month, Progress progress, long launchId) {
        if (month.state() == MonthState.CLOSED) {
            throw new ProblemException(
                    ProblemCode.WRONG_USE,
                    month.month() + " is closed and never changes; rerun --step export writes its documents again");
        }
        MonthRerun.requireThat(
                month.state().compareTo(MonthState.RATED) >= 0, month, "its accounts are not all rated yet");
        // Settled, not closed and nothing parked: a rerun died on its way or could not write, and is finished.
        if (month.state() != MonthState.SETTLED
                && stores.months().parked(month.month()).isEmpty()) {
            throw new ProblemException(
                    ProblemCode.WRONG_USE, "nothing is parked in " + month.month() + ": close goes on with it");
        }
        requireCharged(month);
        CloseRun run = run(request, month, progress, launchId);
        MonthExport.checkWritable(run.request().output());
        mark(run, month, compared(run, month));
        jobs.run(run, CloseInput.nothing());
        return new RerunOutcome.Retried(
                SettledOutcome.of(run, CloseInput.nothing().folder()));
    }

    /** A rerun has neither the limits nor the window of the close: it goes on only where a close has passed both. */
    private void requireCharged(MonthRow month) {
        if (month.state() != MonthState.SETTLED && !stores.takes().isCharged(month.month())) {
            throw new ProblemException(
                    ProblemCode.NOT_NOW,
                    month.month() + " is " + month.state()
                            + ", nothing of it is charged yet: close goes on with it, and"
                            + " rerun comes after; or mend the cause and give close --retake REASON");
        }
    }

    private CloseRun run(RerunRequest request, MonthRow month, Progress progress, long launchId) {
        Optional<Path> file = request.priceBook();
        byte[] yaml =
                file.map(PriceBookFile::bytes).orElseGet(() -> stores.months().priceBookYaml(month));
        PriceBook prices = PriceBookReader.read(
                yaml, file.map(path -> path.getFileName().toString()).orElse("the price book of " + month.month()));
        CloseRequest close = request.close();
        new CloseChecks(stores, close, prices).termsAreTheBooks();
        return new CloseRun(
                close,
                settings,
                stores,
                new BillingMonth(month.month(), prices.zone()),
                prices,
                yaml,
                month.take(),
                Sealing.byThisProgram(),
                launchId,
                progress,
                new AtomicReference<>());
    }

    /** Another price book may only change what the parked accounts come to; how many others were compared. */
    private OptionalLong compared(CloseRun run, MonthRow month) {
        if (run.prices().sha256().equals(month.priceBookSha256())) {
            return OptionalLong.empty();
        }
        ThreadPoolTaskExecutor threads = JobRunner.threads(run.request().threads());
        try {
            return OptionalLong.of(new PriceBookComparison(run).check(threads));
        } finally {
            threads.shutdown();
        }
    }

    private void mark(CloseRun run, MonthRow month, OptionalLong compared) {
        stores.transactions().executeWithoutResult(_ -> {
            compared.ifPresent(accounts -> {
                stores.months().replacePriceBook(month, run.prices(), run.priceBookYaml());
                run.happened(
                        EventKind.NOTE,
                        StepNames.RATE_ACCOUNTS,
                        null,
                        "PRICE BOOK: SHA-256 " + run.prices().sha256() + " in the place of "
                                + month.priceBookSha256() + "; the same results for all " + accounts
                                + " accounts that are not parked");
            });
            stores.ratings().retryParked(month.month());
        });
    }
}
