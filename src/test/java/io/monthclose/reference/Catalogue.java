package io.monthclose.reference;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A price catalogue as plain data: what a price book says, without any reading or checking of a file. */
public record Catalogue(
        String version,
        String currency,
        ZoneId zone,
        int settlementWindowDays,
        Switches switches,
        SortedMap<String, Group> groups,
        SortedMap<String, BigInteger> freePools,
        SortedMap<String, Api> apis) {

    public Catalogue {
        groups = sorted(groups);
        freePools = sorted(freePools);
        apis = sorted(apis);
    }

    /** Which calls pick the tier of a bill line. */
    public enum TierVolume {
        BILLABLE,
        METERED
    }

    /** Which calls the freeze is estimated from. */
    public enum FreezeUsage {
        METERED,
        BILLABLE
    }

    /** Which list price the freeze is estimated at. */
    public enum FreezePrice {
        TIER_REACHED,
        FIRST_TIER
    }

    /** The four switches of the price book. */
    public record Switches(
            TierVolume tierVolume, FreezeUsage freezeUsage, FreezePrice freezePrice, BigDecimal freezeRatioPercent) {}

    /** A product group; {@code prepaid} says whether packs may cover its APIs. */
    public record Group(String name, boolean prepaid) {}

    /** An API with its price versions, ascending by {@code from}. */
    public record Api(
            String code,
            String name,
            String group,
            @Nullable String freePool,
            List<Version> versions) {
        public Api {
            versions = List.copyOf(versions);
        }

        /** The version in force at the instant: the last one that has begun. */
        public Optional<Version> versionAt(Instant instant) {
            Optional<Version> inForce = Optional.empty();
            for (Version version : versions) {
                if (!version.from().isAfter(instant)) {
                    inForce = Optional.of(version);
                }
            }
            return inForce;
        }
    }

    /** Prices in force from an instant on; a beta version has no tiers. */
    public record Version(String name, Instant from, boolean beta, List<Tier> tiers) {
        public Version {
            tiers = List.copyOf(tiers);
        }

        /** The tier whose band {@code [from, next from)} holds the volume. */
        public Tier tierReachedBy(BigInteger volume) {
            Tier reached = tiers.getFirst();
            for (Tier tier : tiers) {
                if (tier.from().compareTo(volume) <= 0) {
                    reached = tier;
                }
            }
            return reached;
        }
    }

    /** A band that starts at {@code from} calls and ends where the next one starts; the last is open. */
    public record Tier(BigInteger from, BigDecimal pricePerThousand) {}

    /** The catalogue that the program ships, typed off the rules by hand. */
    public static Catalogue shipped() {
        return ShippedPrices.catalogue();
    }

    /** The same prices with other switches. */
    public Catalogue with(Switches other) {
        return new Catalogue(version, currency, zone, settlementWindowDays, other, groups, freePools, apis);
    }

    /** The catalogue as a price-book file for the program. */
    public String toYaml() {
        return CatalogueYaml.write(this);
    }

    public Api api(String code) {
        Api api = apis.get(code);
        if (api == null) {
            throw new IllegalArgumentException("no such API: " + code);
        }
        return api;
    }

    /** Whether packs may cover the API. */
    public boolean prepaid(Api api) {
        Group group = groups.get(api.group());
        return group != null && group.prepaid();
    }

    public Instant startOf(YearMonth month) {
        return month.atDay(1).atStartOfDay(zone).toInstant();
    }

    public Instant endOf(YearMonth month) {
        return startOf(month.plusMonths(1));
    }

    private static <V> SortedMap<String, V> sorted(SortedMap<String, V> map) {
        SortedMap<String, V> copy = new TreeMap<>(ByteOrder.OF_TEXT);
        copy.putAll(map);
        return Collections.unmodifiableSortedMap(copy);
    }
}
