package io.monthclose.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.monthclose.reference.RandomAccountMonths.AccountMonth;
import io.monthclose.reference.RandomChains.Chain;
import io.monthclose.reference.RandomChains.ChainMonth;
import io.monthclose.reference.ReferenceRating.Line;
import io.monthclose.reference.ReferenceRating.Rated;
import io.monthclose.reference.ReferenceRating.Unratable;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The random inputs can be repeated, reach every kind of outcome, and the reference keeps its own invariants on them. */
class RandomInputsTest {
    private static final int CHAINS = 150;
    private static final int ACCOUNT_MONTHS = 5_000;

    @TempDir
    Path folder;

    @Test
    void theSameSeedWritesTheSameBytes() throws IOException {
        for (long seed = 0; seed < 20; seed++) {
            Path one = folder.resolve("one-" + seed);
            Path other = folder.resolve("other-" + seed);
            RandomChains.write(seed, one);
            RandomChains.write(seed, other);

            assertThat(contents(one)).isEqualTo(contents(other));
        }
    }

    @Test
    void everyChainSettlesAndTogetherTheyReachEveryOutcome() {
        Set<String> outcomes = new TreeSet<>();
        for (long seed = 0; seed < CHAINS; seed++) {
            Chain chain = RandomChains.write(seed, folder.resolve("chain-" + seed));
            ReferenceBook book = new ReferenceBook(chain.catalogue());
            for (ChainMonth month : chain.months()) {
                Map<String, String> texts = book.settle(month.month(), month.inputFolder(), month.settlementInstant());
                outcomes.addAll(outcomesOf(texts));
                assertRowsAddUp(book);
                assertThat(book.parked()).isEmpty();
            }
        }
        assertThat(outcomes)
                .contains("MALFORMED", "INVALID_TIME", "INVALID_CALLS", "UNKNOWN_API", "UNKNOWN_ACCOUNT", "LATE")
                .contains("AFTER_MONTH", "ACCOUNT_NOT_OPEN", "CONFLICT", "TOP_UP", "RELEASE", "CHARGE", "FREEZE")
                .contains("HELD", "INSUFFICIENT", "NONE", "CLOSED", "ARREARS", "SUSPENDED", "ACTIVE", "PREPAID");
    }

    @Test
    void everyAccountMonthAddsUp() {
        RandomAccountMonths accountMonths = new RandomAccountMonths();
        int unratable = 0;
        for (long seed = 0; seed < ACCOUNT_MONTHS; seed++) {
            AccountMonth accountMonth = accountMonths.of(seed);
            switch (accountMonth.rate()) {
                case Rated rated -> assertAddsUp(accountMonth, rated);
                case Unratable _ -> unratable++;
            }
        }
        assertThat(unratable).isBetween(1, ACCOUNT_MONTHS / 10);
    }

    private static void assertRowsAddUp(ReferenceBook book) {
        SortedMap<String, Long> counts = book.counts();
        long total = counts.values().stream().mapToLong(Long::longValue).sum();
        assertThat(counts.get("read")).isEqualTo(total / 2);
    }

    private static void assertAddsUp(AccountMonth accountMonth, Rated rated) {
        BigInteger called = accountMonth.usage().stream().map(Usage::calls).reduce(BigInteger.ZERO, BigInteger::add);
        BigInteger metered = BigInteger.ZERO;
        BigInteger drawn = BigInteger.ZERO;
        for (Line line : rated.lines()) {
            metered = metered.add(line.meteredCalls());
            drawn = drawn.add(line.freeCalls()).add(line.prepaidCalls());
            assertThat(line.betaCalls()
                            .add(line.freeCalls())
                            .add(line.prepaidCalls())
                            .add(line.billableCalls()))
                    .isEqualTo(line.meteredCalls());
        }
        assertThat(metered).isEqualTo(called);
        assertThat(rated.draws().stream().map(ReferenceRating.Draw::calls).reduce(BigInteger.ZERO, BigInteger::add))
                .isEqualTo(drawn);
        assertThat(rated.rounding().abs()).isLessThanOrEqualTo(new BigDecimal("0.005"));
        rated.packs()
                .forEach(
                        pack -> assertThat(pack.opening().subtract(pack.drawn()).subtract(pack.forfeited()))
                                .isEqualTo(pack.closing())
                                .isNotNegative());
    }

    /** Every word of the outputs; the outcomes are among them. */
    private static Set<String> outcomesOf(Map<String, String> texts) {
        Set<String> words = new TreeSet<>();
        texts.values().forEach(text -> words.addAll(List.of(text.split("[,\n]", -1))));
        return words;
    }

    private static SortedMap<String, String> contents(Path root) throws IOException {
        SortedMap<String, String> contents = new TreeMap<>();
        List<Path> files = new ArrayList<>();
        try (Stream<Path> entries = Files.walk(root)) {
            entries.filter(Files::isRegularFile).forEach(files::add);
        }
        for (Path file : files) {
            contents.put(root.relativize(file).toString(), HexFormat.of().formatHex(Files.readAllBytes(file)));
        }
        return contents;
    }
}
