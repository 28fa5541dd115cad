package io.monthclose.job;

import io.monthclose.export.MonthExport;
import io.monthclose.seal.RootStatement;
import io.monthclose.seal.SealStatement.ClosedBy;
import io.monthclose.seal.StatementText;
import io.monthclose.store.BookSeal;
import io.monthclose.store.HistoryStore.EventKind;
import io.monthclose.store.MonthRow;
import io.monthclose.store.MonthState;
import io.monthclose.store.MonthStore;
import io.monthclose.store.SealedMonth;
import java.time.YearMonth;
import java.util.Optional;

/**
 * Writes the documents; with no account parked, the month is closed and sealed in the transaction that keeps their hashes, which is
 * the caller's.
 */
final class ExportAndClose {
    private final CloseRun run;

    ExportAndClose(CloseRun run) {
        this.run = run;
    }

    void write() {
        switch (run.sealing()) {
            case Sealing.RootAndSeal sealing ->
                closed(sealing.build(), new BookSeal(run.stores().jdbc())::seal);
            case Sealing.RootAlone sealing ->
                closed(sealing.build(), new BookSeal(run.stores().jdbc())::root);
            case Sealing.Neither _ -> withoutRoot();
        }
    }

    private interface Seal {
        SealedMonth keep(YearMonth month, RootStatement root, ClosedBy closedBy);
    }

    private void closed(String build, Seal seal) {
        new MonthExport(run.stores().jdbc())
                .close(
                        run.month(),
                        run.request().output(),
                        (month, written) -> written.root().map(root -> closed(month, written, root, build, seal)));
    }

    /** The documents of a month that is closed already and has no seal name no root. */
    private void withoutRoot() {
        boolean closes = run.stores().months().parked(run.month().month()).isEmpty();
        if (closes) {
            run.advance(MonthState.SETTLED, MonthState.CLOSED);
        }
        new MonthExport(run.stores().jdbc()).close(run.month(), run.request().output(), (month, written) -> {
            if (closes) {
                keepDocuments(month, written);
            }
            return Optional.empty();
        });
    }

    private SealedMonth closed(
            MonthRow month, MonthExport.Written written, RootStatement root, String build, Seal seal) {
        keepDocuments(month, written);
        run.advance(MonthState.SETTLED, MonthState.CLOSED);
        if (!month.firstOfChain() && run.stores().seals().before(month.month()).isEmpty()) {
            run.happened(
                    EventKind.NOTE,
                    StepNames.EXPORT,
                    null,
                    "FIRST OF ROOTS: no month before " + month.month() + " has a root; it stands on none");
        }
        String version = run.request().launchedBy().programVersion();
        return seal.keep(month.month(), root, new ClosedBy(run.launchId(), build, StatementText.escaped(version)));
    }

    private void keepDocuments(MonthRow month, MonthExport.Written written) {
        run.stores()
                .months()
                .keepDocuments(
                        month.month(),
                        written.files().stream()
                                .map(file -> new MonthStore.Document(file.name(), file.bytes(), file.sha256()))
                                .toList());
    }
}
