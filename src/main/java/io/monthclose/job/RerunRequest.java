package io.monthclose.job;

import io.monthclose.intake.UsageKind;
import java.nio.file.Path;
import java.time.Clock;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a rerun is asked for.
 *
 * @param month the month
 * @param step the step
 * @param reason why
 * @param priceBook a price book to take the place of the month's, where one is given
 * @param output the output folder
 * @param threads how many buckets are worked on at once, at least 1
 * @param launchedBy who asks
 * @param clock tells the time
 */
public record RerunRequest(
        YearMonth month,
        RerunStep step,
        String reason,
        Optional<Path> priceBook,
        Path output,
        int threads,
        CloseRequest.LaunchedBy launchedBy,
        Clock clock) {

    String options() {
        List<String> options = new ArrayList<>(List.of("--step " + step.step(), "--reason " + reason));
        priceBook.ifPresent(file -> options.add("--price-book " + file));
        options.add("--output " + output);
        return String.join(" ", options);
    }

    /** The close that a rerun of accounts goes on with: it reads no input and has the month's own instant. */
    CloseRequest close() {
        return new CloseRequest(
                month,
                Path.of(""),
                UsageKind.CSV,
                output,
                priceBook.orElse(Path.of("")),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                ChargeLimits.NONE,
                threads,
                launchedBy,
                clock);
    }
}
