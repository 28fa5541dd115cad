package io.monthclose.job;

import io.monthclose.store.RatedAccount.Count;
import io.monthclose.store.RatedAccount.RowTally;
import io.monthclose.usage.Conflict;
import io.monthclose.usage.Deduplicated;
import io.monthclose.usage.UsageRecord;
import java.math.BigInteger;
import java.util.List;
import java.util.TreeMap;

/** Counts what became of an account's rows, by file. Sums are exact, whatever their size. */
final class FileTallies {
    private final TreeMap<Integer, Tally> byFile = new TreeMap<>();
    private Tally last = new Tally(-1);

    private FileTallies() {}

    /** The counts of each file that has a row of the account, by rank. */
    static List<RowTally> of(Deduplicated rows) {
        FileTallies tallies = new FileTallies();
        for (UsageRecord record : rows.accepted()) {
            tallies.of(record).accepted.add(record.calls());
        }
        for (UsageRecord record : rows.duplicates()) {
            tallies.of(record).duplicates.add(record.calls());
        }
        for (Conflict conflict : rows.conflicts()) {
            tallies.of(conflict.rejected()).conflicts.add(conflict.rejected().calls());
        }
        return tallies.byFile.values().stream().map(Tally::row).toList();
    }

    /** Records come in the order of their files, so that a file is looked up once and not for each record. */
    private Tally of(UsageRecord record) {
        int file = record.origin().file();
        if (last.file != file) {
            last = byFile.computeIfAbsent(file, Tally::new);
        }
        return last;
    }

    private static final class Tally {
        private final int file;
        private final Sum accepted = new Sum();
        private final Sum duplicates = new Sum();
        private final Sum conflicts = new Sum();

        Tally(int file) {
            this.file = file;
        }

        RowTally row() {
            return new RowTally(file, accepted.count(), duplicates.count(), conflicts.count());
        }
    }

    private static final class Sum {
        private long rows;
        private long running;
        private BigInteger before = BigInteger.ZERO;

        void add(long calls) {
            rows++;
            if (running > Long.MAX_VALUE - calls) {
                before = before.add(BigInteger.valueOf(running));
                running = 0;
            }
            running += calls;
        }

        Count count() {
            return rows == 0 ? Count.NONE : new Count(rows, before.add(BigInteger.valueOf(running)));
        }
    }
}
