package io.monthclose.usage;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells the records of one account apart: the first of an id by file and line stands, the same again is a duplicate,
 * other content under the same id is a conflict (rules, "Usage records").
 */
public final class Deduplication {
    private Deduplication() {}

    /** Sorts out the records of one account and month, given in any order. */
    public static Deduplicated of(Collection<UsageRecord> ofOneAccount) {
        List<UsageRecord> read = new ArrayList<>(ofOneAccount);
        read.sort((one, other) -> one.origin().compareTo(other.origin()));
        Standing standing = new Standing(read.size());
        List<UsageRecord> accepted = new ArrayList<>(read.size());
        List<UsageRecord> duplicates = new ArrayList<>();
        List<Conflict> conflicts = new ArrayList<>();
        for (UsageRecord record : read) {
            UsageRecord stands = standing.orPut(record);
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

    /** The first record of each id. There is one such table per account and month, so that it has to be cheap: no object per record. */
    private static final class Standing {
        private static final int SPREAD = 0x9E3779B9;

        private final @Nullable UsageRecord[] places;
        private final int shift;

        Standing(int records) {
            int bits = 33 - Integer.numberOfLeadingZeros(Math.max(1, records));
            this.places = new @Nullable UsageRecord[1 << bits];
            this.shift = 32 - bits;
        }

        /** The record that stands under the id of this one; null when this is the first, which then stands. */
        @Nullable
        UsageRecord orPut(UsageRecord record) {
            int place = (record.recordId().hashCode() * SPREAD) >>> shift;
            for (UsageRecord stands = places[place]; stands != null; stands = places[place]) {
                if (stands.recordId().equals(record.recordId())) {
                    return stands;
                }
                place = (place + 1) & (places.length - 1);
            }
            places[place] = record;
            return null;
        }
    }
}
