package io.monthclose.reference;

import io.monthclose.reference.Catalogue.Api;
import java.math.BigInteger;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;

/** Account-months in memory, each from a seed: records in any order, packs, and one of a few catalogues. */
public final class RandomAccountMonths {
    private static final int CATALOGUES = 64;
    private static final List<String> ID_STYLES = List.of("r", "R", "a.", "Z:", "_", "-", "9", "r0", "rA", "ra");

    /** One account's month; equal {@code catalogueNumber}s mean equal catalogues. */
    public record AccountMonth(
            long seed, int catalogueNumber, Catalogue catalogue, YearMonth month, List<Usage> usage, List<Pack> packs) {
        public AccountMonth {
            usage = List.copyOf(usage);
            packs = List.copyOf(packs);
        }

        /** What the reference makes of it. */
        public ReferenceRating rate() {
            return new ReferenceRater(catalogue, month).rate(usage, packs);
        }
    }

    private final List<Catalogue> catalogues;

    public RandomAccountMonths() {
        List<Catalogue> made = new ArrayList<>();
        for (int number = 0; number < CATALOGUES - 1; number++) {
            made.add(RandomCatalogues.any(number));
        }
        made.add(RandomCatalogues.unaffordable());
        this.catalogues = List.copyOf(made);
    }

    /** The catalogues by their number. */
    public List<Catalogue> catalogues() {
        return catalogues;
    }

    public AccountMonth of(long seed) {
        Dice dice = new Dice(seed);
        int number = dice.below(CATALOGUES);
        Catalogue catalogue = catalogues.get(number);
        YearMonth month = RandomCatalogues.FIRST_MONTH.plusMonths(dice.below(RandomCatalogues.MONTHS));
        List<Pack> packs = packs(dice, catalogue, month);
        RandomMoments moments = new RandomMoments(dice, catalogue, month);
        moments.addPacks(packs);
        List<Usage> usage = new ArrayList<>();
        int mostParts = dice.pick(1, 3, 8);
        for (Api api : dice.some(catalogue.apis().values(), 4)) {
            BigInteger volume = RandomVolumes.ofMonth(dice, catalogue, api, leftFor(api, packs));
            for (BigInteger calls : dice.split(volume, dice.from(1, mostParts))) {
                Instant at = moments.within(catalogue.startOf(month), catalogue.endOf(month));
                usage.add(new Usage(dice.pick(ID_STYLES) + usage.size(), api.code(), calls, at));
            }
        }
        return new AccountMonth(seed, number, catalogue, month, dice.shuffled(usage), packs);
    }

    private static BigInteger leftFor(Api api, List<Pack> packs) {
        return packs.stream()
                .filter(pack -> pack.apis().contains(api.code()))
                .map(Pack::opening)
                .reduce(BigInteger.ZERO, BigInteger::add);
    }

    private static List<Pack> packs(Dice dice, Catalogue catalogue, YearMonth month) {
        List<Pack> packs = new ArrayList<>();
        List<String> coverable = RandomPacks.coverableApis(catalogue);
        if (coverable.isEmpty()) {
            return packs;
        }
        RandomPacks random = new RandomPacks(dice, catalogue, month);
        for (int more = dice.pick(0, 0, 1, 2, 5); more > 0; more--) {
            KnownPack pack = random.pack(dice.pick("P", "p", "0", "_") + packs.size(), "any", coverable);
            BigInteger opening = dice.oneIn(2)
                    ? pack.calls()
                    : BigInteger.valueOf(dice.below(pack.calls().longValueExact() + 1));
            packs.add(pack.withOpening(opening));
        }
        return packs;
    }
}
