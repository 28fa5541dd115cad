package io.monthclose.export;

import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import io.monthclose.seal.RootStatement;
import io.monthclose.store.HistoryStore;
import io.monthclose.store.MonthRow;
import io.monthclose.store.MonthState;
import io.monthclose.store.SealStore;
import io.monthclose.store.SealedMonth;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes a month's documents (contract, "Output folder"). All are written whole before any is moved into place; everything but
 * {@code run.json} is the same bytes whenever the same month is written again.
 */
public final class MonthExport {
    private final JdbcTemplate jdbc;

    /** An export from this database. */
    public MonthExport(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A month's documents as written, {@code run.json} left out.
     *
     * @param files the documents
     * @param root what comes of them; nothing while accounts are parked, and of a month that was closed when there were no roots
     */
    public record Written(List<WrittenFile> files, Optional<RootStatement> root) {
        /** Copies the documents. */
        public Written {
            files = List.copyOf(files);
        }
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
     *     is not the new one. INVARIANT_BROKEN when the book does not hold any more what was sealed
     */
    public List<WrittenFile> write(MonthRow month, Path folder, Set<ExportFormat> formats) {
        if (formats.contains(ExportFormat.EVIDENCE)) {
            sealed(month);
        }
        return publish(month, folder, formats, MonthFacts::read, (_, written) -> {
            Optional<SealedMonth> sealed = new SealStore(jdbc).find(month.month());
            sealed.ifPresent(recorded -> asSealed(recorded, written.root()));
            return sealed;
        });
    }

    /**
     * Writes all documents of a month that is being closed, in the transaction that closes it.
     *
     * @param closing closes it, once the documents are written and before they are moved into place; gives root and seal
     */
    public void close(MonthRow month, Path folder, BiFunction<MonthRow, Written, Optional<SealedMonth>> closing) {
        publish(month, folder, ExportFormat.DOCUMENTS, MonthFacts::ofClosing, closing);
    }

    /**
     * Proves that an account of a closed month belongs to the month's root. Writes nothing yet.
     *
     * @throws ProblemException WRONG_USE when the month has no row of it; NOT_NOW when the month has no root; INVARIANT_BROKEN when
     *     the book does not hold any more what was sealed
     */
    public ProvenAccount prove(MonthRow month, String account) {
        SealedMonth recorded = sealed(month);
        try {
            AccountProof.Proof proof = reading(() -> AccountProof.of(jdbc, MonthFacts.read(jdbc, month), account));
            asSealed(recorded, Optional.of(proof.root()));
            return new ProvenAccount("proof-" + month.month() + "-" + account + ".txt", proof.text());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Root and seal of a month that something is to be proven of. */
    private SealedMonth sealed(MonthRow month) {
        if (month.state() != MonthState.CLOSED) {
            throw new ProblemException(
                    ProblemCode.NOT_NOW,
                    month.month() + " is " + month.state() + "; only a closed month can be proven");
        }
        return new SealStore(jdbc)
                .find(month.month())
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.NOT_NOW,
                        month.month() + " has no root: it was closed by a version of the program that made none"));
    }

    /** The root of what the book holds of a month now; nothing where it has none. Writes nothing. */
    public Optional<RootStatement> root(MonthRow month) {
        try {
            return reading(() -> MonthTables.write(jdbc, MonthFacts.read(jdbc, month), DocumentSink.NOWHERE)
                    .root());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Makes sure that the book holds what was sealed of a closed month. Of a month without a root, and of one that is not closed,
     * there is nothing to compare. Reads every row that a document has.
     *
     * @throws ProblemException INVARIANT_BROKEN when it does not
     */
    public void checkSealed(MonthRow month) {
        if (month.state() == MonthState.CLOSED) {
            new SealStore(jdbc).find(month.month()).ifPresent(recorded -> asSealed(recorded, root(month)));
        }
    }

    /**
     * Makes sure that what is given out of a month is what was sealed.
     *
     * @throws ProblemException INVARIANT_BROKEN when it is not
     */
    static void asSealed(SealedMonth recorded, Optional<RootStatement> found) {
        String root = found.map(RootStatement::root).orElse("none");
        if (!root.equals(recorded.root())) {
            throw new ProblemException(
                    ProblemCode.INVARIANT_BROKEN,
                    recorded.month() + " is not what was closed: the root of what the book holds is " + root
                            + ", recorded was " + recorded.root() + "; nothing was written, verify names what differs");
        }
    }

    private List<WrittenFile> publish(
            MonthRow month,
            Path folder,
            Set<ExportFormat> formats,
            BiFunction<JdbcTemplate, MonthRow, MonthFacts> facts,
            BiFunction<MonthRow, Written, Optional<SealedMonth>> sealing) {
        try (OutputFolder output = OutputFolder.open(folder)) {
            Written written = reading(() -> written(facts.apply(jdbc, month), output));
            Optional<SealedMonth> sealed = sealing.apply(month, written);
            List<String> names = names(written, formats);
            if (formats.contains(ExportFormat.JSON)) {
                output.write(
                        "run.json",
                        RunJson.render(new HistoryStore(jdbc), month.month().toString(), sealed));
                names.addFirst("run.json");
            }
            List<WrittenFile> files = new ArrayList<>(written.files().stream()
                    .filter(file -> names.contains(file.name()))
                    .toList());
            if (formats.contains(ExportFormat.EVIDENCE)) {
                WrittenFile pack =
                        reading(() -> EvidencePack.write(jdbc, month, sealed.orElseThrow(), written.files(), output));
                names.addFirst(pack.name());
                files.add(pack);
            }
            output.publish(names);
            return files;
        } catch (IOException | UncheckedIOException e) {
            throw OutputFolder.notWritten(folder, e);
        }
    }

    private static List<String> names(Written written, Set<ExportFormat> formats) {
        List<String> names = new ArrayList<>();
        for (WrittenFile file : written.files()) {
            if (formats.contains(ExportFormat.of(file.name()))) {
                names.add(file.name());
            }
        }
        return names;
    }

    private interface Reading<T> {
        T read() throws IOException;
    }

    /** Reads in one transaction, so that large results come in parts. */
    private <T> T reading(Reading<T> work) throws IOException {
        TransactionTemplate transaction =
                new TransactionTemplate(new JdbcTransactionManager(Objects.requireNonNull(jdbc.getDataSource())));
        try {
            return Objects.requireNonNull(transaction.execute(_ -> {
                try {
                    return work.read();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private Written written(MonthFacts facts, OutputFolder output) throws IOException {
        MonthTables tables = MonthTables.write(jdbc, facts, output);
        List<WrittenFile> files = new ArrayList<>(tables.files());
        MonthReport report = facts.report(
                new ReportQueries(JdbcClient.create(jdbc), facts.month()), tables.figures(), tables.root());
        files.add(output.write("index.html", ReportPage.render(report)));
        files.add(output.write("settlement.json", SettlementJson.render(facts, report, files)));
        return new Written(files, tables.root());
    }
}
