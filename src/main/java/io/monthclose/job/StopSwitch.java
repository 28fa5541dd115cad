package io.monthclose.job;

import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.StepInterruptionPolicy;

/** Stops a running close at the next border of a chunk, once it is asked to; what was done stays, and the next close goes on. */
public final class StopSwitch implements StepInterruptionPolicy {
    private volatile boolean requested;

    /** Asks for it, from any thread. */
    public void request() {
        requested = true;
    }

    boolean isRequested() {
        return requested;
    }

    /** At the border of a chunk. The framework ends a step well that is merely interrupted: it must be told that it is to end. */
    @Override
    public void checkInterrupted(StepExecution step) {
        if (requested) {
            step.setTerminateOnly();
        }
    }

    /** Before a step. */
    void checkBefore(StepExecution step) {
        if (requested) {
            step.setTerminateOnly();
            throw new IllegalStateException(new JobInterruptedException("stopped on request"));
        }
    }
}
