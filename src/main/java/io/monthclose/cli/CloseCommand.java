package io.monthclose.cli;

import io.monthclose.job.CloseOutcome;
import io.monthclose.job.CloseRequest;
import io.monthclose.job.MonthClosing;
import io.monthclose.job.StopSwitch;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code close}: the whole close; safe to call again, it goes on where an earlier one stopped. */
@Command(
        name = "close",
        sortOptions = false,
        description = {
            "Closes a month: takes the usage, rates it, settles every account, writes the documents.",
            "Safe to call again: a closed month stays as it is, a failed close goes on where it stopped."
        })
final class CloseCommand extends BookCommand {
    @Mixin
    private CloseOptions options = new CloseOptions();

    @Option(names = "--output", paramLabel = "DIR", description = "The output folder (default: out/YYYY-MM).")
    private @Nullable Path output;

    @Option(
            names = "--outside-window",
            paramLabel = "REASON",
            description = "Settle although the settlement window is not open; the reason is recorded.")
    private @Nullable String outsideWindow;

    @Option(
            names = "--retake",
            paramLabel = "REASON",
            description = "Take usage, master files and price book anew, before the first charge only; the reason is"
                    + " recorded, and the superseded take is kept. The same reason again goes on with that take.")
    private @Nullable String retake;

    CloseCommand(MonthClose.Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    boolean isQuiet() {
        return options.isQuiet();
    }

    @Override
    void check() {
        options.check();
        LaunchOptions.checkText("--outside-window", outsideWindow);
        LaunchOptions.checkText("--retake", retake);
    }

    @Override
    int work(ConfigurableApplicationContext book) {
        surroundings().termination().stopsBy(book.getBean(StopSwitch.class)::request);
        CloseRequest request = options.request(
                surroundings(),
                output == null ? Path.of("out", options.month().toString()) : output,
                Optional.ofNullable(outsideWindow),
                Optional.ofNullable(retake));
        CloseOutcome outcome = book.getBean(MonthClosing.class).close(request, progress());
        new Summary(surroundings().out()).print(outcome);
        return MonthClosing.exitCode(outcome);
    }
}
