package io.monthclose.cli;

import io.monthclose.job.MonthRerun;
import io.monthclose.job.RerunOutcome;
import io.monthclose.job.RerunRequest;
import io.monthclose.job.RerunStep;
import io.monthclose.job.StopSwitch;
import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code rerun}: one step again, where that is safe. */
@Command(
        name = "rerun",
        sortOptions = false,
        description = {
            "Runs one step of a month again, where that is safe, and says why not where it is not.",
            "rateAccounts: the parked accounts, then all later steps. reconcileRating, reconcileBooks: checks the"
                    + " invariants and prints each. export: writes the documents."
        })
final class RerunCommand extends BookCommand {
    @Option(
            names = "--month",
            required = true,
            paramLabel = "YYYY-MM",
            converter = MonthOption.MonthConverter.class,
            description = "The month.")
    private YearMonth month = YearMonth.of(1, 1);

    @Option(
            names = "--step",
            required = true,
            paramLabel = "NAME",
            description = "rateAccounts, reconcileRating, reconcileBooks or export.")
    private String step = "";

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why; it is recorded.")
    private String reason = "";

    @Option(
            names = "--price-book",
            paramLabel = "FILE",
            description =
                    "With rateAccounts: a price book in the place of the month's. Refused when any account that is"
                            + " not parked would come out otherwise.")
    private @Nullable Path priceBook;

    @Option(names = "--output", paramLabel = "DIR", description = "The output folder (default: out/YYYY-MM).")
    private @Nullable Path output;

    @Option(
            names = "--operator",
            paramLabel = "NAME",
            description = "Who reruns, recorded beside the OS user (default: the OS user).")
    private @Nullable String operator;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Accounts are worked on in so many threads, 1 to 64 (default: the processors).")
    private int threads = LaunchOptions.defaultThreads();

    @Option(names = "--quiet", description = "Print nothing but the result.")
    private boolean quiet;

    RerunCommand(MonthClose.Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    boolean isQuiet() {
        return quiet;
    }

    @Override
    void check() {
        RerunStep named = RerunStep.named(step);
        LaunchOptions.checkThreads(threads);
        LaunchOptions.checkText("--reason", reason);
        LaunchOptions.checkText("--operator", operator);
        if (priceBook != null && named != RerunStep.RATE_ACCOUNTS) {
            throw new ProblemException(ProblemCode.WRONG_USE, "--price-book goes with --step rateAccounts alone");
        }
    }

    @Override
    int work(ConfigurableApplicationContext book) {
        surroundings().termination().stopsBy(book.getBean(StopSwitch.class)::request);
        RerunOutcome outcome = book.getBean(MonthRerun.class).rerun(request(), progress());
        print(outcome);
        if (outcome instanceof RerunOutcome.Reconciled reconciled
                && reconciled.broken().isPresent()) {
            throw reconciled.broken().get();
        }
        return outcome.exitCode();
    }

    private RerunRequest request() {
        return new RerunRequest(
                month,
                RerunStep.named(step),
                reason,
                Optional.ofNullable(priceBook),
                output == null ? Path.of("out", month.toString()) : output,
                threads,
                LaunchOptions.launchedBy(operator),
                surroundings().clock());
    }

    private void print(RerunOutcome outcome) {
        PrintStream out = surroundings().out();
        switch (outcome) {
            case RerunOutcome.Retried retried -> new Summary(out).print(retried.outcome());
            case RerunOutcome.Reconciled reconciled ->
                reconciled
                        .findings()
                        .forEach(finding -> out.printf(
                                Locale.ROOT,
                                "%s invariant %d %-6s %s%s%n",
                                month,
                                finding.invariant().number(),
                                finding.holds() ? "holds" : "BROKEN",
                                finding.invariant().statement(),
                                finding.holds() ? "" : ": " + finding.detail()));
            case RerunOutcome.Exported exported ->
                out.println(month + ": " + exported.documents() + " documents in " + exported.output()
                        + Provisional.why(exported.state(), exported.parked()));
        }
    }
}
