package io.monthclose.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.monthclose.reference.RandomChains;
import io.monthclose.reference.RandomChains.Chain;
import io.monthclose.reference.RandomChains.ChainMonth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.FileSystemUtils;

/** How the work is cut, and where the machine stands, shows in no document. */
@Tag("book")
@TestInstance(Lifecycle.PER_CLASS)
class SameBytesTest {
    private static final Path SAMPLES = Path.of("sample-data");
    private static final Path SHIPPED_PRICES = Path.of("jobs", "month-close", "price-book.yaml");
    private static final Instant AS_OF = Instant.parse("2022-10-02T02:00:00Z");
    private static final YearMonth SEPTEMBER = YearMonth.of(2022, 9);
    private static final int CITY_ROWS_OF_A_FILE = 800;

    /** A chain of four months, with conflicts, rejects, packs that end, prices that change, arrears and compressed usage. */
    private static final long CHAIN_SEED = 1211;

    private final TimeZone zone = TimeZone.getDefault();
    private final Locale locale = Locale.getDefault();

    private Path folder;
    private SortedMap<String, String> expected;

    @BeforeAll
    void settle_without_any_cut(@TempDir Path place) throws IOException {
        folder = place;
        smallCity();
        expected = documents("plain", 1, Map.of());
        assertThat(expected).hasSize(6 * 9);
    }

    @AfterEach
    void put_the_machine_back() {
        TimeZone.setDefault(zone);
        Locale.setDefault(locale);
    }

    /** Each value of a column meets each value of every other column. */
    @ParameterizedTest(name = "{0} threads, slices of {1} bytes, chunks of {2}, {3} buckets, {4}, {5}")
    @CsvSource({
        "1, 1024,     1,    1,  Pacific/Kiritimati, tr-TR",
        "1, 1024,     1,    13, America/New_York,   zh-CN",
        "1, 16777216, 1000, 1,  Pacific/Kiritimati, zh-CN",
        "1, 16777216, 1000, 13, America/New_York,   tr-TR",
        "8, 1024,     1000, 1,  America/New_York,   tr-TR",
        "8, 1024,     1000, 13, Pacific/Kiritimati, zh-CN",
        "8, 16777216, 1,    1,  America/New_York,   zh-CN",
        "8, 16777216, 1,    13, Pacific/Kiritimati, tr-TR"
    })
    void every_document_is_the_same(
            int threads, String sliceBytes, String accountsPerChunk, String buckets, String zoneId, String language)
            throws IOException {
        TimeZone.setDefault(TimeZone.getTimeZone(zoneId));
        Locale.setDefault(Locale.forLanguageTag(language));

        SortedMap<String, String> found = documents(
                String.join("-", String.valueOf(threads), sliceBytes, accountsPerChunk, buckets),
                threads,
                Map.of(
                        "month-close.slice-bytes", sliceBytes,
                        "month-close.accounts-per-chunk", accountsPerChunk,
                        "month-close.buckets", buckets));

        assertThat(found.keySet()).isEqualTo(expected.keySet());
        found.forEach((name, text) -> assertThat(text).as(name).isEqualTo(expected.get(name)));
    }

    private SortedMap<String, String> documents(String name, int threads, Map<String, String> settings)
            throws IOException {
        Path output = Files.createDirectory(folder.resolve(name));
        SortedMap<String, String> documents = new TreeMap<>();
        try (TestBook book = TestBook.inMemory("same-" + name, threads, settings)) {
            Path rejects = SAMPLES.resolve("rejects-of-every-reason").resolve("2022-09");
            book.close(SEPTEMBER, rejects, output.resolve("rejects"), AS_OF, SHIPPED_PRICES);
            book.clear();
            book.close(SEPTEMBER, folder.resolve("city"), output.resolve("city"), AS_OF, SHIPPED_PRICES);
            book.clear();
            Chain chain = RandomChains.write(CHAIN_SEED, output.resolve("chain"));
            for (ChainMonth month : chain.months()) {
                Path written = output.resolve(month.month().toString());
                book.close(month.month(), month.inputFolder(), written, month.settlementInstant(), chain.priceBook());
            }
            FileSystemUtils.deleteRecursively(output.resolve("chain"));
        }
        try (Stream<Path> months = Files.list(output)) {
            months.forEach(month -> Documents.in(month)
                    .forEach((document, text) -> documents.put(month.getFileName() + "/" + document, text)));
        }
        return documents;
    }

    /** The city's month with the beginning of each of its usage files. */
    private void smallCity() throws IOException {
        Path city = folder.resolve("city");
        FileSystemUtils.copyRecursively(SAMPLES.resolve("city").resolve("2022-09"), city);
        for (String file : List.of("usage-east.csv", "usage-harbour.csv", "usage-west.csv")) {
            List<String> lines = Files.readAllLines(city.resolve(file));
            Files.write(city.resolve(file), lines.subList(0, CITY_ROWS_OF_A_FILE + 1));
        }
    }
}
