package io.monthclose.explain;

import io.monthclose.explain.Explanation.Disagreement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares what the book says with what the records give. */
final class Comparison {
    private static final String NOTHING = "nothing";

    private final List<Disagreement> disagreements = new ArrayList<>();
    private int compared;

    /** Compares figures by their names. */
    void compare(Map<String, String> book, Map<String, String> records) {
        Set<String> names = new LinkedHashSet<>(records.keySet());
        names.addAll(book.keySet());
        for (String name : names) {
            compare(name, book.getOrDefault(name, NOTHING), records.getOrDefault(name, NOTHING));
        }
    }

    void compare(String figure, String book, String records) {
        compared++;
        if (!book.equals(records)) {
            disagreements.add(new Disagreement(figure, book, records));
        }
    }

    int compared() {
        return compared;
    }

    List<Disagreement> disagreements() {
        return List.copyOf(disagreements);
    }
}
