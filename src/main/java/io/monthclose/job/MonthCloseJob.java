package io.monthclose.job;

import io.monthclose.store.BilledAccount;
import io.monthclose.store.MonthState;
import io.monthclose.store.RatedAccount;
import io.monthclose.store.SettledAccount;
import io.monthclose.store.Take;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.core.task.TaskExecutor;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Builds the job for one launch, its steps in the order of the flow. A restart runs every step after {@code takeUsage} again, those
 * that ended well too: each does what the book's tables say is left, and no money moves before the rating was reconciled again.
 */
final class MonthCloseJob {
    static final String NAME = "monthClose";

    private final CloseRun run;
    private final CloseInput input;
    private final JobRepository repository;
    private final PlatformTransactionManager transactions;
    private final TaskExecutor threads;
    private final StopSwitch stop;

    MonthCloseJob(CloseRun run, CloseInput input, JobRepository repository, TaskExecutor threads, StopSwitch stop) {
        this.run = run;
        this.input = input;
        this.repository = repository;
        this.transactions = run.stores().manager();
        this.threads = threads;
        this.stop = stop;
    }

    Job build() {
        return new JobBuilder(NAME, repository)
                .start(takeUsage())
                .next(rateAccounts())
                .next(reconcileRating())
                .next(settleAccounts())
                .next(reconcileBooks())
                .next(export())
                .build();
    }

    private Step takeUsage() {
        String name = StepNames.TAKE_USAGE;
        SliceQueue slices = new SliceQueue();
        StepWatch watch = new StepWatch(
                run,
                stop,
                () -> new TakePlanning(run, input, threads).plan(),
                input.usage().units());
        return new StepBuilder(name, repository)
                .partitioner(name, _ -> takers(slices))
                .step(new TakeStep(name, input.usage(), slices, run, repository, stop))
                .taskExecutor(threads)
                .listener(watch)
                .build();
    }

    /** As many as there are threads and slices: whatever a restart runs on, each takes the next of what is left. */
    private Map<String, ExecutionContext> takers(SliceQueue slices) {
        var left = input.usage().left(run.take());
        slices.fill(left);
        Map<String, ExecutionContext> partitions = new HashMap<>();
        for (int taker = 0; taker == 0 || taker < Math.min(run.request().threads(), left.size()); taker++) {
            partitions.put("taker-" + taker, new ExecutionContext());
        }
        return partitions;
    }

    private Step rateAccounts() {
        Lazily<AccountRater> rater = new Lazily<>(() -> new AccountRater(run));
        Lazily<Set<String>> done =
                new Lazily<>(() -> run.stores().ratings().done(run.period().yearMonth()));
        return partitioned(
                StepNames.RATE_ACCOUNTS,
                new BucketStep.Work<AccountUsage, RatedAccount>(
                        bucket -> BucketUsage.read(run, bucket, done.get()),
                        usage -> rater.get().rate(usage),
                        results -> run.stores().ratings().keep(run.take(), results)),
                new StepWatch(run, stop, this::snapshotIsWhole, StepUnits.ACCOUNTS));
    }

    /** The take is whole when no slice is pending; a restart after the last slice finds it so too. */
    private void snapshotIsWhole() {
        if (run.month().state() != MonthState.OPEN) {
            return;
        }
        if (!input.usage().left(run.take()).isEmpty()) {
            throw new IllegalStateException("usage of " + run.period() + " is not wholly taken");
        }
        run.stores().transactions().executeWithoutResult(_ -> run.advance(MonthState.OPEN, MonthState.TAKEN));
    }

    private Step reconcileRating() {
        ReconcileTasklet tasklet = new ReconcileTasklet(run, threads, true, MonthState.TAKEN, MonthState.RATED);
        return new StepBuilder(StepNames.RECONCILE_RATING, repository)
                .allowStartIfComplete(true)
                .tasklet(tasklet, transactions)
                .listener(new StepWatch(run, stop, () -> {}, StepUnits.NONE))
                .build();
    }

    private Step settleAccounts() {
        Lazily<AccountSettler> settler = new Lazily<>(() -> new AccountSettler(run));
        Lazily<UnsettledBills> unsettled = new Lazily<>(() -> new UnsettledBills(run));
        return partitioned(
                StepNames.SETTLE_ACCOUNTS,
                new BucketStep.Work<BilledAccount, SettledAccount>(
                        bucket -> unsettled.get().of(bucket),
                        billed -> settler.get().settle(billed),
                        results -> run.stores().settlements().keep(run.period().yearMonth(), results)),
                new StepWatch(run, stop, this::mayCharge, StepUnits.BILLS));
    }

    /** The limits come first: a month outside its window learns of them, too. */
    private void mayCharge() {
        new LimitGate(run).pass();
        new WindowGate(run).pass();
    }

    private Step reconcileBooks() {
        ReconcileTasklet tasklet = new ReconcileTasklet(run, threads, false, MonthState.RATED, MonthState.SETTLED);
        return new StepBuilder(StepNames.RECONCILE_BOOKS, repository)
                .allowStartIfComplete(true)
                .tasklet(tasklet, transactions)
                .listener(new StepWatch(run, stop, () -> {}, StepUnits.NONE))
                .build();
    }

    private Step export() {
        return new StepBuilder(StepNames.EXPORT, repository)
                .allowStartIfComplete(true)
                .tasklet(
                        (_, _) -> {
                            new ExportAndClose(run).write();
                            return RepeatStatus.FINISHED;
                        },
                        transactions)
                .listener(new StepWatch(run, stop, () -> {}, StepUnits.NONE))
                .build();
    }

    private <I, O> Step partitioned(String name, BucketStep.Work<I, O> work, StepWatch watch) {
        return new StepBuilder(name, repository)
                .allowStartIfComplete(true)
                .partitioner(name, _ -> buckets(run.take()))
                .step(new BucketStep<>(name, work, run, repository, stop))
                .taskExecutor(threads)
                .listener(watch)
                .build();
    }

    private static Map<String, ExecutionContext> buckets(Take take) {
        Map<String, ExecutionContext> partitions = new HashMap<>();
        for (int bucket = 0; bucket < take.buckets(); bucket++) {
            partitions.put(BucketStep.partition(bucket), new ExecutionContext());
        }
        return partitions;
    }
}
