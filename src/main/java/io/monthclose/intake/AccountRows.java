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

    /** The row that was read there. */
    public KeptRow at(Origin origin) {
        for (int place = from; place < until; place++) {
            KeptRow row = bucket.kept(account, place);
            if (row.record().origin().equals(origin)) {
                return row;
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
