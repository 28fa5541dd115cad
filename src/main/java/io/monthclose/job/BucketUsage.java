package io.monthclose.job;

import io.monthclose.intake.BucketRows;
import io.monthclose.store.MonthAccount;
import io.monthclose.store.MonthPack;
import io.monthclose.store.SnapshotStore;
import io.monthclose.store.Take;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads a bucket of the snapshot: the usage of its accounts, those left out that rating is done with. */
final class BucketUsage {
    private BucketUsage() {}

    static List<AccountUsage> read(CloseRun run, int bucket, Set<String> done) {
        Take take = run.take();
        SnapshotStore snapshots = run.stores().snapshots();
        BucketRows rows = snapshots.rows(take, bucket);
        Map<String, List<MonthPack>> packs = new HashMap<>();
        for (MonthPack pack : snapshots.packs(take, bucket)) {
            packs.computeIfAbsent(pack.pack().account().value(), _ -> new ArrayList<>())
                    .add(pack);
        }
        List<AccountUsage> found = new ArrayList<>();
        for (MonthAccount account : snapshots.accounts(take, bucket)) {
            String id = account.account().id().value();
            if (!done.contains(id)) {
                found.add(new AccountUsage(account, rows.of(id), packs.getOrDefault(id, List.of())));
            }
        }
        return found;
    }
}
