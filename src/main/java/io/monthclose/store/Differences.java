package io.monthclose.store;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collects differences, from several threads; the first ones are held, all are counted. */
public final class Differences {
    /** How many are held: a month in which everything differs is not to fill the memory. */
    public static final int MOST_HELD = 100_000;

    private final List<Difference> held = new ArrayList<>();
    private final Set<String> tables = new HashSet<>();
    private long count;

    /** Adds one. */
    public synchronized void add(Difference difference) {
        count++;
        tables.add(difference.table());
        if (held.size() < MOST_HELD) {
            held.add(difference);
        }
    }

    /** Adds one. */
    public void add(String table, String key, String field, String recorded, String found) {
        add(new Difference(table, key, field, recorded, found));
    }

    /** Adds those of another, after all that are here. */
    synchronized void addAll(Differences others) {
        others.held().forEach(this::add);
        count += others.count() - others.held().size();
    }

    /** Those that are held, in the order in which they were found. */
    public synchronized List<Difference> held() {
        return List.copyOf(held);
    }

    /** Whether one is of that table. */
    synchronized boolean name(String table) {
        return tables.contains(table);
    }

    /** How many there are. */
    public synchronized long count() {
        return count;
    }
}
