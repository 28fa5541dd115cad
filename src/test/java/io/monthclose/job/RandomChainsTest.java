package io.monthclose.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import io.monthclose.reference.RandomChains;
import io.monthclose.reference.RandomChains.Chain;
import io.monthclose.reference.RandomChains.ChainMonth;
import io.monthclose.reference.ReferenceBook;
import io.monthclose.reference.ReferenceRefused;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/**
 * The whole job against the slow reference, on random chains of months. How many is the system property
 * {@code monthclose.tests.random-chains}, the first seed {@code monthclose.tests.first-seed}. One book at a time: the framework
 * keeps what runs by its ids in static maps, where two databases in one process get into each other's way.
 */
@Tag("book")
class RandomChainsTest {
    private static final long COUNT = Long.getLong("monthclose.tests.random-chains", 150);
    private static final long FIRST_SEED = Long.getLong("monthclose.tests.first-seed", 0);

    /** A way to cut the work. */
    private record Cut(int threads, Map<String, String> settings) {
        static Cut of(int threads, int sliceBytes, int accountsPerChunk, int buckets) {
            return new Cut(
                    threads,
                    Map.of(
                            "month-close.slice-bytes", String.valueOf(sliceBytes),
                            "month-close.accounts-per-chunk", String.valueOf(accountsPerChunk),
                            "month-close.buckets", String.valueOf(buckets)));
        }
    }

    private static final List<Cut> CUTS =
            List.of(Cut.of(1, 4 << 20, 500, 0), Cut.of(4, 64, 1, 7), Cut.of(2, 1, 3, 2), Cut.of(8, 1000, 2, 13));

    @TempDir
    private Path root = Path.of("");

    @Test
    void every_month_of_every_chain_settles_to_the_references_bytes() {
        List<String> different = IntStream.range(0, CUTS.size())
                .boxed()
                .flatMap(cut -> differentOnes(cut).stream())
                .toList();

        assertThat(different).isEmpty();
    }

    private List<String> differentOnes(int cut) {
        try (TestBook book = TestBook.inMemory(
                "chains-" + cut, CUTS.get(cut).threads(), CUTS.get(cut).settings())) {
            return LongStream.range(FIRST_SEED, FIRST_SEED + COUNT)
                    .filter(seed -> Math.floorMod(seed, CUTS.size()) == cut)
                    .boxed()
                    .flatMap(seed -> difference(seed, book).stream())
                    .toList();
        }
    }

    private List<String> difference(long seed, TestBook book) {
        Path folder = root.resolve("chain-" + seed);
        try {
            Chain chain = RandomChains.write(seed, folder);
            ReferenceBook reference = new ReferenceBook(chain.catalogue());
            for (ChainMonth month : chain.months()) {
                if (month.equals(chain.months().getLast())) {
                    refuse(chain, month, reference, book, folder);
                }
                settle(chain, month, reference, book, folder.resolve("out-" + month.month()));
            }
            return List.of();
        } catch (AssertionError | RuntimeException different) {
            return List.of("seed " + seed + ": " + different);
        } finally {
            book.clear();
            delete(folder);
        }
    }

    private static void settle(Chain chain, ChainMonth month, ReferenceBook reference, TestBook book, Path output) {
        Map<String, String> expected = reference.settle(month.month(), month.inputFolder(), month.settlementInstant());
        CloseOutcome outcome =
                book.close(month.month(), month.inputFolder(), output, month.settlementInstant(), chain.priceBook());

        assertThat(Documents.csvIn(output)).as("%s", month.month()).isEqualTo(expected);
        assertThat(outcome).isInstanceOfSatisfying(CloseOutcome.Settled.class, settled -> {
            assertThat(settled.parked())
                    .isEqualTo(reference.parked().entrySet().stream()
                            .map(parked -> parked.getKey() + ": " + parked.getValue())
                            .toList());
            assertThat(settled.totals().linesRead())
                    .isEqualTo(reference.counts().get("read"));
            assertThat(settled.totals().linesAccepted())
                    .isEqualTo(reference.counts().get("accepted"));
            assertThat(settled.totals().linesDuplicate())
                    .isEqualTo(reference.counts().get("duplicate"));
            assertThat(settled.totals().linesRejected())
                    .isEqualTo(reference.counts().get("rejected"));
        });
    }

    /** What is wrong with a folder: both refuse it, and both then settle the month as if they had never seen it. */
    private static void refuse(Chain chain, ChainMonth month, ReferenceBook reference, TestBook book, Path folder) {
        List<WrongInput> wrongOnes = List.of(WrongInput.values());
        WrongInput wrong = wrongOnes.get(Math.floorMod(chain.seed() / CUTS.size(), wrongOnes.size()));
        Path input = folder.resolve("wrong");
        try {
            FileSystemUtils.copyRecursively(month.inputFolder(), input);
            wrong.spoil(input, month.month());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }

        assertThatThrownBy(() -> reference.settle(month.month(), input, month.settlementInstant()))
                .as("%s", wrong)
                .isInstanceOf(ReferenceRefused.class);
        assertThatThrownBy(() -> book.close(
                        month.month(),
                        input,
                        folder.resolve("out-wrong"),
                        month.settlementInstant(),
                        chain.priceBook()))
                .as("%s", wrong)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem ->
                                assertThat(problem.code()).isIn(ProblemCode.INPUT_REFUSED, ProblemCode.INPUT_MISSING));
    }

    private static void delete(Path folder) {
        try {
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
