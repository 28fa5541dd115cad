package io.monthclose.job;

import io.monthclose.intake.TakenSlice;
import io.monthclose.store.Take;
import java.util.function.Supplier;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.StepBuilder;

/**
 * Reads slices, one after the other, until none is left; several do so at once. A slice's segments, rejects, counts and progress
 * commit together. Which of them reads which slice is not kept: what is left is read from the book's tables.
 */
final class TakeStep implements Step {
    private final String name;
    private final UsageSource usage;
    private final SliceQueue slices;
    private final CloseRun run;
    private final JobRepository repository;
    private final StopSwitch stop;

    TakeStep(
            String name,
            UsageSource usage,
            SliceQueue slices,
            CloseRun run,
            JobRepository repository,
            StopSwitch stop) {
        this.name = name;
        this.usage = usage;
        this.slices = slices;
        this.run = run;
        this.repository = repository;
        this.stop = stop;
    }

    @Override
    public String getName() {
        return name;
    }

    /** One that ended well before may be needed again: another may have failed. */
    @Override
    public boolean isAllowStartIfComplete() {
        return true;
    }

    @Override
    public void execute(StepExecution execution) throws JobInterruptedException {
        Take take = run.take();
        new StepBuilder(name, repository)
                .<Supplier<TakenSlice>, TakenSlice>chunk(1)
                .transactionManager(run.stores().manager())
                .interruptionPolicy(stop)
                .reader(slices::next)
                .processor(Supplier::get)
                .writer(chunk -> {
                    for (TakenSlice taken : chunk) {
                        usage.keep(take, taken);
                        run.progress().advanced(usage.unitsOf(taken));
                    }
                })
                .build()
                .execute(execution);
        if (!execution.getFailureExceptions().isEmpty()) {
            slices.stop();
            execution.getFailureExceptions().forEach(run::failed);
        }
    }
}
