package io.monthclose.job;

import io.monthclose.intake.UsageKind;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Optional;

/**
 * What a close is asked for.
 *
 * @param month the month
 * @param input the input folder
 * @param usage where usage comes from
 * @param output the output folder
 * @param priceBook the price book's file
 * @param asOf the settlement instant, where it is not the clock's
 * @param outsideWindow why it may settle outside the settlement window, where it may
 * @param retake why the input is taken anew, where it is
 * @param limits what it may find and still charge
 * @param threads how many slices or buckets are worked on at once, at least 1
 * @param launchedBy who asks
 * @param clock tells the time
 */
public record CloseRequest(
        YearMonth month,
        Path input,
        UsageKind usage,
        Path output,
        Path priceBook,
        Optional<Instant> asOf,
        Optional<String> outsideWindow,
        Optional<String> retake,
        ChargeLimits limits,
        int threads,
        LaunchedBy launchedBy,
        Clock clock) {

    /**
     * Who launches.
     *
     * @param operator as claimed
     * @param osUser the user of the process
     * @param host the machine
     * @param programVersion the program's version
     */
    public record LaunchedBy(String operator, String osUser, String host, String programVersion) {}
}
