package io.monthclose.job;

import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.StepBuilder;

/**
 * Works through the accounts of one bucket in chunks. Which accounts are left is read from the book's tables when the bucket is
 * opened, so that a restart does what is missing and nothing else.
 */
final class BucketStep<I, O> implements Step {
    private static final String BUCKET = "bucket-";

    private final String name;
    private final Work<I, O> work;
    private final CloseRun run;
    private final JobRepository repository;
    private final StopSwitch stop;

    /** What is done with a bucket: read it, work on one item, keep a chunk of results. */
    record Work<I, O>(IntFunction<List<I>> read, Function<I, O> process, Keep<O> keep) {}

    /** Keeps a chunk of results in its transaction. */
    interface Keep<O> {
        void chunk(List<? extends O> results);
    }

    BucketStep(String name, Work<I, O> work, CloseRun run, JobRepository repository, StopSwitch stop) {
        this.name = name;
        this.work = work;
        this.run = run;
        this.repository = repository;
        this.stop = stop;
    }

    /** The partition of a bucket. Its step execution is named for it; what its context holds is lost when the close fails between the two rows. */
    static String partition(int bucket) {
        return BUCKET + bucket;
    }

    private static int bucketOf(StepExecution execution) {
        String step = execution.getStepName();
        return Integer.parseInt(step.substring(step.lastIndexOf(BUCKET) + BUCKET.length()));
    }

    @Override
    public String getName() {
        return name;
    }

    /** A bucket that ended well may have something left again: an account that was parked and is tried once more. */
    @Override
    public boolean isAllowStartIfComplete() {
        return true;
    }

    @Override
    public void execute(StepExecution execution) throws JobInterruptedException {
        int bucket = bucketOf(execution);
        new StepBuilder(name, repository)
                .<I, O>chunk(run.settings().accountsPerChunk())
                .transactionManager(run.stores().manager())
                .interruptionPolicy(stop)
                .reader(new BucketReader<>(
                        () -> stop.isRequested() ? List.of() : work.read().apply(bucket)))
                .processor(item -> work.process().apply(item))
                .writer(chunk -> {
                    work.keep().chunk(chunk.getItems());
                    run.progress().advanced(chunk.size());
                })
                .build()
                .execute(execution);
        execution.getFailureExceptions().forEach(run::failed);
    }
}
