package io.monthclose.cli;

import io.monthclose.intake.UsageKind;
import io.monthclose.job.ChargeLimits;
import io.monthclose.job.CloseRequest;
import io.monthclose.job.RejectLimit;
import io.monthclose.money.Percentage;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code close} that {@code preview} has, too. */
final class CloseOptions {
    @Option(
            names = "--month",
            required = true,
            paramLabel = "YYYY-MM",
            converter = MonthOption.MonthConverter.class,
            description = "The month to close.")
    private YearMonth month = YearMonth.of(1, 1);

    @Option(
            names = "--input",
            required = true,
            paramLabel = "DIR",
            description = "The input folder: usage*.csv and, as needed, accounts.csv, prepaid-packs.csv, top-ups.csv.")
    private Path input = Path.of("");

    @Option(
            names = "--usage-source",
            paramLabel = "csv|jdbc",
            description = "Usage from the input folder's files, or from the database that the settings"
                    + " month-close.usage.* name; master files from the folder in both cases (default: csv).")
    private UsageKind usage = UsageKind.CSV;

    @Option(
            names = "--as-of",
            paramLabel = "INSTANT",
            converter = MonthOption.InstantConverter.class,
            description = "The settlement instant, for a replay or a late close (default: now).")
    private @Nullable Instant asOf;

    @Option(
            names = "--price-book",
            paramLabel = "FILE",
            description = "The price book (default: price-book.yaml beside the launcher).")
    private @Nullable Path priceBook;

    @Option(
            names = "--operator",
            paramLabel = "NAME",
            description = "Who does it, recorded beside the OS user (default: the OS user).")
    private @Nullable String operator;

    @Option(
            names = "--max-rejects",
            paramLabel = "N|P%%",
            converter = MonthOption.RejectLimitConverter.class,
            description = "Stop before charging when more lines are rejected: so many, or so much of the lines read.")
    private @Nullable RejectLimit maxRejects;

    @Option(
            names = "--max-change",
            paramLabel = "P%%",
            converter = MonthOption.PercentageConverter.class,
            description = "Stop before charging when the month's total differs by more from the last closed month's.")
    private @Nullable Percentage maxChange;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Slices and accounts are worked on in so many threads, 1 to 64 (default: the processors).")
    private int threads = LaunchOptions.defaultThreads();

    @Option(names = "--quiet", description = "Print nothing but the summary.")
    private boolean quiet;

    YearMonth month() {
        return month;
    }

    /** What can be refused before the book is opened. */
    void check() {
        LaunchOptions.checkThreads(threads);
        LaunchOptions.checkText("--operator", operator);
    }

    boolean isQuiet() {
        return quiet;
    }

    CloseRequest request(
            MonthClose.Surroundings surroundings,
            Path output,
            Optional<String> outsideWindow,
            Optional<String> retake) {
        return new CloseRequest(
                month,
                input,
                usage,
                output,
                priceBook == null ? surroundings.home().resolve("price-book.yaml") : priceBook,
                Optional.ofNullable(asOf),
                outsideWindow,
                retake,
                new ChargeLimits(Optional.ofNullable(maxRejects), Optional.ofNullable(maxChange)),
                threads,
                LaunchOptions.launchedBy(operator),
                surroundings.clock());
    }
}
