package io.monthclose.usage;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells the records of one account apart: the first of an id by file and line stands, the same again is a duplicate,
 * other content under the same id is a conflict (rules, "Usage records").
 */
public final class Deduplication {
    private Deduplication() {}

    /** Sorts out the records of one account and month, given in any order. */
    public static Deduplicated of(Collection<UsageRecord> ofOneAccount) {
        List<UsageRecord> read = new ArrayList<>(ofOneAccount);
        read.sort(Comparator.comparing(UsageRecord::origin));
        Map<String, UsageRecord> standing = HashMap.newHashMap(read.size());
        List<UsageRecord> accepted = new ArrayList<>(read.size());
        List<UsageRecord> duplicates = new ArrayList<>();
        List<Conflict> conflicts = new ArrayList<>();
        for (UsageRecord record : read) {
            UsageRecord stands = standing.putIfAbsent(record.recordId(), record);
            if (stands == null) {
                accepted.add(record);
            } else if (stands.sameContentAs(record)) {
                duplicates.add(record);
            } else {
                conflicts.add(new Conflict(record, stands));
            }
        }
        return new Deduplicated(accepted, duplicates, conflicts);
    }
}
