package io.monthclose.job;

import io.monthclose.problem.Faults;
import io.monthclose.problem.ProblemCode;
import io.monthclose.store.KeptRatings;
import io.monthclose.store.MonthStore.ParkedAccount;
import io.monthclose.store.RatedAccount.Outcome;
import io.monthclose.store.RatedFigures;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Rates all accounts that are not parked from the snapshot by another price book, bucket after bucket on several threads, and compares
 * with what is kept. Changes nothing.
 */
final class PriceBookComparison {
    private static final int MOST_NAMED = 10;

    private final CloseRun run;
    private final AccountRater rater;
    private final KeptRatings kept;
    private final Set<String> parked;

    /** A comparison of the run's price book with the results of the month. */
    PriceBookComparison(CloseRun run) {
        this.run = run;
        this.rater = new AccountRater(run);
        this.kept = new KeptRatings(run.stores().jdbc());
        this.parked = run.stores().months().parked(run.period().yearMonth()).stream()
                .map(ParkedAccount::accountId)
                .collect(Collectors.toSet());
    }

    private record Compared(long accounts, SortedMap<String, String> differences) {}

    /**
     * Compares; returns how many accounts were.
     *
     * @throws io.monthclose.problem.ProblemException INPUT_REFUSED, naming the first accounts that would come out otherwise and how
     */
    long check(Executor threads) {
        List<CompletableFuture<Compared>> buckets = IntStream.range(
                        0, run.take().buckets())
                .mapToObj(bucket -> CompletableFuture.supplyAsync(() -> bucket(bucket), threads))
                .toList();
        long accounts = 0;
        SortedMap<String, String> differences = new TreeMap<>();
        try {
            for (CompletableFuture<Compared> bucket : buckets) {
                Compared compared = Beside.joined(bucket);
                accounts += compared.accounts();
                differences.putAll(compared.differences());
            }
        } finally {
            buckets.forEach(bucket -> bucket.cancel(false));
        }
        Faults faults = new Faults(
                ProblemCode.INPUT_REFUSED,
                "price book " + run.request().priceBook() + " changes " + differences.size()
                        + " account(s) that are not parked; nothing was changed");
        differences.entrySet().stream()
                .limit(MOST_NAMED)
                .forEach(difference -> faults.add(difference.getKey(), difference.getValue()));
        faults.throwIfAny();
        return accounts;
    }

    private Compared bucket(int bucket) {
        Map<String, RatedFigures> before = kept.of(run.period().yearMonth(), bucket);
        SortedMap<String, String> differences = new TreeMap<>();
        List<AccountUsage> accounts = BucketUsage.read(run, bucket, parked);
        for (AccountUsage usage : accounts) {
            String account = usage.account().account().id().value();
            RatedFigures figures = before.getOrDefault(account, RatedFigures.NONE);
            String difference = switch (rater.rate(usage).outcome()) {
                case Outcome.Billed billed -> figures.differenceTo(RatedFigures.of(billed));
                case Outcome.PacksOnly packs -> figures.differenceTo(RatedFigures.of(packs));
                case Outcome.Parked unratable -> "would be parked: " + unratable.reason();
            };
            if (!difference.isEmpty()) {
                differences.put(account, difference);
            }
        }
        return new Compared(accounts.size(), differences);
    }
}
