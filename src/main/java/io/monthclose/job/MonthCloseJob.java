package io.monthclose.job;

import io.monthclose.intake.InputFolder;
import io.monthclose.intake.Slice;
import io.monthclose.intake.SliceReader;
import io.monthclose.intake.TakenSlice;
import io.monthclose.intake.UsageFile;
import io.monthclose.store.BilledAccount;
import io.monthclose.store.MonthState;
import io.monthclose.store.RatedAccount;
import io.monthclose.store.SettledAccount;
import io.monthclose.store.Take;
import io.monthclose.usage.RowCheck;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.core.task.TaskExecutor;
import org.springframework.transaction.PlatformTransactionManager;

/** Builds the job for one launch, its steps in the order of the flow. */
final class MonthCloseJob {
    static final String NAME = "monthClose";

    private final CloseRun run;
    private final InputFolder folder;
    private final JobRepository repository;
    private final PlatformTransactionManager transactions;
    private final TaskExecutor threads;

    MonthCloseJob(
            CloseRun run,
            InputFolder folder,
            JobRepository repository,
            PlatformTransactionManager transactions,
            TaskExecutor threads) {
        this.run = run;
        this.folder = folder;
        this.repository = repository;
        this.transactions = transactions;
        this.threads = threads;
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
        Lazily<SliceReader> reader = new Lazily<>(this::sliceReader);
        return new StepBuilder(StepNames.TAKE_USAGE, repository)
                .<Slice, TakenSlice>chunk(1)
                .transactionManager(transactions)
                .reader(new BucketReader<>(() -> run.stores().snapshots().pendingSlices(run.take())))
                .processor(slice -> {
                    UsageFile file = folder.usageFiles().get(slice.file());
                    return reader.get().read(file, run.header(slice.file()), slice);
                })
                .writer(chunk -> {
                    run.stores().snapshots().taken(run.take(), chunk.getItems());
                    chunk.getItems()
                            .forEach(taken ->
                                    run.progress().advanced(taken.slice().lines()));
                })
                .listener(new StepWatch(run, () -> new TakePlanning(run, folder).plan(), StepUnits.LINES))
                .build();
    }

    private SliceReader sliceReader() {
        RowCheck check = new RowCheck(
                run.period(),
                run.prices().apis().keySet(),
                run.stores().masters().accounts());
        return new SliceReader(check, run.buckets());
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
                new StepWatch(run, this::snapshotIsWhole, StepUnits.ACCOUNTS));
    }

    /** The take is whole when no slice is pending; a restart after the last slice finds it so too. */
    private void snapshotIsWhole() {
        if (run.month().state() != MonthState.OPEN) {
            return;
        }
        if (!run.stores().snapshots().pendingSlices(run.take()).isEmpty()) {
            throw new IllegalStateException("usage of " + run.period() + " is not wholly taken");
        }
        run.stores().transactions().executeWithoutResult(_ -> run.advance(MonthState.OPEN, MonthState.TAKEN));
    }

    private Step reconcileRating() {
        ReconcileTasklet tasklet = new ReconcileTasklet(run, threads, true, MonthState.TAKEN, MonthState.RATED);
        return new StepBuilder(StepNames.RECONCILE_RATING, repository)
                .tasklet(tasklet, transactions)
                .listener(new StepWatch(run, () -> {}, StepUnits.NONE))
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
                new StepWatch(run, () -> new WindowGate(run).pass(), StepUnits.BILLS));
    }

    private Step reconcileBooks() {
        ReconcileTasklet tasklet = new ReconcileTasklet(run, threads, false, MonthState.RATED, MonthState.SETTLED);
        return new StepBuilder(StepNames.RECONCILE_BOOKS, repository)
                .tasklet(tasklet, transactions)
                .listener(new StepWatch(run, () -> {}, StepUnits.NONE))
                .build();
    }

    private Step export() {
        return new StepBuilder(StepNames.EXPORT, repository)
                .tasklet(
                        (_, _) -> {
                            new ExportAndClose(run).write();
                            return RepeatStatus.FINISHED;
                        },
                        transactions)
                .listener(new StepWatch(run, () -> {}, StepUnits.NONE))
                .build();
    }

    private <I, O> Step partitioned(String name, BucketStep.Work<I, O> work, StepWatch watch) {
        return new StepBuilder(name, repository)
                .partitioner(name, _ -> buckets(run.take()))
                .step(new BucketStep<>(name, work, run, repository, transactions))
                .taskExecutor(threads)
                .listener(watch)
                .build();
    }

    private static Map<String, ExecutionContext> buckets(Take take) {
        Map<String, ExecutionContext> partitions = new HashMap<>();
        for (int bucket = 0; bucket < take.buckets(); bucket++) {
            ExecutionContext context = new ExecutionContext();
            context.putInt(BucketStep.BUCKET, bucket);
            partitions.put("bucket-" + bucket, context);
        }
        return partitions;
    }

    /** Makes something when it is first needed, once for all threads. */
    private static final class Lazily<T> {
        private final Supplier<T> maker;
        private @Nullable T made;

        Lazily(Supplier<T> maker) {
            this.maker = maker;
        }

        synchronized T get() {
            T found = made;
            if (found == null) {
                found = maker.get();
                made = found;
            }
            return found;
        }
    }
}
