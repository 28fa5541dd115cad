package io.monthclose.job;

import io.monthclose.store.HistoryStore.EventKind;
import io.monthclose.store.StepCounts;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;

/** Watches one step: what must hold before it, its lines in the history, its progress, and the first thing that fails in it. */
final class StepWatch implements StepExecutionListener {
    private final CloseRun run;
    private final StopSwitch stop;
    private final Runnable before;
    private final StepUnits units;

    StepWatch(CloseRun run, StopSwitch stop, Runnable before, StepUnits units) {
        this.run = run;
        this.stop = stop;
        this.before = before;
        this.units = units;
    }

    @Override
    public void beforeStep(StepExecution execution) {
        run.progress()
                .reached(execution.getStepName(), execution.getJobExecution().getId());
        run.happened(EventKind.STEP_STARTED, execution.getStepName(), null, null);
        stop.checkBefore(execution);
        before.run();
        run.progress().started(execution.getStepName(), units.total(run), units.unit());
    }

    @Override
    public @Nullable ExitStatus afterStep(StepExecution execution) {
        execution.getFailureExceptions().forEach(run::failed);
        String step = execution.getStepName();
        boolean well = execution.getStatus() == BatchStatus.COMPLETED;
        StepCounts result = well ? units.result(run) : StepCounts.NONE;
        String counts = result.text();
        run.happened(EventKind.STEP_ENDED, step, execution.getStatus().name(), counts);
        run.progress().cameOut(execution.getStatus().name(), result.counts());
        if (well) {
            run.progress().ended(step, counts);
        } else {
            run.progress().failed(step);
        }
        return null;
    }
}
