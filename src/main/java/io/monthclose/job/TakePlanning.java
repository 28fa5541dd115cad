package io.monthclose.job;

import io.monthclose.account.Account;
import io.monthclose.intake.Buckets;
import io.monthclose.intake.KnownMasters;
import io.monthclose.intake.MasterFiles;
import io.monthclose.intake.MasterRecords;
import io.monthclose.intake.PrepaidPack;
import io.monthclose.intake.ReceivedTopUp;
import io.monthclose.ledger.Position;
import io.monthclose.money.Money;
import io.monthclose.period.BillingMonth;
import io.monthclose.problem.ProblemException;
import io.monthclose.store.HistoryStore.EventKind;
import io.monthclose.store.MasterStore;
import io.monthclose.store.MonthAccount;
import io.monthclose.store.MonthPack;
import io.monthclose.store.MonthRow;
import io.monthclose.store.MonthState;
import io.monthclose.store.SnapshotStore.BucketPack;
import io.monthclose.store.Take;
import io.monthclose.store.TakenInput;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;

/**
 * Plans a take, in one transaction: the usage is looked at and cut into slices, the master files are read, and the month's
 * accounts and packs are kept as the closes before left them. A take that has a plan keeps it. What is read is compared with what
 * was known before the month, so that a take that comes in the place of another finds what the first one would have found.
 */
final class TakePlanning {
    private final CloseRun run;
    private final CloseInput input;
    private final Executor threads;

    TakePlanning(CloseRun run, CloseInput input, Executor threads) {
        this.run = run;
        this.input = input;
        this.threads = threads;
    }

    /** Plans, unless the take is planned already. */
    void plan() {
        YearMonth month = run.period().yearMonth();
        Optional<MonthRow> known = run.stores().months().find(month);
        if (known.isPresent() && known.get().take() == run.takeNumber()) {
            input.usage().planAgain(run.take());
            return;
        }
        // The usage is hashed while the master files are read.
        CompletableFuture<UsageSource.Plan> usage = CompletableFuture.supplyAsync(input.usage()::plan, threads);
        List<MonthRow> chain = run.stores().months().months();
        MasterStore masters = run.stores().masters();
        Map<String, Account> accounts = masters.accountsBefore(month);
        Map<String, PrepaidPack> packs = masters.packsBefore(month);
        Map<String, ReceivedTopUp> topUps = masters.topUpsBefore(month);
        MasterRecords read;
        try {
            read = MasterFiles.read(input.folder(), known(accounts, packs, topUps, chain));
        } catch (ProblemException e) {
            // What is wrong with the usage is told first, whichever was found first.
            Beside.joined(usage);
            throw e;
        }
        UsageSource.Plan planned = Beside.joined(usage);
        run.stores().transactions().executeWithoutResult(_ -> {
            if (known.isEmpty()) {
                run.stores().months().open(month, chain.isEmpty(), run.prices(), run.priceBookYaml());
            } else {
                supersede(month);
            }
            masters.keep(month, read, accounts, packs, topUps);
            read.accounts().forEach(account -> accounts.put(account.id().value(), account));
            read.packs().forEach(pack -> packs.put(pack.packId(), pack));
            keep(planned, accounts, packs);
        });
    }

    private void supersede(YearMonth month) {
        run.stores().takes().supersede(month);
        run.stores().months().retake(month, run.takeNumber(), run.prices(), run.priceBookYaml());
        run.happened(
                EventKind.NOTE,
                StepNames.TAKE_USAGE,
                null,
                "RETAKE: take " + run.takeNumber() + ", "
                        + run.request().retake().orElseThrow());
    }

    private void keep(UsageSource.Plan usage, Map<String, Account> accounts, Map<String, PrepaidPack> packs) {
        List<TakenInput> inputs = new ArrayList<>(usage.inputs());
        inputs.addAll(InputInventory.masters(input.folder()));
        Buckets buckets = usage.buckets().apply(accounts.size());
        Take take = new Take(run.period().yearMonth(), run.takeNumber(), buckets.count());
        List<BucketPack> monthPacks = monthPacks(packs, buckets);
        run.stores()
                .takes()
                .begin(take, run.request().retake().orElse(null), run.prices().sha256());
        run.stores()
                .snapshots()
                .plan(take, inputs, usage.slices(), monthAccounts(accounts, monthPacks, buckets), monthPacks);
        usage.query().ifPresent(query -> run.stores().queries().keep(take, query));
    }

    private KnownMasters known(
            Map<String, Account> accounts,
            Map<String, PrepaidPack> packs,
            Map<String, ReceivedTopUp> topUps,
            List<MonthRow> chain) {
        Set<String> prepaid = run.prices().apis().values().stream()
                .filter(api -> api.group().prepaid())
                .map(api -> api.code())
                .collect(Collectors.toSet());
        List<BillingMonth> closed = chain.stream()
                .filter(month -> month.state() == MonthState.CLOSED)
                .map(month -> new BillingMonth(month.month(), run.period().zone()))
                .toList();
        return new KnownMasters(
                Map.copyOf(accounts),
                Map.copyOf(packs),
                Map.copyOf(topUps),
                prepaid,
                run.prices().apis().keySet(),
                closed);
    }

    /** Packs with something left at the month's start whose forfeiture does not lie before it. */
    private List<BucketPack> monthPacks(Map<String, PrepaidPack> packs, Buckets buckets) {
        Map<String, Long> left =
                run.stores().openings().packRemainders(run.period().yearMonth());
        Set<String> readBefore =
                run.stores().openings().packsReadBefore(run.period().yearMonth());
        List<BucketPack> found = new ArrayList<>();
        for (PrepaidPack pack : packs.values()) {
            boolean isNew = !readBefore.contains(pack.packId());
            long opening = isNew ? pack.calls() : left.getOrDefault(pack.packId(), 0L);
            if (opening > 0 && !pack.validUntil().isBefore(run.period().start())) {
                found.add(new BucketPack(buckets.of(pack.account().value()), new MonthPack(pack, opening)));
            }
        }
        return found;
    }

    /** The accounts due a bill, and those that only hold packs. */
    private List<MonthAccount> monthAccounts(Map<String, Account> accounts, List<BucketPack> packs, Buckets buckets) {
        Map<String, Position> positions =
                run.stores().openings().positions(run.period().yearMonth());
        Set<String> withPacks = new HashSet<>();
        packs.forEach(pack -> withPacks.add(pack.pack().pack().account().value()));
        List<MonthAccount> found = new ArrayList<>();
        for (Account account : new TreeMap<>(accounts).values()) {
            String id = account.id().value();
            Position opening = positions.getOrDefault(id, new Position(Money.ZERO, Money.ZERO));
            boolean due = account.openIn(run.period()) || opening.frozen().isPositive();
            if (due || withPacks.contains(id)) {
                found.add(new MonthAccount(account, buckets.of(id), due, opening));
            }
        }
        return found;
    }
}
