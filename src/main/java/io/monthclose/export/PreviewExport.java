package io.monthclose.export;

import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import io.monthclose.store.MonthRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Writes what a month would come to: the CSV documents as a close would write them, what differs from the last closed month, and
 * nothing that would make it look closed.
 */
public final class PreviewExport {
    private static final List<String> DOCUMENTS = List.of(
            "bills.csv", "bill-lines.csv", "pack-draws.csv", "packs.csv", "freezes.csv", "ledger.csv", "rejects.csv");
    private static final String CLOSED = "settlement.json";
    private static final String CHANGES = "changes.csv";
    private static final String PREVIEW = "preview.json";

    private PreviewExport() {}

    /**
     * Makes sure that a preview can be written to a folder.
     *
     * @throws ProblemException OUTPUT_NOT_WRITTEN when it cannot; WRONG_USE when the documents of a close lie there
     */
    public static void check(Path folder) {
        if (Files.exists(folder.resolve(CLOSED))) {
            throw new ProblemException(
                    ProblemCode.WRONG_USE,
                    "--output " + folder + " has the documents of a close (" + CLOSED
                            + "), which a preview must not replace; name another folder");
        }
        MonthExport.checkWritable(folder);
    }

    /**
     * Writes a preview.
     *
     * @param scratch where the month is settled
     * @param documents where its documents are
     * @param change how it differs from the last closed month
     * @throws ProblemException OUTPUT_NOT_WRITTEN when it cannot be written
     */
    public static void write(
            JdbcTemplate scratch, MonthRow month, Path documents, Optional<MonthChange> change, Path folder) {
        List<String> names = new ArrayList<>(DOCUMENTS);
        names.add(CHANGES);
        // The last to be moved: with it the preview is whole.
        names.add(PREVIEW);
        try (OutputFolder output = OutputFolder.open(folder)) {
            for (String name : DOCUMENTS) {
                Files.copy(documents.resolve(name), output.file(name));
            }
            changes(change.map(MonthChange::accounts).orElse(List.of()), output.file(CHANGES));
            Files.write(output.file(PREVIEW), PreviewJson.render(scratch, month, change));
            output.publish(names);
        } catch (IOException e) {
            throw OutputFolder.notWritten(folder, e);
        } catch (UncheckedIOException e) {
            throw OutputFolder.notWritten(folder, e);
        }
    }

    private static void changes(List<MonthChange.AccountChange> accounts, Path file) throws IOException {
        try (PlainCsv csv =
                new PlainCsv(CHANGES, Files.newOutputStream(file), "account_id,amount_due_before,amount_due,change")) {
            for (MonthChange.AccountChange account : accounts) {
                csv.field(account.accountId())
                        .field(money(account.before()))
                        .field(money(account.now()))
                        .field(Decimals.money(account.change()))
                        .end();
            }
            csv.whole();
        }
    }

    private static String money(@Nullable BigDecimal amount) {
        return amount == null ? "" : Decimals.money(amount);
    }
}
