package io.monthclose.cli;

import io.monthclose.export.JsonText;
import io.monthclose.job.MonthVerification;
import io.monthclose.job.VerifyOutcome;
import io.monthclose.job.VerifyRequest;
import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import io.monthclose.store.Difference;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code verify}: settles a month again and compares everything. */
@Command(
        name = "verify",
        sortOptions = false,
        description = {
            "Settles a settled month again, in a scratch book, from nothing but what is kept of it, and compares every"
                    + " figure and hash with what is recorded.",
            "Ends 70 when anything differs, and names it. The book keeps nothing but a line in its history."
        })
final class VerifyCommand extends BookCommand {
    private static final int MOST_PRINTED = 100;

    @Option(
            names = "--month",
            required = true,
            paramLabel = "YYYY-MM",
            converter = MonthOption.MonthConverter.class,
            description = "The month.")
    private YearMonth month = YearMonth.of(1, 1);

    @Option(
            names = "--input",
            paramLabel = "DIR",
            description = "Where the input files lie (default: where the close read them, if they are still there).")
    private @Nullable Path input;

    @Option(
            names = "--output",
            paramLabel = "DIR",
            description = "Where the documents lie (default: where the close wrote them, if they are still there).")
    private @Nullable Path output;

    @Option(
            names = "--root",
            paramLabel = "HEX",
            description = "The month's root as it was noted when the month was closed, to compare with.")
    private @Nullable String root;

    @Option(
            names = "--seal",
            paramLabel = "HEX",
            description = "The month's seal as it was noted when the month was closed, to compare with.")
    private @Nullable String seal;

    @Option(
            names = "--operator",
            paramLabel = "NAME",
            description = "Who verifies, recorded beside the OS user (default: the OS user).")
    private @Nullable String operator;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Slices and accounts are worked on in so many threads, 1 to 64 (default: the processors).")
    private int threads = LaunchOptions.defaultThreads();

    @Option(names = "--json", description = "Write JSON, with the first 100,000 differences.")
    private boolean json;

    @Option(names = "--quiet", description = "Print nothing but the result.")
    private boolean quiet;

    VerifyCommand(MonthClose.Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    boolean isQuiet() {
        return quiet;
    }

    @Override
    void check() {
        LaunchOptions.checkThreads(threads);
        LaunchOptions.checkText("--operator", operator);
        checkHash("--root", root);
        checkHash("--seal", seal);
        checkFolder("--input", input);
        checkFolder("--output", output);
    }

    private static void checkFolder(String option, @Nullable Path folder) {
        if (folder != null && !Files.isDirectory(folder)) {
            throw new ProblemException(
                    ProblemCode.INPUT_MISSING, option + " is " + folder + ", and there is no such folder");
        }
        // What cannot be looked into would be told as files that are gone.
        if (folder != null && !(Files.isReadable(folder) && Files.isExecutable(folder))) {
            throw new ProblemException(
                    ProblemCode.INPUT_MISSING, option + " is " + folder + ", which may not be read: permission denied");
        }
    }

    private static void checkHash(String option, @Nullable String hash) {
        if (hash != null && !hash.matches("[0-9a-f]{64}")) {
            throw new ProblemException(
                    ProblemCode.WRONG_USE, option + " is " + hash + ", expected 64 digits of 0-9 and a-f");
        }
    }

    @Override
    int work(ConfigurableApplicationContext book) {
        VerifyOutcome outcome = book.getBean(MonthVerification.class)
                .verify(
                        new VerifyRequest(
                                month,
                                Optional.ofNullable(input),
                                Optional.ofNullable(output),
                                Optional.ofNullable(root),
                                Optional.ofNullable(seal),
                                threads,
                                LaunchOptions.launchedBy(operator),
                                surroundings().clock()),
                        progress());
        if (json) {
            surroundings().out().print(new String(JsonText.of(json(outcome)), StandardCharsets.UTF_8));
        } else {
            print(outcome);
        }
        outcome.problem().ifPresent(problem -> {
            throw problem;
        });
        return outcome.exitCode();
    }

    private void print(VerifyOutcome outcome) {
        PrintStream out = surroundings().out();
        out.println(month
                + (outcome.settledAgain()
                        ? " was settled again from its snapshot, and compared"
                        : " could not be settled again from its snapshot; what could be compared without:"));
        outcome.checked()
                .forEach(checked ->
                        out.printf(Locale.ROOT, "  %-18s %,11d  %s%n", checked.what(), checked.count(), checked.how()));
        outcome.differences().stream()
                .limit(MOST_PRINTED)
                .forEach(difference -> out.println(month + " " + difference.text()));
        if (outcome.differenceCount() > MOST_PRINTED) {
            out.printf(
                    Locale.ROOT,
                    "… and %,d more; --json has %s%n",
                    outcome.differenceCount() - MOST_PRINTED,
                    outcome.differenceCount() > outcome.differences().size() ? "the first 100,000" : "them");
        }
        if (outcome.differenceCount() == 0) {
            out.println(outcome.verdict());
        }
    }

    private static Map<String, Object> json(VerifyOutcome outcome) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("month", outcome.month().toString());
        json.put("agrees", outcome.differenceCount() == 0);
        json.put("settled_again", outcome.settledAgain());
        json.put("checked", outcome.checked().stream().map(VerifyCommand::json).toList());
        json.put("difference_count", outcome.differenceCount());
        json.put(
                "differences",
                outcome.differences().stream().map(VerifyCommand::json).toList());
        return json;
    }

    private static Map<String, Object> json(VerifyOutcome.Checked checked) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("what", checked.what());
        json.put("count", checked.count());
        json.put("how", checked.how());
        return json;
    }

    private static Map<String, Object> json(Difference difference) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("table", difference.table());
        json.put("key", difference.key());
        json.put("field", difference.field());
        json.put("recorded", difference.recorded());
        json.put("found", difference.found());
        return json;
    }
}
