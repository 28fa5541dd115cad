package io.monthclose.job;

import io.monthclose.export.MonthChange;
import io.monthclose.export.PreviewExport;
import io.monthclose.period.BillingMonth;
import io.monthclose.period.InstantText;
import io.monthclose.pricebook.PriceBook;
import io.monthclose.pricebook.PriceBookReader;
import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import io.monthclose.store.MonthRow;
import io.monthclose.store.MonthState;
import io.monthclose.store.RatedTotals;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Closes a month in a scratch book, and says what would come of it. The book is only read, but for the launch in its history; no
 * lease is taken, as nothing that is read changes any more.
 */
public final class MonthPreview {
    private final Stores stores;
    private final CloseSettings settings;

    MonthPreview(Stores stores, CloseSettings settings) {
        this.stores = stores;
        this.settings = settings;
    }

    /**
     * Previews.
     *
     * @param request what a close would be asked for; its limits stop nothing, they are only looked at
     * @throws ProblemException with the code to end with
     */
    public PreviewOutcome preview(CloseRequest request, Progress progress) {
        LaunchLog log = LaunchLog.start(stores.history(), "preview", request);
        progress.launched(log.launchId());
        return log.around(() -> previewed(request, progress), PreviewOutcome::exitCode);
    }

    private PreviewOutcome previewed(CloseRequest request, Progress progress) {
        PriceBook prices = PriceBookReader.read(
                PriceBookFile.bytes(request.priceBook()),
                request.priceBook().getFileName().toString());
        Instant instant = instant(request, prices);
        PreviewExport.check(request.output());
        BrokenInvariant.of(List.of(stores.reconciliation().strays()), request.month(), stores)
                .ifPresent(broken -> {
                    throw broken;
                });
        try (ScratchBook scratch = ScratchBook.open()) {
            scratch.fill(stores, request.month());
            CloseOutcome outcome = scratch.closing(settings)
                    .close(inScratch(request, instant, scratch), new ScratchProgress(progress, Set.of()));
            return switch (outcome) {
                case CloseOutcome.Settled settled -> written(request, settled, scratch, progress);
                case CloseOutcome.ClosedAlready _ ->
                    throw new IllegalStateException(request.month() + " was closed before it was previewed");
            };
        }
    }

    /** What a close would check of the book, and the instant it would settle as of. */
    private Instant instant(CloseRequest request, PriceBook prices) {
        Optional<MonthRow> known = stores.months().find(request.month());
        CloseChecks checks = new CloseChecks(stores, request, prices);
        checks.termsAreTheBooks();
        BillingMonth period = new BillingMonth(request.month(), prices.zone());
        known.filter(month -> month.state() == MonthState.SETTLED
                        || month.state() == MonthState.CLOSED
                        || stores.takes().isCharged(month.month()))
                .ifPresent(month -> settled(month, period));
        Instant instant = checks.settlementInstant(known, period);
        checks.order(known, period, instant);
        return instant;
    }

    private static void settled(MonthRow month, BillingMonth period) {
        throw new ProblemException(
                ProblemCode.NOT_NOW,
                period
                        + (month.state() == MonthState.CLOSED
                                ? " is closed"
                                : " is being settled as of " + InstantText.format(month.fixedInstant(), period.zone()))
                        + ": what comes of it is in the book already, there is nothing to preview");
    }

    private static CloseRequest inScratch(CloseRequest request, Instant instant, ScratchBook scratch) {
        return new CloseRequest(
                request.month(),
                request.input(),
                request.usage(),
                scratch.documents(),
                request.priceBook(),
                Optional.of(instant),
                Optional.of("preview"),
                Optional.empty(),
                ChargeLimits.NONE,
                request.threads(),
                request.launchedBy(),
                request.clock());
    }

    private PreviewOutcome written(
            CloseRequest request, CloseOutcome.Settled settled, ScratchBook scratch, Progress progress) {
        JdbcTemplate jdbc = scratch.stores().jdbc();
        MonthRow month = settled.month();
        Optional<MonthChange> change = MonthChange.of(stores.jdbc(), jdbc, month);
        PreviewExport.write(jdbc, month, scratch.documents(), change, request.output());
        if (change.isEmpty() && request.limits().change().isPresent()) {
            progress.noticed(LimitGate.notCompared(request.month()));
        }
        List<String> exceeded = request.limits()
                .exceededBy(
                        RatedTotals.read(jdbc, month),
                        RatedTotals.lastClosed(stores.jdbc(), month),
                        settled.currency());
        return new PreviewOutcome(settled.in(request.output()), change, stop(request, exceeded));
    }

    private static Optional<ProblemException> stop(CloseRequest request, List<String> exceeded) {
        return exceeded.isEmpty()
                ? Optional.empty()
                : Optional.of(new ProblemException(
                        ProblemCode.INPUT_REFUSED,
                        "a close of " + request.month() + " would stop before it charges: "
                                + String.join("; ", exceeded) + "; see rejects.csv and changes.csv in "
                                + request.output() + ", then correct the input, or give a higher limit"));
    }
}
