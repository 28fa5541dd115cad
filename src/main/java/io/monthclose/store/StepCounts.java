package io.monthclose.store;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a step has to show when it has ended.
 *
 * @param counts by name, in the order in which they are told
 */
public record StepCounts(Map<String, Number> counts) {
    /** A step with nothing worth counting. */
    public static final StepCounts NONE = new StepCounts(Map.of());

    /** Copies the counts and keeps their order. */
    public StepCounts {
        counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
    }

    /** For people, such as {@code lines 30912, rejected 44}; empty when nothing was counted. */
    public String text() {
        return counts.entrySet().stream()
                .map(count -> count.getKey() + " " + count.getValue())
                .collect(Collectors.joining(", "));
    }
}
