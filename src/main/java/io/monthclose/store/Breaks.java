package io.monthclose.store;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Where invariants do not hold: of each, the first few places in the order of their text, however they were found. */
final class Breaks {
    static final int MOST_PLACES = 5;

    private final Map<Invariant, TreeSet<String>> places = new EnumMap<>(Invariant.class);

    /** Keeps a place. */
    void add(Invariant invariant, String place) {
        TreeSet<String> found = places.computeIfAbsent(invariant, _ -> new TreeSet<>());
        found.add(place);
        if (found.size() > MOST_PLACES) {
            found.pollLast();
        }
    }

    /** Keeps a place unless what should hold does. */
    void unless(boolean holds, Invariant invariant, Supplier<String> place) {
        if (!holds) {
            add(invariant, place.get());
        }
    }

    /** Keeps the places of another. */
    void addAll(Breaks other) {
        other.places.forEach((invariant, found) -> found.forEach(place -> add(invariant, place)));
    }

    /** What was found of an invariant. */
    Finding finding(Invariant invariant) {
        TreeSet<String> found = places.getOrDefault(invariant, new TreeSet<>());
        return new Finding(invariant, found.isEmpty(), String.join("; ", found));
    }
}
