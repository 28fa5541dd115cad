package io.monthclose.job;

import java.nio.file.Path;
import java.time.Clock;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a verification is asked for.
 *
 * @param month the month
 * @param input where the input files lie, where it is said
 * @param output where the exported documents lie, where it is said
 * @param root the root that was noted when the month was closed, where it is said
 * @param seal the seal that was noted when the month was closed, where it is said
 * @param threads how many slices or buckets are worked on at once, at least 1
 * @param launchedBy who asks
 * @param clock tells the time
 */
public record VerifyRequest(
        YearMonth month,
        Optional<Path> input,
        Optional<Path> output,
        Optional<String> root,
        Optional<String> seal,
        int threads,
        CloseRequest.LaunchedBy launchedBy,
        Clock clock) {

    String options() {
        List<String> options = new ArrayList<>();
        input.ifPresent(folder -> options.add("--input " + folder));
        output.ifPresent(folder -> options.add("--output " + folder));
        root.ifPresent(noted -> options.add("--root " + noted));
        seal.ifPresent(noted -> options.add("--seal " + noted));
        return String.join(" ", options);
    }
}
