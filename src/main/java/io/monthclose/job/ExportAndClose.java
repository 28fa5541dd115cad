package io.monthclose.job;

import io.monthclose.export.MonthExport;
import io.monthclose.seal.RootStatement;
import io.monthclose.seal.SealStatement.ClosedBy;
import io.monthclose.seal.StatementText;
import io.monthclose.store.BookSeal;
import io.monthclose.store.MonthRow;
import io.monthclose.store.MonthState;
import io.monthclose.store.MonthStore;
import io.monthclose.store.SealedMonth;

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
        new MonthExport(run.stores().jdbc())
                .close(
                        run.month(),
                        run.request().output(),
                        (month, written) -> written.root().map(root -> closed(month, written, root)));
    }

    private SealedMonth closed(MonthRow month, MonthExport.Written written, RootStatement root) {
        run.stores()
                .months()
                .keepDocuments(
                        month.month(),
                        written.files().stream()
                                .map(file -> new MonthStore.Document(file.name(), file.bytes(), file.sha256()))
                                .toList());
        run.advance(MonthState.SETTLED, MonthState.CLOSED);
        String version = run.request().launchedBy().programVersion();
        return new BookSeal(run.stores().jdbc())
                .seal(
                        month.month(),
                        root,
                        new ClosedBy(run.launchId(), ProgramBuild.sha256(), StatementText.escaped(version)));
    }
}
