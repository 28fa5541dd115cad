package io.monthclose.intake;

import io.monthclose.period.BillingMonth;
import io.monthclose.usage.RowCheck;
import java.util.List;

/**
 * What the plain rows of a month may name: the accounts that are open throughout it, the APIs of the price book, instants inside
 * it. A row that names anything else is judged by the row check. May be shared by threads.
 */
final class PlainMonth {
    private final BillingMonth month;
    private final KnownIds accounts;
    private final int[] bucketOf;
    private final KnownIds apis;

    private PlainMonth(BillingMonth month, List<String> accounts, Buckets buckets, List<String> apis) {
        this.month = month;
        this.accounts = new KnownIds(accounts);
        this.bucketOf = accounts.stream().mapToInt(buckets::of).toArray();
        this.apis = new KnownIds(apis);
    }

    /** What the row check would accept, wherever in the month it happened. */
    static PlainMonth of(RowCheck check, Buckets buckets) {
        return new PlainMonth(
                check.month(),
                check.openThroughout(),
                buckets,
                check.apis().stream().sorted().toList());
    }

    /** Knows nothing, so that every row is left to the row check. */
    static PlainMonth none(RowCheck check, Buckets buckets) {
        return new PlainMonth(check.month(), List.of(), buckets, List.of());
    }

    BillingMonth month() {
        return month;
    }

    KnownIds accounts() {
        return accounts;
    }

    KnownIds apis() {
        return apis;
    }

    /** The bucket of an account, by its number. */
    int bucketOf(int account) {
        return bucketOf[account];
    }
}
