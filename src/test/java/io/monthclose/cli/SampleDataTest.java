package io.monthclose.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every case of {@code sample-data/}, month by month, compared byte for byte with its hand-worked figures. */
@Tag("book")
class SampleDataTest {
    private static final Path SAMPLES = Path.of("sample-data");

    @TempDir
    private Path folder = Path.of("");

    static List<String> cases() throws IOException {
        try (Stream<Path> found = Files.list(SAMPLES)) {
            return found.filter(Files::isDirectory)
                    .map(path -> path.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void every_rule_a_reader_would_want_to_see_has_a_case() throws IOException {
        assertThat(cases())
                .contains(
                        "first-month",
                        "tier-boundaries",
                        "shared-vehicle-pool",
                        "prepaid-order-and-expiry",
                        "public-beta-ends",
                        "two-months-freeze-chain",
                        "freeze-not-covered",
                        "arrears",
                        "opened-and-closed-within-the-month",
                        "rejects-of-every-reason",
                        "empty-month",
                        "city");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void a_case_settles_to_its_expected_files(String name) throws IOException {
        Path sample = SAMPLES.resolve(name);
        Properties properties = new Properties();
        try (var reader = Files.newBufferedReader(sample.resolve("case.properties"))) {
            properties.load(reader);
        }
        TestProgram program = new TestProgram(folder);
        for (String key : new TreeSet<>(properties.stringPropertyNames())) {
            if (key.endsWith(".as-of")) {
                String month = key.substring(0, key.indexOf('.'));
                settle(program, sample, month, properties);
            }
        }
    }

    private void settle(TestProgram program, Path sample, String month, Properties properties) throws IOException {
        Path expected = sample.resolve("expected").resolve(month);
        // A month says the same before it is closed, and is then closed as if nobody had asked.
        compare(run("preview", program, sample, month, properties), expected);
        Path closed = run("close", program, sample, month, properties);
        compare(closed, expected);
        verify(program, sample.resolve(month), closed, month);
    }

    private static void verify(TestProgram program, Path input, Path output, String month) {
        TestProgram.Result result = program.run(
                "verify", "--month", month, "--input", input.toString(), "--output", output.toString(), "--quiet");
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).endsWith(month + " agrees with what was recorded of it\n");
        assertThat(result.exitCode()).isZero();
    }

    private Path run(String command, TestProgram program, Path sample, String month, Properties properties) {
        Path output = folder.resolve(command + "-" + month);
        TestProgram.Result result = program.run(
                command,
                "--month",
                month,
                "--input",
                sample.resolve(month).toString(),
                "--output",
                output.toString(),
                "--as-of",
                properties.getProperty(month + ".as-of"));
        assertThat(result.exitCode())
                .as(result.err())
                .isEqualTo(Integer.valueOf(properties.getProperty(month + ".exit")));
        return output;
    }

    private static void compare(Path output, Path expected) throws IOException {
        try (Stream<Path> files = Files.list(expected)) {
            List<Path> documents = files.toList();
            assertThat(documents).hasSize(7);
            for (Path document : documents) {
                assertThat(output.resolve(document.getFileName())).hasSameBinaryContentAs(document);
            }
        }
    }
}
