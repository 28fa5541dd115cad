package io.monthclose.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.monthclose.EvidenceChecker;
import io.monthclose.export.ExportFormat;
import io.monthclose.export.MonthExport;
import io.monthclose.reference.RandomChains;
import io.monthclose.reference.RandomChains.Chain;
import io.monthclose.reference.RandomChains.ChainMonth;
import io.monthclose.store.BookSeal;
import io.monthclose.store.MonthRow;
import io.monthclose.store.MonthState;
import io.monthclose.store.SealedMonth;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The checker knows the rules from the contract alone: what it finds whole in any chain of months was settled by them. */
@Tag("book")
class EvidenceOfRandomChainsTest {
    private static final long FIRST_SEED = Long.getLong("monthclose.tests.first-seed", 7000);
    private static final long COUNT = Long.getLong("monthclose.tests.random-chains", 150) / 15;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void every_closed_month_of_a_chain_is_proven_and_as_it_was_sealed() {
        int proven = 0;
        try (TestBook book = TestBook.inMemory(
                "evidence-of-chains", 2, Map.of("month-close.accounts-per-chunk", "3", "month-close.buckets", "2"))) {
            for (long seed = FIRST_SEED; seed < FIRST_SEED + COUNT; seed++) {
                proven += proven(book, seed, folder.resolve("chain-" + seed));
                book.clear();
            }
        }
        assertThat(proven).isGreaterThan((int) COUNT);
    }

    private static int proven(TestBook book, long seed, Path place) {
        Chain chain = RandomChains.write(seed, place);
        int proven = 0;
        for (ChainMonth month : chain.months()) {
            Path output = place.resolve("out-" + month.month());
            book.close(month.month(), month.inputFolder(), output, month.settlementInstant(), chain.priceBook());
            MonthRow row = book.stores().months().get(month.month());
            if (row.state() == MonthState.CLOSED) {
                new MonthExport(book.jdbc()).write(row, output, EnumSet.of(ExportFormat.EVIDENCE));
                SealedMonth sealed = book.stores().seals().find(month.month()).orElseThrow();
                EvidenceChecker.Verdict verdict = EvidenceChecker.run(
                        output.resolve("evidence-" + month.month() + ".zip"), "--root", sealed.root());
                assertThat(verdict.exitCode())
                        .as("seed %d, %s: %s", seed, month.month(), verdict.out())
                        .isZero();
                assertThat(new BookSeal(book.jdbc()).differences(month.month()))
                        .as("seed %d, %s", seed, month.month())
                        .isEmpty();
                proven++;
            }
        }
        return proven;
    }
}
