package io.monthclose.reference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;

/** Chains of one to four months of input folders, each from a seed: the same seed writes the same bytes. */
public final class RandomChains {

    /** A chain as written: its price book, and its months in order. */
    public record Chain(long seed, Catalogue catalogue, Path priceBook, List<ChainMonth> months) {
        public Chain {
            months = List.copyOf(months);
        }
    }

    /** One month to settle, at an instant inside its settlement window. */
    public record ChainMonth(YearMonth month, Path inputFolder, Instant settlementInstant) {}

    private RandomChains() {}

    /** Writes {@code price-book.yaml} and one folder per month, such as {@code 2022-08}, into an empty folder. */
    public static Chain write(long seed, Path root) {
        Dice dice = new Dice(seed);
        Catalogue catalogue = RandomCatalogues.pricedThroughout(dice.below(Long.MAX_VALUE));
        try {
            Files.createDirectories(root);
            Path priceBook =
                    Files.writeString(root.resolve("price-book.yaml"), catalogue.toYaml(), StandardCharsets.UTF_8);
            return new Chain(seed, catalogue, priceBook, writeMonths(dice, catalogue, root));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private static List<ChainMonth> writeMonths(Dice dice, Catalogue catalogue, Path root) throws IOException {
        List<ChainMonth> months = new ArrayList<>();
        List<YearMonth> closedMonths = new ArrayList<>();
        ChainMasters masters = new ChainMasters(dice, catalogue);
        YearMonth month = RandomCatalogues.FIRST_MONTH.plusMonths(dice.below(4));
        for (int more = dice.from(1, 4); more > 0; more--) {
            Path folder = Files.createDirectories(root.resolve(month.toString()));
            Instant settlementInstant = settlementInstant(dice, catalogue, month);
            masters.writeMonth(month, closedMonths, settlementInstant, folder);
            new ChainUsage(dice, catalogue, month).writeMonth(masters, folder);
            months.add(new ChainMonth(month, folder, settlementInstant));
            closedMonths.add(month);
            month = month.plusMonths(1);
        }
        return months;
    }

    /** A whole second of the settlement window. */
    private static Instant settlementInstant(Dice dice, Catalogue catalogue, YearMonth month) {
        Instant opens = catalogue.endOf(month);
        long seconds = Duration.ofDays(catalogue.settlementWindowDays()).toSeconds();
        return opens.plusSeconds(dice.pick(0L, dice.below(seconds), dice.below(seconds), seconds - 1));
    }
}
