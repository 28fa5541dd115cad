package io.monthclose.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.opencsv.CSVReader;
import com.opencsv.CSVReaderBuilder;
import com.opencsv.RFC4180Parser;
import com.opencsv.exceptions.CsvException;
import io.monthclose.PoisonCorpus;
import io.monthclose.PoisonCorpus.Poisoned;
import io.monthclose.PoisonedLines;
import io.monthclose.problem.ProblemException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A month of all the poisoned usage files closes, each of their lines is where it belongs, and nothing depends on how they are cut. */
@Tag("book")
@TestInstance(Lifecycle.PER_CLASS)
class PoisonedMonthTest {
    private static final int MANY = 3_000;
    private static final YearMonth SEPTEMBER = YearMonth.of(2022, 9);
    private static final Instant AS_OF = Instant.parse("2022-10-02T00:00:00Z");
    private static final Path PRICES = Path.of("jobs", "month-close", "price-book.yaml");

    @TempDir
    private Path folder = Path.of("");

    private final TestBook empty = TestBook.inMemory("poison-refused", 1, Map.of());

    @AfterAll
    void close_the_book() {
        empty.close();
    }

    static Stream<Poisoned> refused() {
        return Stream.concat(PoisonCorpus.usage().stream(), PoisonCorpus.masters().stream())
                .filter(file -> !file.isTaken());
    }

    @Test
    void every_line_of_all_files_has_its_verdict_wherever_they_are_cut() throws IOException, CsvException {
        List<Poisoned> files =
                PoisonCorpus.usage().stream().filter(Poisoned::isTaken).toList();
        Path input = input("all");
        for (Poisoned file : files) {
            Files.copy(file.file(), input.resolve(file.inputName()));
        }

        SortedMap<String, String> whole = closed("whole", input, 1, Map.of());
        SortedMap<String, String> cut =
                closed("cut", input, 2, Map.of("month-close.slice-bytes", "97", "month-close.buckets", "3"));

        assertThat(rejects(whole.getOrDefault("rejects.csv", ""))).isEqualTo(expectedRejects(files));
        assertThat(whole.getOrDefault("settlement.json", ""))
                .contains("\"lines_read\" : "
                        + files.stream().mapToLong(file -> file.lines().size()).sum() + ",")
                .contains("\"lines_accepted\" : " + count(files, "ACCEPTED") + ",")
                .contains("\"lines_duplicate\" : " + count(files, "DUPLICATE") + ",");
        for (Poisoned file : files) {
            assertThat(whole.get("settlement.json"))
                    .containsPattern("\"name\" : \"" + file.inputName() + "\",\\s+\"bytes\" : \\d+,\\s+\"lines\" : "
                            + file.lines().size() + ",");
        }
        assertThat(cut).isEqualTo(whole);
    }

    @Test
    void a_month_of_lines_too_long_closes_too() throws IOException, CsvException {
        Path input = input("long");
        SortedSet<String> expected = new TreeSet<>();
        for (PoisonedLines.Line line : PoisonedLines.all()) {
            String name = "usage-" + line.name() + ".csv";
            Files.write(input.resolve(name), line.file());
            expected.add(name + " line 3 " + line.verdict());
        }

        SortedMap<String, String> closed = closed("long", input, 2, Map.of("month-close.slice-bytes", "1000"));

        assertThat(rejects(closed.getOrDefault("rejects.csv", ""))).isEqualTo(expected);
    }

    @Test
    void a_month_of_very_many_files_closes_too() throws IOException {
        Path input = input("many");
        for (int i = 0; i < MANY; i++) {
            Files.writeString(
                    input.resolve("usage-" + i + ".csv"),
                    "record_id,account_id,api,calls,occurred_at\nr" + i + ",A0001,CropImage,1,2022-09-15T12:00:00Z\n");
        }
        Files.writeString(input.resolve(".usage.csv"), "hidden, and none of the input files");
        try (TestBook book = TestBook.inMemory("poison-many", 2, Map.of())) {
            book.clear();

            assertThat(MonthClosing.exitCode(close(book, input, folder.resolve("out-many"))))
                    .isZero();
        }
        assertThat(Documents.in(folder.resolve("out-many")).get("settlement.json"))
                .contains("\"lines_read\" : " + MANY + ",", "\"metered_calls\" : " + MANY + ",");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void a_file_that_is_none_is_refused_before_anything_is_taken(Poisoned poisoned) throws IOException {
        Path input = input(poisoned.path().replace('/', '-'));
        Files.writeString(input.resolve("usage.csv"), "record_id,account_id,api,calls,occurred_at\n");
        Files.write(input.resolve(poisoned.inputName()), Files.readAllBytes(poisoned.file()));

        ProblemException refused =
                catchThrowableOfType(ProblemException.class, () -> close(empty, input, folder.resolve("none")));

        assertThat(refused.code().exitCode()).isEqualTo(poisoned.exitCode());
        assertThat(refused.getMessage() + refused.faults()).contains(poisoned.inputName());
        assertThat(empty.jdbc().queryForList("SELECT billing_month FROM closing_month"))
                .isEmpty();
    }

    private Path input(String name) throws IOException {
        Path input = Files.createDirectories(folder.resolve(name));
        PoisonCorpus.writeAccounts(input);
        return input;
    }

    private SortedMap<String, String> closed(String name, Path input, int threads, Map<String, String> settings) {
        try (TestBook book = TestBook.inMemory("poison-" + name, threads, settings)) {
            book.clear();
            Path output = folder.resolve("out-" + name);
            assertThat(MonthClosing.exitCode(close(book, input, output))).isEqualTo(3);
            return Documents.in(output);
        }
    }

    private static CloseOutcome close(TestBook book, Path input, Path output) {
        return book.close(SEPTEMBER, input, output, AS_OF, PRICES);
    }

    private static long count(List<Poisoned> files, String verdict) {
        return files.stream().mapToLong(file -> file.count(verdict)).sum();
    }

    private static SortedSet<String> expectedRejects(List<Poisoned> files) {
        SortedSet<String> expected = new TreeSet<>();
        for (Poisoned file : files) {
            new TreeMap<>(file.lines()).forEach((line, verdict) -> {
                if (!verdict.equals("ACCEPTED") && !verdict.equals("DUPLICATE")) {
                    expected.add(file.inputName() + " line " + line + " " + verdict);
                }
            });
        }
        return expected;
    }

    private static SortedSet<String> rejects(String document) throws IOException, CsvException {
        SortedSet<String> found = new TreeSet<>();
        try (CSVReader rows = new CSVReaderBuilder(new StringReader(document))
                .withCSVParser(new RFC4180Parser())
                .build()) {
            rows.skip(1);
            for (String[] row : rows) {
                found.add(row[0] + " line " + row[1] + " " + row[2]);
            }
        }
        return found;
    }
}
