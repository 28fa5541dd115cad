package io.monthclose.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.monthclose.job.TestBook;
import io.monthclose.reference.RandomChains;
import io.monthclose.reference.RandomChains.Chain;
import io.monthclose.reference.RandomChains.ChainMonth;
import io.monthclose.reference.ReferenceBook;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Explanations of random chains: made into documents again, they are the slow reference's. */
@Tag("book")
class ExplainedChainsTest {
    private static final long COUNT = Math.max(1, Long.getLong("monthclose.tests.random-chains", 150) / 4);
    private static final long FIRST_SEED = Long.getLong("monthclose.tests.first-seed", 0);
    private static final Map<String, String> CUT = Map.of("month-close.slice-bytes", "200", "month-close.buckets", "3");

    @TempDir
    private Path root = Path.of("");

    @Test
    void every_account_of_every_month_is_explained_by_the_figures_of_the_reference() {
        try (TestBook book = TestBook.inMemory("explained-chains", 2, CUT)) {
            List<String> different = LongStream.range(FIRST_SEED, FIRST_SEED + COUNT)
                    .boxed()
                    .flatMap(seed -> difference(seed, book).stream())
                    .toList();

            assertThat(different).isEmpty();
        }
    }

    private List<String> difference(long seed, TestBook book) {
        try {
            book.clear();
            Chain chain = RandomChains.write(seed, root.resolve("chain-" + seed));
            ReferenceBook reference = new ReferenceBook(chain.catalogue());
            for (ChainMonth month : chain.months()) {
                settle(chain, month, reference, book);
            }
            return List.of();
        } catch (AssertionError | RuntimeException different) {
            return List.of("seed " + seed + ": " + different);
        }
    }

    private void settle(Chain chain, ChainMonth month, ReferenceBook reference, TestBook book) {
        Map<String, String> expected = reference.settle(month.month(), month.inputFolder(), month.settlementInstant());
        expected.remove("rejects.csv");
        book.close(
                month.month(),
                month.inputFolder(),
                root.resolve("out-" + month.month()),
                month.settlementInstant(),
                chain.priceBook());

        List<Explanation> explanations = ExplainedMonths.all(book.jdbc(), month.month());

        explanations.forEach(ExplainedMonths::check);
        assertThat(ExplainedDocuments.of(explanations))
                .as("%s", month.month())
                .containsExactlyInAnyOrderEntriesOf(expected);
    }
}
