package io.monthclose.cli;

import io.monthclose.job.CloseRequest;
import io.monthclose.job.MonthPreview;
import io.monthclose.job.PreviewOutcome;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code preview}: what a close would come to, and how it differs from the last closed month. */
@Command(
        name = "preview",
        sortOptions = false,
        description = {
            "Shows what a close would come to: the very same steps in a scratch book, which is deleted.",
            "Nothing is charged, and the book keeps nothing but a line in its history. The settlement window does not"
                    + " matter.",
            "--max-rejects and --max-change: says whether they would stop the close (65), after everything is written."
        })
final class PreviewCommand extends BookCommand {
    @Mixin
    private CloseOptions options = new CloseOptions();

    @Option(names = "--output", paramLabel = "DIR", description = "The output folder (default: out/YYYY-MM-preview).")
    private @Nullable Path output;

    PreviewCommand(MonthClose.Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    boolean isQuiet() {
        return options.isQuiet();
    }

    @Override
    void check() {
        options.check();
    }

    @Override
    int work(ConfigurableApplicationContext book) {
        CloseRequest request = options.request(
                surroundings(),
                output == null ? Path.of("out", options.month() + "-preview") : output,
                Optional.empty(),
                Optional.empty());
        PreviewOutcome outcome = book.getBean(MonthPreview.class).preview(request, progress());
        new PreviewSummary(surroundings().out()).print(outcome);
        outcome.stop().ifPresent(problem -> {
            throw problem;
        });
        return outcome.exitCode();
    }
}
