package io.monthclose.job;

import io.monthclose.job.VerifyOutcome.Checked;
import io.monthclose.problem.ProblemException;
import io.monthclose.store.BookComparison;
import io.monthclose.store.Differences;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Settles a month again in a scratch book from nothing but what is kept of it, and compares everything that is recorded with what
 * comes of it. The book is only read, but for the launch in its history; no lease is taken.
 */
public final class MonthVerification {
    private final Stores stores;
    private final CloseSettings settings;

    MonthVerification(Stores stores, CloseSettings settings) {
        this.stores = stores;
        this.settings = settings;
    }

    /**
     * Verifies.
     *
     * @throws ProblemException NOT_NOW when the month is not settled; otherwise when the machine could not do it
     */
    public VerifyOutcome verify(VerifyRequest request, Progress progress) {
        LaunchLog log = LaunchLog.start(
                stores.history(),
                "verify",
                request.month(),
                request.launchedBy(),
                request.options(),
                List.of(),
                request.clock());
        progress.launched(log.launchId());
        return log.around(() -> verified(request, progress), VerifyOutcome::exitCode, VerifyOutcome::verdict);
    }

    private VerifyOutcome verified(VerifyRequest request, Progress progress) {
        Differences differences = new Differences();
        List<Checked> checked = new ArrayList<>();
        SealsAtHand seals = new SealsAtHand(stores, request, differences);
        Optional<RecordedMonth> recorded = new RecordedMonthReader(stores, request.month(), differences).read();
        boolean settledAgain =
                recorded.isPresent() && isSettledAgain(request, recorded.get(), progress, checked, differences, seals);
        checked.addAll(seals.noted(recorded.isEmpty() || recorded.get().isClosed()));
        if (recorded.isPresent()) {
            checked.add(seals.seal());
            FilesAtHand files = new FilesAtHand(stores, request, differences);
            checked.add(files.inputs(recorded.get().snapshot().files()));
            checked.add(files.documents(stores.months().documents(request.month())));
        }
        return new VerifyOutcome(request.month(), settledAgain, checked, differences.held(), differences.count());
    }

    /** Settles the month again and compares it; false when it could not be, which is then among the differences. */
    private boolean isSettledAgain(
            VerifyRequest request,
            RecordedMonth recorded,
            Progress progress,
            List<Checked> checked,
            Differences differences,
            SealsAtHand seals) {
        try (ScratchBook scratch = ScratchBook.open()) {
            Optional<Long> segments = new SettlingAgain(request, settings, recorded, differences)
                    .in(scratch, stores, new ScratchProgress(progress));
            if (segments.isEmpty()) {
                return false;
            }
            checked.add(new Checked("segments", segments.get(), "read whole, against their hashes"));
            new BookComparison(
                            stores.jdbc(),
                            scratch.stores().jdbc(),
                            request.month(),
                            recorded.snapshot().take().number(),
                            differences)
                    .compare(recorded.isClosed())
                    .forEach(table ->
                            checked.add(new Checked(table.table(), table.rows(), "rows, with those settled again")));
            seals.again(scratch.stores());
            return true;
        }
    }
}
