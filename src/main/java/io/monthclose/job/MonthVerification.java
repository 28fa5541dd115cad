package io.monthclose.job;

import io.monthclose.job.VerifyOutcome.Checked;
import io.monthclose.problem.ProblemException;
import io.monthclose.store.BookComparison;
import io.monthclose.store.Differences;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

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
        Checks checks = new Checks(request, progress);
        return log.around(checks::outcome, VerifyOutcome::exitCode, VerifyOutcome::verdict);
    }

    /** One verification. */
    private final class Checks {
        private final VerifyRequest request;
        private final Progress progress;
        private final Differences differences = new Differences();
        private final List<Checked> checked = new ArrayList<>();
        private final SealsAtHand seals;

        Checks(VerifyRequest request, Progress progress) {
            this.request = request;
            this.progress = progress;
            this.seals = new SealsAtHand(stores, request, differences);
        }

        VerifyOutcome outcome() {
            Optional<RecordedMonth> recorded = new RecordedMonthReader(stores, request.month(), differences).read();
            boolean settledAgain = recorded.isPresent() && allOf(recorded.get());
            if (recorded.isEmpty()) {
                checked.addAll(seals.noted(true));
            }
            return new VerifyOutcome(request.month(), settledAgain, checked, differences.held(), differences.count());
        }

        /** Checks all; what is under the seal is read while the month is settled again. Returns whether it could be settled. */
        private boolean allOf(RecordedMonth recorded) {
            try (Beside<Supplier<Checked>> sealed = Beside.start(seals::read)) {
                boolean settledAgain = isSettledAgain(recorded);
                checked.addAll(seals.noted(recorded.isClosed()));
                checked.add(sealed.result().get());
                FilesAtHand files = new FilesAtHand(stores, request, differences);
                checked.add(files.inputs(recorded.snapshot().files()));
                checked.add(files.documents(stores.months().documents(request.month())));
                return settledAgain;
            }
        }

        /** Settles the month again and compares it; false when it could not be, which is then among the differences. */
        private boolean isSettledAgain(RecordedMonth recorded) {
            try (ScratchBook scratch = ScratchBook.open()) {
                Optional<Long> segments = new SettlingAgain(request, settings, recorded, differences)
                        .in(scratch, stores, new ScratchProgress(progress, Set.of(StepNames.RECONCILE_RATING)));
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
                        .forEach(table -> checked.add(
                                new Checked(table.table(), table.rows(), "rows, with those settled again")));
                seals.again(scratch.stores());
                return true;
            }
        }
    }
}
