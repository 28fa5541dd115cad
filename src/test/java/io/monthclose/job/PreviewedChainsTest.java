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
 * Random chains of months, each previewed before it is closed: the same bytes, and a book as it was. How many is the system
 * property {@code monthclose.tests.previewed-chains}, the first seed {@code monthclose.tests.first-seed}.
 */
@Tag("book")
class PreviewedChainsTest {
    private static final long COUNT = Long.getLong("monthclose.tests.previewed-chains", 10);
    private static final long FIRST_SEED = Long.getLong("monthclose.tests.first-seed", 0);
    private static final Map<String, String> CUT =
            Map.of("month-close.slice-bytes", "500", "month-close.accounts-per-chunk", "3", "month-close.buckets", "4");

    @TempDir
    private Path root = Path.of("");

    @Test
    void a_close_comes_to_what_its_preview_said_and_the_preview_leaves_the_book_as_it_was() {
        try (TestBook book = TestBook.inMemory("previewed-chains", 2, CUT)) {
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
                previewAndClose(chain, month, book, folder);
            }
            return List.of();
        } catch (AssertionError | RuntimeException different) {
            return List.of("seed " + seed + ": " + different);
        } finally {
            book.clear();
        }
    }

    private static void previewAndClose(Chain chain, ChainMonth month, TestBook book, Path folder) {
        DataSource database = Objects.requireNonNull(book.jdbc().getDataSource());
        Path previewed = folder.resolve("preview-" + month.month());
        Path closed = folder.resolve("close-" + month.month());
        SortedMap<String, List<String>> before = BookDump.of(database);

        PreviewOutcome preview = book.preview(
                month.month(), month.inputFolder(), previewed, month.settlementInstant(), chain.priceBook());
        assertThat(BookDump.of(database)).isEqualTo(before);
        CloseOutcome close =
                book.close(month.month(), month.inputFolder(), closed, month.settlementInstant(), chain.priceBook());

        SortedMap<String, String> documents = Documents.csvIn(previewed);
        documents.remove("changes.csv");
        assertThat(documents).as("%s", month.month()).hasSize(7).isEqualTo(Documents.csvIn(closed));
        assertThat(close).isInstanceOfSatisfying(CloseOutcome.Settled.class, settled -> {
            assertThat(settled.totals()).isEqualTo(preview.settled().totals());
            assertThat(settled.rejects()).isEqualTo(preview.settled().rejects());
            assertThat(settled.parked()).isEqualTo(preview.settled().parked());
        });
    }
}
