package io.monthclose.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.monthclose.job.TestBook;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Explanations of every case of {@code sample-data/}: made into documents again, they are the hand-worked ones. */
@Tag("book")
class ExplainedSamplesTest {
    private static final Path SAMPLES = Path.of("sample-data");
    private static final Path PRICE_BOOK = Path.of("jobs", "month-close", "price-book.yaml");

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

    @ParameterizedTest
    @MethodSource("cases")
    void a_case_is_explained_by_its_expected_figures(String name) throws IOException {
        Path sample = SAMPLES.resolve(name);
        Properties properties = new Properties();
        try (var reader = Files.newBufferedReader(sample.resolve("case.properties"))) {
            properties.load(reader);
        }
        try (TestBook book = TestBook.inMemory("explained-" + name, 2, Map.of())) {
            book.clear();
            for (String key : new TreeSet<>(properties.stringPropertyNames())) {
                if (key.endsWith(".as-of")) {
                    settle(book, sample, YearMonth.parse(key.substring(0, 7)), properties.getProperty(key));
                }
            }
        }
    }

    private void settle(TestBook book, Path sample, YearMonth month, String asOf) throws IOException {
        Path input = sample.resolve(month.toString());
        book.close(
                month,
                input,
                folder.resolve("out-" + month),
                OffsetDateTime.parse(asOf).toInstant(),
                PRICE_BOOK);

        List<Explanation> explanations = ExplainedMonths.all(book.jdbc(), month);

        Path expected = sample.resolve("expected").resolve(month.toString());
        Map<String, String> documents = new LinkedHashMap<>();
        for (String name :
                List.of("bills.csv", "bill-lines.csv", "pack-draws.csv", "packs.csv", "freezes.csv", "ledger.csv")) {
            documents.put(name, Files.readString(expected.resolve(name)));
        }
        assertThat(ExplainedDocuments.of(explanations)).containsExactlyInAnyOrderEntriesOf(documents);
        for (Explanation explanation : explanations) {
            ExplainedMonths.check(explanation);
            origins(explanation, input);
        }
    }

    /** Each record was read where the explanation says it was. */
    private static void origins(Explanation explanation, Path input) throws IOException {
        Map<String, List<String>> files = new LinkedHashMap<>();
        for (Explanation.RecordPart part : explanation.records()) {
            if (!files.containsKey(part.file())) {
                files.put(part.file(), Files.readAllLines(input.resolve(part.file()), StandardCharsets.ISO_8859_1));
            }
            assertThat(files.get(part.file()).get((int) part.record().origin().line() - 1))
                    .contains(
                            part.record().recordId(), explanation.account().id().value());
        }
    }
}
