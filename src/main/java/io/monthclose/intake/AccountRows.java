package io.monthclose.intake;

import io.monthclose.usage.Origin;
import io.monthclose.usage.UsageRecord;
import java.util.ArrayList;
import java.util.List;

/** The kept rows of one account in a month, in the order of files and lines; duplicates and conflicts are still among them. */
public final class AccountRows {
    private final BucketRows bucket;
    private final String account;
    private final int from;
    private final int until;

    AccountRows(BucketRows bucket, String account, int from, int until) {
        this.bucket = bucket;
        this.account = account;
        this.from = from;
        this.until = until;
    }

    /** The records, made anew at each call. */
    public List<UsageRecord> records() {
        List<UsageRecord> records = new ArrayList<>(until - from);
        for (int place = from; place < until; place++) {
            records.add(bucket.record(place));
        }
        return records;
    }

    /** The row that was read there; rows lie in the order of their origins. */
    public KeptRow at(Origin origin) {
        int low = from;
        int high = until - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = bucket.compareOrigin(middle, origin);
            if (order == 0) {
                return bucket.kept(account, middle);
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        throw new IllegalArgumentException(account + " has no row at " + origin);
    }

    /** All rows, with what it takes to write their lines again. */
    List<KeptRow> kept() {
        List<KeptRow> rows = new ArrayList<>(until - from);
        for (int place = from; place < until; place++) {
            rows.add(bucket.kept(account, place));
        }
        return rows;
    }
}
