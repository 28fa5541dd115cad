package io.monthclose.reference;

import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Instants of a month that are worth a test: its edges, price and pack borders, and a few that come again and again. */
final class RandomMoments {
    private final Dice dice;
    private final List<Instant> worthATest = new ArrayList<>();

    RandomMoments(Dice dice, Catalogue catalogue, YearMonth month) {
        this.dice = dice;
        Instant start = catalogue.startOf(month);
        Instant end = catalogue.endOf(month);
        addAround(start);
        addAround(end);
        for (int i = 0; i < 3; i++) {
            worthATest.add(dice.within(start, end));
        }
        catalogue.apis().values().forEach(api -> api.versions().forEach(version -> addAround(version.from())));
    }

    void addAround(Instant border) {
        worthATest.add(border);
        worthATest.add(border.minusNanos(1));
        worthATest.add(border.plusNanos(1));
    }

    void addPacks(Collection<Pack> packs) {
        for (Pack pack : packs) {
            addAround(pack.validFrom());
            addAround(pack.validUntil());
        }
    }

    /** An instant of {@code [from, until)}. */
    Instant within(Instant from, Instant until) {
        List<Instant> fitting = worthATest.stream()
                .filter(moment -> !moment.isBefore(from) && moment.isBefore(until))
                .toList();
        return fitting.isEmpty() || dice.oneIn(2) ? dice.within(from, until) : dice.pick(fitting);
    }
}
