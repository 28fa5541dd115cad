package io.monthclose.job;

import io.monthclose.ledger.TopUp;
import io.monthclose.store.BilledAccount;
import io.monthclose.store.Take;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The bills that are not settled yet. What is done and which top-ups wait is read once, before the first bucket. */
final class UnsettledBills {
    private final CloseRun run;
    private final Take take;
    private final Set<String> done;
    private final Map<String, List<TopUp>> waiting;

    UnsettledBills(CloseRun run) {
        this.run = run;
        this.take = run.take();
        this.done = run.stores().settlements().done(take.month());
        this.waiting = run.stores().settlements().waitingTopUps(run.month().fixedInstant());
    }

    List<BilledAccount> of(int bucket) {
        return run.stores().settlements().billed(take, bucket, waiting).stream()
                .filter(billed -> !done.contains(billed.account().account().id().value()))
                .toList();
    }
}
