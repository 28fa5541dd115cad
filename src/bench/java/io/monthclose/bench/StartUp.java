package io.monthclose.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the smallest uses cost from the launcher to the prompt, in seconds: the help, and the close of a sample month on a
 * new book. Each runs once before it is timed, so that the launcher's start cache is there.
 */
record StartUp(List<Double> helpSeconds, List<Double> sampleSeconds) {
    private static final int TIMES = 5;

    static StartUp measured(BenchOptions options) throws IOException, InterruptedException {
        List<Double> help = new ArrayList<>();
        List<Double> sample = new ArrayList<>();
        for (int i = 0; i <= TIMES; i++) {
            Path scratch = options.folder().resolve("scratch");
            Arena.remove(scratch);
            Files.createDirectories(scratch);
            Watch watch = new Watch(null);
            Path log = scratch.resolve("log");
            double closed = watch.run(sample(options, scratch), log, 0).wallSeconds();
            double helped = watch.run(new ProcessBuilder(options.launcher().toString(), "--help"), log, 0)
                    .wallSeconds();
            if (i > 0) {
                help.add(helped);
                sample.add(closed);
            }
        }
        return new StartUp(help, sample);
    }

    private static ProcessBuilder sample(BenchOptions options, Path scratch) {
        ProcessBuilder command = new ProcessBuilder(
                options.launcher().toString(),
                "close",
                "--month",
                "2022-09",
                "--input",
                options.project()
                        .resolve("sample-data/rounding-once-per-bill/2022-09")
                        .toString(),
                "--output",
                scratch.resolve("out").toString(),
                "--as-of",
                "2022-10-02T10:00:00+08:00");
        return Arena.onDatabase(command, "jdbc:h2:file:" + scratch.resolve("book") + ";WRITE_DELAY=0");
    }
}
