package io.monthclose.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.monthclose.job.MonthInput.UsageRow;
import io.monthclose.reference.Usage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an account is charged depends on its own records, and on nothing about how they came. */
@Tag("book")
@TestInstance(Lifecycle.PER_CLASS)
class IndependenceTest {
    private static final long SEED = 20220901;
    private static final int MONTHS = 10;

    private final TestBook book = TestBook.inMemory(
            "independence", 2, Map.of("month-close.accounts-per-chunk", "3", "month-close.buckets", "3"));
    private final List<MonthInput> inputs = MonthInput.random(SEED, MONTHS);
    private final Map<Integer, SortedMap<String, String>> asTheyAre = new HashMap<>();

    @TempDir
    private Path folder = Path.of("");

    @AfterAll
    void close_the_book() {
        book.close();
    }

    Stream<Integer> months() {
        return IntStream.range(0, MONTHS).boxed();
    }

    @ParameterizedTest(name = "seed 20220901, month {0}")
    @MethodSource("months")
    void the_order_of_rows_changes_nothing(int month) {
        MonthInput input = inputs.get(month);
        Random random = new Random(month);
        List<List<UsageRow>> shuffled =
                input.usageFiles().stream().map(rows -> shuffled(rows, random)).toList();

        assertThat(settled(input.with(shuffled))).isEqualTo(asItIs(month));
    }

    @ParameterizedTest(name = "seed 20220901, month {0}")
    @MethodSource("months")
    void which_file_a_row_lies_in_changes_nothing(int month) {
        MonthInput input = inputs.get(month);
        Random random = new Random(month);
        List<List<UsageRow>> split = IntStream.range(0, 7)
                .<List<UsageRow>>mapToObj(_ -> new ArrayList<>())
                .toList();
        input.rows().forEach(row -> split.get(random.nextInt(split.size())).add(row));
        SortedMap<String, String> settled = asItIs(month);

        assertThat(settled(input.with(List.of(input.rows())))).as("merged").isEqualTo(settled);
        assertThat(settled(input.with(split))).as("split").isEqualTo(settled);
    }

    @ParameterizedTest(name = "seed 20220901, month {0}")
    @MethodSource("months")
    void a_record_that_comes_again_changes_nothing(int month) {
        MonthInput input = inputs.get(month);
        List<List<UsageRow>> twice = new ArrayList<>(input.usageFiles());
        twice.add(shuffled(input.rows(), new Random(month)));

        assertThat(settled(input.with(twice))).isEqualTo(asItIs(month));
    }

    @ParameterizedTest(name = "seed 20220901, month {0}")
    @MethodSource("months")
    void an_account_more_or_less_changes_no_other(int month) {
        MonthInput input = inputs.get(month);
        int accounts = input.accounts().size();
        String leaver = "A%04d".formatted(1 + new Random(month).nextInt(accounts));
        SortedMap<String, String> withLeaver = asItIs(month);

        assertThat(settled(input.without(leaver)))
                .isEqualTo(rowsWithout(leaver, withLeaver))
                .isNotEqualTo(withLeaver);
    }

    @ParameterizedTest(name = "seed 20220901, month {0}")
    @MethodSource("months")
    void a_record_in_two_parts_changes_nothing(int month) {
        MonthInput input = inputs.get(month);
        Random random = new Random(month);
        List<List<UsageRow>> inParts = input.usageFiles().stream()
                .map(rows -> rows.stream().flatMap(row -> parts(row, random)).toList())
                .toList();

        assertThat(settled(input.with(inParts))).isEqualTo(asItIs(month));
    }

    /** The second part's id comes right behind the first's, as nothing sorts before a hyphen. */
    private static Stream<UsageRow> parts(UsageRow row, Random random) {
        Usage whole = row.usage();
        BigInteger first = BigInteger.valueOf(random.nextLong(whole.calls().longValueExact() + 1));
        Usage one = new Usage(whole.recordId(), whole.api(), first, whole.occurredAt());
        Usage other =
                new Usage(whole.recordId() + "-2", whole.api(), whole.calls().subtract(first), whole.occurredAt());
        return Stream.of(new UsageRow(row.account(), one), new UsageRow(row.account(), other));
    }

    private static List<UsageRow> shuffled(List<UsageRow> rows, Random random) {
        List<UsageRow> shuffled = new ArrayList<>(rows);
        Collections.shuffle(shuffled, random);
        return shuffled;
    }

    private static SortedMap<String, String> rowsWithout(String account, SortedMap<String, String> documents) {
        SortedMap<String, String> without = new TreeMap<>();
        documents.forEach((name, text) -> without.put(
                name,
                text.lines()
                        .filter(line -> !Arrays.asList(line.split(",", -1)).contains(account))
                        .map(line -> line + "\n")
                        .reduce("", String::concat)));
        return without;
    }

    /** The CSV documents of an input in which nothing is changed, settled once. */
    private SortedMap<String, String> asItIs(int month) {
        return asTheyAre.computeIfAbsent(month, same -> settled(inputs.get(same)));
    }

    /** The CSV documents of the month. */
    private SortedMap<String, String> settled(MonthInput input) {
        try {
            book.clear();
            Path place = Files.createTempDirectory(folder, "month-");
            input.writeTo(place.resolve("in"));
            Path prices = place.resolve("price-book.yaml");
            Files.writeString(prices, input.catalogue().toYaml(), StandardCharsets.UTF_8);
            CloseOutcome outcome = book.close(
                    input.month(),
                    place.resolve("in"),
                    place.resolve("out"),
                    input.catalogue().endOf(input.month()),
                    prices);
            assertThat(MonthClosing.exitCode(outcome)).as("%s", outcome).isZero();
            return Documents.csvIn(place.resolve("out"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
