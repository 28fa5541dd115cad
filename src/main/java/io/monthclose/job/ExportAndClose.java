package io.monthclose.job;

import io.monthclose.export.ExportFormat;
import io.monthclose.export.MonthExport;
import io.monthclose.export.WrittenFile;
import io.monthclose.store.MonthRow;
import io.monthclose.store.MonthState;
import io.monthclose.store.MonthStore;
import java.util.List;

/** Writes the documents; with no account parked, the month is closed in the transaction that keeps their hashes. */
final class ExportAndClose {
    private final CloseRun run;

    ExportAndClose(CloseRun run) {
        this.run = run;
    }

    void write() {
        MonthRow month = run.month();
        List<WrittenFile> files =
                new MonthExport(run.stores().jdbc()).write(month, run.request().output(), ExportFormat.DOCUMENTS);
        if (run.stores().months().parked(month.month()).isEmpty()) {
            run.stores()
                    .months()
                    .keepDocuments(
                            month.month(),
                            files.stream()
                                    .map(file -> new MonthStore.Document(file.name(), file.bytes(), file.sha256()))
                                    .toList());
            run.advance(MonthState.SETTLED, MonthState.CLOSED);
        }
    }
}
