package io.monthclose.reference;

import io.monthclose.reference.Catalogue.Api;
import io.monthclose.reference.Catalogue.FreezePrice;
import io.monthclose.reference.Catalogue.FreezeUsage;
import io.monthclose.reference.Catalogue.Tier;
import io.monthclose.reference.Catalogue.TierVolume;
import io.monthclose.reference.Catalogue.Version;
import io.monthclose.reference.ReferenceRating.Line;
import io.monthclose.reference.ReferenceRating.PackMovement;
import io.monthclose.reference.ReferenceRating.Rated;
import io.monthclose.reference.ReferenceRating.Unratable;
import io.monthclose.reference.ReferenceWalk.NoPrice;
import io.monthclose.reference.ReferenceWalk.Tally;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;

/** Rates one account-month: deduction, tier pricing, the bill's total and the freeze estimate. */
public final class ReferenceRater {
    static final BigInteger MOST_CALLS = BigInteger.valueOf(Long.MAX_VALUE);
    static final BigDecimal MOST_MONEY = BigDecimal.valueOf(Long.MAX_VALUE, 2);

    private final Catalogue catalogue;
    private final YearMonth month;

    public ReferenceRater(Catalogue catalogue, YearMonth month) {
        this.catalogue = catalogue;
        this.month = month;
    }

    /**
     * Rates the accepted records, in any order. Packs with nothing left, or that ended before the month, do not count.
     */
    public ReferenceRating rate(List<Usage> usage, List<Pack> packs) {
        List<Pack> alive = packs.stream().filter(this::alive).toList();
        ReferenceWalk walk = new ReferenceWalk(catalogue, alive);
        try {
            walk.walk(usage);
        } catch (NoPrice parked) {
            return new Unratable(String.valueOf(parked.getMessage()));
        }
        for (String api : walk.tallies().keySet()) {
            if (sum(tallies(walk, api), tally -> tally.metered).compareTo(MOST_CALLS) > 0) {
                return new Unratable("the calls of " + api + " exceed " + MOST_CALLS);
            }
        }
        List<Line> lines = lines(walk);
        BigDecimal total = lines.stream().map(Line::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal due = roundedToCent(total);
        BigDecimal estimate = freezeEstimate(walk);
        if (due.max(estimate).compareTo(MOST_MONEY) > 0) {
            return new Unratable("the amount due or the freeze exceeds " + MOST_MONEY);
        }
        return new Rated(lines, walk.draws(), movements(alive, walk), total, due, estimate);
    }

    private boolean alive(Pack pack) {
        return pack.opening().signum() > 0 && !pack.validUntil().isBefore(catalogue.startOf(month));
    }

    private List<Line> lines(ReferenceWalk walk) {
        List<Line> lines = new ArrayList<>();
        walk.tallies()
                .forEach((code, byVersion) -> byVersion.forEach((versionName, tally) ->
                        lines.add(line(catalogue.api(code), versionName, tally, tierVolume(byVersion.values())))));
        return lines;
    }

    private BigInteger tierVolume(Collection<Tally> versionsOfOneApi) {
        if (catalogue.switches().tierVolume() == TierVolume.BILLABLE) {
            return sum(versionsOfOneApi, tally -> tally.billable);
        }
        return sum(versionsOfOneApi, tally -> tally.metered.subtract(tally.beta));
    }

    private static Line line(Api api, String versionName, Tally tally, BigInteger volume) {
        Version version = api.versions().stream()
                .filter(candidate -> candidate.name().equals(versionName))
                .findFirst()
                .orElseThrow();
        Tier tier = tierOf(version, tally, volume);
        return new Line(
                api.code(),
                versionName,
                tally.metered,
                tally.beta,
                tally.free,
                tally.prepaid,
                tally.billable,
                tier.from(),
                tier.pricePerThousand(),
                amount(tally.billable, tier.pricePerThousand()));
    }

    private static Tier tierOf(Version version, Tally tally, BigInteger volume) {
        if (version.beta()) {
            return new Tier(BigInteger.ZERO, BigDecimal.ZERO);
        }
        if (tally.billable.signum() == 0) {
            return version.tiers().getFirst();
        }
        return version.tierReachedBy(volume);
    }

    private BigDecimal freezeEstimate(ReferenceWalk walk) {
        Instant nextMonth = catalogue.endOf(month);
        BigDecimal sum = BigDecimal.ZERO;
        for (String code : walk.tallies().keySet()) {
            BigInteger calls = freezeUsage(tallies(walk, code));
            Optional<Version> version = catalogue.api(code).versionAt(nextMonth);
            if (version.isPresent() && !version.get().beta()) {
                sum = sum.add(amount(calls, freezePrice(version.get(), calls)));
            }
        }
        return roundedToCent(
                sum.multiply(catalogue.switches().freezeRatioPercent()).movePointLeft(2));
    }

    private BigInteger freezeUsage(Collection<Tally> versionsOfOneApi) {
        if (catalogue.switches().freezeUsage() == FreezeUsage.BILLABLE) {
            return sum(versionsOfOneApi, tally -> tally.billable);
        }
        return sum(versionsOfOneApi, tally -> tally.metered.subtract(tally.beta));
    }

    private BigDecimal freezePrice(Version version, BigInteger calls) {
        if (catalogue.switches().freezePrice() == FreezePrice.FIRST_TIER) {
            return version.tiers().getFirst().pricePerThousand();
        }
        return version.tierReachedBy(calls).pricePerThousand();
    }

    private List<PackMovement> movements(List<Pack> alive, ReferenceWalk walk) {
        return alive.stream()
                .sorted(Comparator.comparing(Pack::packId, ByteOrder.OF_TEXT))
                .map(pack -> movement(pack, walk.leftOf(pack)))
                .toList();
    }

    private PackMovement movement(Pack pack, BigInteger left) {
        boolean ends = pack.validUntil().isBefore(catalogue.endOf(month));
        BigInteger forfeited = ends ? left : BigInteger.ZERO;
        return new PackMovement(
                pack.packId(), pack.opening(), pack.opening().subtract(left), forfeited, left.subtract(forfeited));
    }

    private static Collection<Tally> tallies(ReferenceWalk walk, String api) {
        SortedMap<String, Tally> byVersion = walk.tallies().get(api);
        return byVersion == null ? List.of() : byVersion.values();
    }

    private static BigInteger sum(Collection<Tally> tallies, Function<Tally, BigInteger> count) {
        return tallies.stream().map(count).reduce(BigInteger.ZERO, BigInteger::add);
    }

    private static BigDecimal amount(BigInteger calls, BigDecimal pricePerThousand) {
        return new BigDecimal(calls).multiply(pricePerThousand).movePointLeft(3);
    }

    private static BigDecimal roundedToCent(BigDecimal exact) {
        return exact.setScale(2, RoundingMode.HALF_UP);
    }
}
