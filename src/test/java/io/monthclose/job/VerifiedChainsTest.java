package io.monthclose.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.monthclose.reference.RandomChains;
import io.monthclose.reference.RandomChains.Chain;
import io.monthclose.reference.RandomChains.ChainMonth;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random chains of months, each verified when all are closed: every one agrees, and the book is as it was. How many is the system
 * property {@code monthclose.tests.verified-chains}, the first seed {@code monthclose.tests.first-seed}.
 */
@Tag("book")
class VerifiedChainsTest {
    private static final long COUNT = Long.getLong("monthclose.tests.verified-chains", 8);
    private static final long FIRST_SEED = Long.getLong("monthclose.tests.first-seed", 0);
    private static final Map<String, String> CUT =
            Map.of("month-close.slice-bytes", "300", "month-close.accounts-per-chunk", "3", "month-close.buckets", "5");

    @TempDir
    private Path root = Path.of("");

    @Test
    void every_month_that_was_settled_agrees_with_itself_settled_again() {
        try (TestBook book = TestBook.inMemory("verified-chains", 2, CUT)) {
            List<String> different = LongStream.range(FIRST_SEED, FIRST_SEED + COUNT)
                    .boxed()
                    .flatMap(seed -> difference(seed, book).stream())
                    .toList();

            assertThat(different).isEmpty();
        }
    }

    private List<String> difference(long seed, TestBook book) {
        Path folder = root.resolve("chain-" + seed);
        try {
            Chain chain = RandomChains.write(seed, folder);
            for (ChainMonth month : chain.months()) {
                book.close(
                        month.month(),
                        month.inputFolder(),
                        folder.resolve("out-" + month.month()),
                        month.settlementInstant(),
                        chain.priceBook());
            }
            DataSource database = Objects.requireNonNull(book.jdbc().getDataSource());
            SortedMap<String, List<String>> before = BookDump.of(database);
            chain.months().forEach(month -> Verified.agrees(book, month.month()));
            assertThat(BookDump.of(database)).isEqualTo(before);
            return List.of();
        } catch (AssertionError | RuntimeException different) {
            return List.of("seed " + seed + ": " + different);
        } finally {
            book.clear();
        }
    }
}
