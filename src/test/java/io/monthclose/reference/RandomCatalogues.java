package io.monthclose.reference;

import io.monthclose.reference.Catalogue.Api;
import io.monthclose.reference.Catalogue.FreezePrice;
import io.monthclose.reference.Catalogue.FreezeUsage;
import io.monthclose.reference.Catalogue.Group;
import io.monthclose.reference.Catalogue.Switches;
import io.monthclose.reference.Catalogue.Tier;
import io.monthclose.reference.Catalogue.TierVolume;
import io.monthclose.reference.Catalogue.Version;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Catalogues from a seed: the shipped one, the shipped one with other switches, or one made up altogether. */
public final class RandomCatalogues {
    /** The months that random inputs are made for; price versions begin in or between them. */
    static final YearMonth FIRST_MONTH = YearMonth.of(2022, 6);

    static final int MONTHS = 8;

    private static final List<String> ZONES = List.of(
            "+08:00", "+08:00", "Asia/Shanghai", "+00:00", "-05:30", "+14:00", "Europe/Berlin", "America/New_York");
    private static final List<String> RATIOS = List.of("100", "100", "0", "50", "33.33", "0.01", "12.5", "150", "1000");

    private final Dice dice;
    private final boolean pricedThroughout;
    private final ZoneId zone;

    private RandomCatalogues(Dice dice, boolean pricedThroughout) {
        this.dice = dice;
        this.pricedThroughout = pricedThroughout;
        this.zone = ZoneId.of(dice.pick(ZONES));
    }

    /** A catalogue in which an API may lack a price in part of the months. */
    public static Catalogue any(long seed) {
        return make(new Dice(seed), false);
    }

    /** A catalogue in which every API has a price at any time. */
    public static Catalogue pricedThroughout(long seed) {
        return make(new Dice(seed), true);
    }

    /** One API at so high a price that a bill may exceed what cents in 64 bits can hold. */
    public static Catalogue unaffordable() {
        SortedMap<String, Group> groups = new TreeMap<>();
        groups.put("all", new Group("all", true));
        SortedMap<String, BigInteger> pools = new TreeMap<>();
        pools.put("POOL", BigInteger.ONE);
        Tier tier = new Tier(BigInteger.ZERO, new BigDecimal("999999999.99999"));
        Version only = new Version("v1", Instant.parse("2020-01-01T00:00:00Z"), false, List.of(tier));
        SortedMap<String, Api> apis = new TreeMap<>();
        apis.put("Dear", new Api("Dear", "dear", "all", "POOL", List.of(only)));
        Switches switches = ShippedPrices.defaultSwitches();
        return new Catalogue("dear", "CNY", ZoneId.of("+08:00"), 3, switches, groups, pools, apis);
    }

    private static Catalogue make(Dice dice, boolean pricedThroughout) {
        int kind = dice.below(10);
        if (kind < 3) {
            return Catalogue.shipped();
        }
        RandomCatalogues maker = new RandomCatalogues(dice, pricedThroughout);
        return kind < 5 ? Catalogue.shipped().with(maker.switches()) : maker.madeUp();
    }

    private Switches switches() {
        return new Switches(
                dice.pick(TierVolume.values()),
                dice.pick(FreezeUsage.values()),
                dice.pick(FreezePrice.values()),
                new BigDecimal(dice.pick(RATIOS)));
    }

    private Catalogue madeUp() {
        SortedMap<String, Group> groups = new TreeMap<>();
        groups.put("packs", new Group("with packs", true));
        groups.put("no-packs", new Group("without packs", false));
        SortedMap<String, BigInteger> pools = new TreeMap<>();
        SortedMap<String, Api> apis = new TreeMap<>();
        int count = dice.from(2, 6);
        for (int i = 0; i < count; i++) {
            String pool = i > 0 && dice.oneIn(5) ? null : "POOL_" + dice.below(count);
            if (pool != null) {
                pools.put(pool, BigInteger.valueOf(dice.pick(1L, 10L, 1_000L, 10_000L, 123_457L)));
            }
            String group = i == 0 || dice.oneIn(2) ? "packs" : "no-packs";
            Api api = api(dice.pick("Api", "api-", "API.", "x:") + i, group, pool);
            apis.put(api.code(), api);
        }
        int days = dice.pick(1, 3, 3, 5, 10);
        return new Catalogue("made.up-" + dice.below(100), "CNY", zone, days, switches(), groups, pools, apis);
    }

    private Api api(String code, String group, @Nullable String pool) {
        List<Version> versions = new ArrayList<>();
        boolean startsLate = !pricedThroughout && dice.oneIn(12);
        Instant first = startsLate ? border() : Instant.parse("2020-01-01T00:00:00Z");
        TreeSet<Instant> starts = new TreeSet<>(List.of(first));
        for (int more = dice.pick(0, 0, 0, 1, 1, 2, 3); more > 0; more--) {
            starts.add(border());
        }
        boolean beginsInBeta = dice.oneIn(4);
        for (Instant from : starts) {
            int number = versions.size();
            boolean beta = number == 0 ? beginsInBeta : dice.oneIn(8);
            String name = dice.pick("v", "V", "2022-0", "_") + number;
            versions.add(new Version(name, from, beta, beta ? List.of() : tiers()));
        }
        return new Api(code, "name of " + code, group, pool, versions);
    }

    /** The start of a price version: the start of a month, or any second. */
    private Instant border() {
        YearMonth month = FIRST_MONTH.plusMonths(dice.below(MONTHS));
        Instant start = month.atDay(1).atStartOfDay(zone).toInstant();
        return dice.oneIn(3) ? start : start.plusSeconds(dice.below(28L * 24 * 3600));
    }

    private List<Tier> tiers() {
        TreeSet<Long> edges = new TreeSet<>(List.of(0L));
        for (int more = dice.from(0, 4); more > 0; more--) {
            edges.add(
                    dice.pick(1L, 10L, 100L, 999L, 5_000L, 100_000L, 1_000_000L, 3_000_000L, 1 + dice.below(50_000L)));
        }
        List<Tier> tiers = new ArrayList<>();
        edges.forEach(edge -> tiers.add(new Tier(BigInteger.valueOf(edge), price())));
        return tiers;
    }

    /** So low that no account-month of 15-digit records outgrows cents in 64 bits. */
    private BigDecimal price() {
        return switch (dice.below(4)) {
            case 0 -> BigDecimal.valueOf(dice.below(100));
            case 1 -> BigDecimal.valueOf(dice.below(1_000), 1);
            default ->
                BigDecimal.valueOf(dice.below(10_000_000), dice.from(4, 5)).stripTrailingZeros();
        };
    }
}
