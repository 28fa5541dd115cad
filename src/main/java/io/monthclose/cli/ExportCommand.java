package io.monthclose.cli;

import io.monthclose.export.ExportFormat;
import io.monthclose.export.MonthExport;
import io.monthclose.export.MonthStatements;
import io.monthclose.export.WrittenFile;
import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import io.monthclose.store.MonthRow;
import io.monthclose.store.MonthState;
import io.monthclose.store.MonthStore;
import io.monthclose.store.SettlementStore;
import io.monthclose.store.SnapshotStore;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
            description = "csv, json, html or statements, more than one joined by commas (default: csv,json,html)."
                    + " statements: a page and a PDF for each bill, in statements/ of the output folder.")
    private Set<ExportFormat> formats = EnumSet.copyOf(ExportFormat.DOCUMENTS);

    @Option(names = "--account", paramLabel = "ID", description = "One account alone, with --format statements.")
    private @Nullable String account;

    ExportCommand(MonthClose.Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    void check() {
        if (account != null && !formats.contains(ExportFormat.STATEMENTS)) {
            throw new ProblemException(ProblemCode.WRONG_USE, "--account goes with --format statements");
        }
    }

    @Override
    int work(ConfigurableApplicationContext book) {
        JdbcTemplate jdbc = book.getBean(JdbcTemplate.class);
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
        if (!formats.equals(Set.of(ExportFormat.STATEMENTS))) {
            List<WrittenFile> files = new MonthExport(jdbc).write(row, output, formats);
            surroundings().out().println(month + ": " + files.size() + " documents in " + output);
        }
        if (formats.contains(ExportFormat.STATEMENTS)) {
            int statements = new MonthStatements(jdbc, LaunchOptions.defaultThreads())
                    .write(row, output, Optional.ofNullable(account));
            surroundings().out().println(month + ": " + statements + " statements in " + output.resolve("statements"));
        }
        return 0;
    }
}
