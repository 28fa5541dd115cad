package io.monthclose.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Fuzzes each target in a process of its own, for so many minutes, and says in one line what came of it. Ends 1 with the first
 * target for which bytes were found that something does not hold of; they lie in {@code target/fuzz}.
 */
public final class Fuzzing {
    private static final Path FOLDER = Path.of("target/fuzz");
    private static final Pattern COVERAGE = Pattern.compile("cov: (\\d+)");
    private static final Pattern EXECUTIONS = Pattern.compile("stat::number_of_executed_units: (\\d+)");

    private Fuzzing() {}

    /** Fuzzes what {@code fuzz.targets} names, for {@code fuzz.minutes} each. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        long minutes = Long.parseLong(System.getProperty("fuzz.minutes", "30"));
        List<String> words =
                Arrays.asList(System.getProperty("fuzz.targets", "").split("\\s*,\\s*"));
        for (Target target : Target.values()) {
            if (words.contains(target.word())) {
                fuzz(target, minutes);
            }
        }
    }

    private static void fuzz(Target target, long minutes) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(FOLDER.resolve(target.word()));
        Path corpus = Files.createDirectories(folder.resolve("corpus"));
        Path log = folder.resolve("log");
        int ended = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx1g",
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "-classpath",
                        System.getProperty("java.class.path"),
                        "com.code_intelligence.jazzer.Jazzer",
                        "--target_class=" + target.className(),
                        "--instrumentation_includes=" + target.instrumented(),
                        "--reproducer_path=" + folder,
                        "-artifact_prefix=" + folder + "/",
                        "-max_total_time=" + minutes * 60,
                        "-timeout=120",
                        "-max_len=" + target.mostBytes(),
                        "-print_final_stats=1",
                        corpus.toString(),
                        target.seeds().toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        String said = Files.readString(log);
        System.out.printf(
                "FUZZ %s: %s executions, %s branches covered, %s%n",
                target.word(),
                last(EXECUTIONS, said),
                last(COVERAGE, said),
                ended == 0 ? "nothing found" : "FOUND something, see " + log);
        if (ended != 0) {
            System.exit(1);
        }
    }

    private static String last(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .reduce((MatchResult _, MatchResult later) -> later)
                .map(found -> found.group(1))
                .orElse("no");
    }
}
