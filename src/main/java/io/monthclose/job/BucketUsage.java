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

    /** Where no account is left, nothing else is read: a bucket of a month that was rated before costs one query. */
    static List<AccountUsage> read(CloseRun run, int bucket, Set<String> done) {
        Take take = run.take();
        SnapshotStore snapshots = run.stores().snapshots();
        List<MonthAccount> left = snapshots.accounts(take, bucket).stream()
                .filter(account -> !done.contains(account.account().id().value()))
                .toList();
        if (left.isEmpty()) {
            return List.of();
        }
        BucketRows rows = snapshots.rows(take, bucket);
        Map<String, List<MonthPack>> packs = new HashMap<>();
        for (MonthPack pack : snapshots.packs(take, bucket)) {
            packs.computeIfAbsent(pack.pack().account().value(), _ -> new ArrayList<>())
                    .add(pack);
        }
        return left.stream().map(account -> usage(account, rows, packs)).toList();
    }

    private static AccountUsage usage(MonthAccount account, BucketRows rows, Map<String, List<MonthPack>> packs) {
        String id = account.account().id().value();
        return new AccountUsage(account, rows.of(id), packs.getOrDefault(id, List.of()));
    }
}
