package io.monthclose.reference;

import io.monthclose.reference.Catalogue.Api;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;

/** Prepaid packs whose validity lies over, in, at the border of, before or behind a month. */
final class RandomPacks {
    private final Dice dice;
    private final List<Instant> borders = new ArrayList<>();

    RandomPacks(Dice dice, Catalogue catalogue, YearMonth month) {
        this.dice = dice;
        Instant start = catalogue.startOf(month);
        Instant end = catalogue.endOf(month);
        borders.addAll(
                List.of(start, end, start.minusNanos(1), start.plusNanos(1), end.minusNanos(1), end.plusNanos(1)));
        borders.addAll(List.of(start.minus(Duration.ofDays(40)), end.plus(Duration.ofDays(40))));
        borders.addAll(List.of(start.minus(Duration.ofDays(5)), end.plus(Duration.ofDays(90))));
        for (int i = 0; i < 4; i++) {
            borders.add(dice.within(start, end));
        }
    }

    static List<String> coverableApis(Catalogue catalogue) {
        return catalogue.apis().values().stream()
                .filter(catalogue::prepaid)
                .map(Api::code)
                .toList();
    }

    KnownPack pack(String packId, String accountId, List<String> coverable) {
        Instant one = dice.pick(borders);
        Instant other = dice.pick(borders);
        while (other.equals(one)) {
            other = dice.pick(borders).plusSeconds(dice.below(3));
        }
        return new KnownPack(
                packId,
                accountId,
                dice.some(coverable, 3),
                calls(),
                one.isBefore(other) ? one : other,
                one.isBefore(other) ? other : one);
    }

    private BigInteger calls() {
        return switch (dice.below(8)) {
            case 0 -> BigInteger.ONE;
            case 1 -> RandomVolumes.MOST_CALLS_OF_A_RECORD;
            case 2, 3 -> BigInteger.valueOf(1_000L * dice.from(1, 2_000));
            default -> BigInteger.valueOf(1 + dice.below(20_000));
        };
    }
}
