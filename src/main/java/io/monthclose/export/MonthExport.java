package io.monthclose.export;

import io.monthclose.intake.Sha256;
import io.monthclose.problem.ProblemException;
import io.monthclose.store.HistoryStore;
import io.monthclose.store.MonthRow;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes a month's documents (contract, "Output folder"). All are written whole before any is moved into place; everything but
 * {@code run.json} is the same bytes whenever the same month is written again.
 */
public final class MonthExport {
    private static final int PACKS_AT = 3;

    private final JdbcTemplate jdbc;

    /** An export from this database. */
    public MonthExport(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Makes sure that a folder can be written to, before anything depends on it.
     *
     * @throws ProblemException OUTPUT_NOT_WRITTEN when it cannot
     */
    public static void checkWritable(Path folder) {
        try (OutputFolder output = OutputFolder.open(folder)) {
            Files.writeString(output.file("probe"), "probe");
        } catch (IOException e) {
            throw OutputFolder.notWritten(folder, e);
        }
    }

    /**
     * Writes the documents of a settled month.
     *
     * @return what was written, {@code run.json} left out
     * @throws ProblemException OUTPUT_NOT_WRITTEN when it cannot be written; {@code settlement.json}, the last to be moved, then
     *     is not the new one
     */
    public List<WrittenFile> write(MonthRow month, Path folder, Set<ExportFormat> formats) {
        try (OutputFolder output = OutputFolder.open(folder)) {
            List<WrittenFile> files = documents(month, output);
            List<String> names = new ArrayList<>();
            for (WrittenFile file : files) {
                if (formats.contains(format(file.name()))) {
                    names.add(file.name());
                }
            }
            if (formats.contains(ExportFormat.JSON)) {
                document(
                        output,
                        "run.json",
                        RunJson.render(new HistoryStore(jdbc), month.month().toString()));
                names.addFirst("run.json");
            }
            output.publish(names);
            return files.stream().filter(file -> names.contains(file.name())).toList();
        } catch (IOException e) {
            throw OutputFolder.notWritten(folder, e);
        } catch (UncheckedIOException e) {
            throw OutputFolder.notWritten(folder, e);
        }
    }

    /** Reads in one transaction, so that large results come in parts. */
    private List<WrittenFile> documents(MonthRow month, OutputFolder output) throws IOException {
        TransactionTemplate reading =
                new TransactionTemplate(new JdbcTransactionManager(Objects.requireNonNull(jdbc.getDataSource())));
        try {
            return Objects.requireNonNull(reading.execute(_ -> written(month, output)));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private List<WrittenFile> written(MonthRow month, OutputFolder output) {
        MonthFacts facts = MonthFacts.read(jdbc, month);
        CsvContext context = new CsvContext(
                month.month().toString(),
                facts.prices().currency(),
                facts.prices().zone());
        ApiFigures figures = new ApiFigures();
        try (AccountDocuments accounts = new AccountDocuments(output, context, figures)) {
            List<WrittenFile> files = new ArrayList<>(accounts.write(jdbc));
            // In the order of the contract.
            files.add(PACKS_AT, csv(CsvDocument.PACKS, facts, context, output));
            files.add(csv(CsvDocument.REJECTS, facts, context, output));
            MonthReport report = facts.report(new ReportQueries(JdbcClient.create(jdbc), month), figures);
            files.add(document(output, "index.html", ReportPage.render(report)));
            files.add(document(output, "settlement.json", SettlementJson.render(facts, report, files)));
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private WrittenFile csv(CsvDocument document, MonthFacts facts, CsvContext context, OutputFolder output)
            throws IOException {
        Path path = output.file(document.fileName());
        MessageDigest digest = Sha256.start();
        try (OutputStream out = new DigestOutputStream(new BufferedOutputStream(Files.newOutputStream(path)), digest);
                CsvText csv = new CsvText(out, document.header())) {
            new NamedParameterJdbcTemplate(jdbc)
                    .query(
                            document.query(),
                            new MapSqlParameterSource("month", context.month())
                                    .addValue("take", facts.month().take()),
                            row -> {
                                csv.row(document.fields(row, context));
                            });
        }
        return new WrittenFile(document.fileName(), Files.size(path), Sha256.hex(digest.digest()));
    }

    private static WrittenFile document(OutputFolder output, String name, byte[] bytes) throws IOException {
        Files.write(output.file(name), bytes);
        return new WrittenFile(name, bytes.length, Sha256.of(bytes));
    }

    private static ExportFormat format(String name) {
        if (name.endsWith(".csv")) {
            return ExportFormat.CSV;
        }
        return name.endsWith(".json") ? ExportFormat.JSON : ExportFormat.HTML;
    }
}
