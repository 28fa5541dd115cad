package io.monthclose.reference;

import io.monthclose.reference.Catalogue.Api;
import io.monthclose.reference.Catalogue.Tier;
import io.monthclose.reference.Catalogue.Version;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Numbers of calls that are worth a test: none, few, around the free pool, around the tier edges, very many. */
final class RandomVolumes {
    static final BigInteger MOST_CALLS_OF_A_RECORD = new BigInteger("999999999999999");

    private RandomVolumes() {}

    /** What an account calls an API in a month; {@code prepaid} calls are covered by packs. */
    static BigInteger ofMonth(Dice dice, Catalogue catalogue, Api api, BigInteger prepaid) {
        BigInteger free = api.freePool() == null
                ? BigInteger.ZERO
                : catalogue.freePools().getOrDefault(api.freePool(), BigInteger.ZERO);
        BigInteger aroundZero = BigInteger.valueOf(dice.from(-1, 1));
        BigInteger volume = switch (dice.below(12)) {
            case 0 -> BigInteger.ZERO;
            case 1 -> BigInteger.valueOf(dice.below(10));
            case 2, 3 -> BigInteger.valueOf(dice.below(30_000));
            case 4 -> free.add(aroundZero);
            case 5 -> free.add(prepaid).add(aroundZero);
            case 6 -> edge(dice, api).add(aroundZero);
            case 7, 8 -> edge(dice, api).add(free).add(aroundZero);
            case 9 -> edge(dice, api).add(free).add(prepaid).add(aroundZero);
            case 10 -> BigInteger.valueOf(dice.below(20_000_000));
            default -> dice.oneIn(20) ? MOST_CALLS_OF_A_RECORD : BigInteger.valueOf(dice.below(2_000));
        };
        return volume.max(BigInteger.ZERO);
    }

    private static BigInteger edge(Dice dice, Api api) {
        List<BigInteger> edges = new ArrayList<>(List.of(BigInteger.ZERO));
        for (Version version : api.versions()) {
            version.tiers().stream().map(Tier::from).forEach(edges::add);
        }
        return dice.pick(edges);
    }
}
