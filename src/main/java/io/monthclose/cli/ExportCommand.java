package io.monthclose.cli;

import io.monthclose.export.ExportFormat;
import io.monthclose.export.MonthExport;
import io.monthclose.export.MonthStatements;
import io.monthclose.export.ProvenAccount;
import io.monthclose.export.WrittenFile;
import io.monthclose.job.RecordedLaunches;
import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import io.monthclose.store.MonthRow;
import io.monthclose.store.MonthState;
import io.monthclose.store.MonthStore;
import io.monthclose.store.SettlementStore;
import io.monthclose.store.SnapshotStore;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code export}: writes a month's documents again. */
@Command(name = "export", sortOptions = false, description = "Writes the documents of a settled month again.")
final class ExportCommand extends BookCommand {
    @Option(
            names = "--month",
            required = true,
            paramLabel = "YYYY-MM",
            converter = MonthOption.MonthConverter.class,
            description = "The month.")
    private YearMonth month = YearMonth.of(1, 1);

    @Option(names = "--output", required = true, paramLabel = "DIR", description = "The output folder.")
    private Path output = Path.of("");

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            split = ",",
            description = "csv, json, html, evidence, proof, statements; more than one joined by commas (default:"
                + " csv,json,html). evidence: one archive that proves the month; proof: one account with its proof."
                + " Both of a closed month; CheckEvidence.java beside the launcher checks them. statements: a page and"
                + " a PDF for each bill, in statements/ of the output folder.")
    private Set<ExportFormat> formats = EnumSet.copyOf(ExportFormat.DOCUMENTS);

    @Option(
            names = "--account",
            paramLabel = "ID",
            description = "The account to prove with --format proof; the one account of --format statements.")
    private @Nullable String account;

    @Option(
            names = "--operator",
            paramLabel = "NAME",
            description = "Who exports, recorded beside the OS user (default: the OS user).")
    private @Nullable String operator;

    ExportCommand(MonthClose.Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    void check() {
        if (formats.contains(ExportFormat.PROOF) && account == null) {
            throw new ProblemException(ProblemCode.WRONG_USE, "--format proof proves one account: add --account ID");
        }
        if (account != null && !formats.contains(ExportFormat.PROOF) && !formats.contains(ExportFormat.STATEMENTS)) {
            throw new ProblemException(
                    ProblemCode.WRONG_USE, "--account goes with --format proof or --format statements");
        }
        if (account != null) {
            MonthOption.checkAccount(account);
        }
        LaunchOptions.checkText("--operator", operator);
    }

    @Override
    int work(ConfigurableApplicationContext book) {
        String options = "--output " + output + " --format "
                + formats.stream()
                        .map(format -> format.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(","))
                + (account == null ? "" : " --account " + account);
        surroundings()
                .out()
                .println(book.getBean(RecordedLaunches.class)
                        .around(
                                "export",
                                month,
                                LaunchOptions.launchedBy(operator),
                                options,
                                surroundings().clock(),
                                () -> exported(book.getBean(JdbcTemplate.class))));
        return 0;
    }

    private String exported(JdbcTemplate jdbc) {
        MonthRow row = new MonthStore(jdbc)
                .find(month)
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.NOT_NOW, month + " is not in the book; status shows the months that are"));
        if (row.state().compareTo(MonthState.SETTLED) < 0) {
            throw new ProblemException(
                    ProblemCode.NOT_NOW, month + " is " + row.state() + "; only a settled month has documents");
        }
        if (new SettlementStore(jdbc, new SnapshotStore(jdbc)).unsettled(month) > 0) {
            throw new ProblemException(
                    ProblemCode.NOT_NOW, month + " has accounts that are rated and not settled: close goes on with it");
        }
        List<String> told = new ArrayList<>();
        if (!formats.equals(Set.of(ExportFormat.STATEMENTS))) {
            int parked = new MonthStore(jdbc).parked(month).size();
            told.add(month + ": " + written(new MonthExport(jdbc), row).size() + " documents in " + output
                    + Provisional.why(row.state(), parked));
        }
        if (formats.contains(ExportFormat.STATEMENTS)) {
            int statements = new MonthStatements(jdbc, LaunchOptions.defaultThreads())
                    .write(row, output, Optional.ofNullable(account));
            told.add(month + ": " + statements + " statements in " + output.resolve("statements"));
        }
        return String.join("\n", told);
    }

    /** A proof is made first and written last: whatever is refused, nothing was written. */
    private List<WrittenFile> written(MonthExport export, MonthRow row) {
        List<WrittenFile> files = new ArrayList<>();
        Set<ExportFormat> others = EnumSet.copyOf(formats);
        others.removeAll(Set.of(ExportFormat.PROOF, ExportFormat.STATEMENTS));
        Optional<ProvenAccount> proof = Optional.ofNullable(account)
                .filter(_ -> formats.contains(ExportFormat.PROOF))
                .map(proven -> export.prove(row, proven));
        if (!others.isEmpty()) {
            files.addAll(export.write(row, output, others));
        }
        proof.ifPresent(made -> files.add(made.write(output)));
        return files;
    }
}
