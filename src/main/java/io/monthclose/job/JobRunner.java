package io.monthclose.job;

import io.monthclose.period.BillingMonth;
import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import io.monthclose.store.DatabaseLoss;
import io.monthclose.store.Finding;
import io.monthclose.store.Invariant;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobExecutionAlreadyRunningException;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/** Launches the job, or restarts it where it stopped. */
final class JobRunner {
    private static final long HEAP_BYTES_PER_THREAD = 96L << 20;

    private final JobOperator operator;
    private final JobRepository repository;
    private final Stores stores;
    private final StopSwitch stop;

    JobRunner(JobOperator operator, JobRepository repository, Stores stores, StopSwitch stop) {
        this.operator = operator;
        this.repository = repository;
        this.stores = stores;
        this.stop = stop;
    }

    /**
     * Runs to the end.
     *
     * @throws ProblemException what stopped it, when it is known; UNEXPECTED otherwise
     */
    void run(CloseRun run, CloseInput input) {
        ThreadPoolTaskExecutor threads = threads(run.request().threads());
        try {
            stillBroken(run, threads);
            JobExecution execution = launch(run, input, threads);
            if (execution.getStatus() == BatchStatus.STOPPED && stop.isRequested()) {
                throw new ProblemException(
                        ProblemCode.STOPPED,
                        "the close of " + run.period()
                                + " stopped on request at the border of a chunk; the next close goes on");
            }
            if (execution.getStatus() != BatchStatus.COMPLETED) {
                throw failure(
                        run.period(),
                        firstFailure(run, execution),
                        execution.getExitStatus().toString());
            }
        } catch (ProblemException e) {
            throw e;
        } catch (RuntimeException e) {
            // Such as one that the framework met when it wanted to note a failure.
            throw failure(run.period(), Optional.ofNullable(run.failure().get()).orElse(e), String.valueOf(e));
        } finally {
            threads.shutdown();
        }
    }

    /** Where the last reconciliation found a break, nothing is done again before it is seen that it is mended. */
    private void stillBroken(CloseRun run, ThreadPoolTaskExecutor threads) {
        YearMonth month = run.period().yearMonth();
        List<Integer> broken = stores.reconciliation().broken(month);
        if (broken.isEmpty() || run.month().take() != run.takeNumber()) {
            return;
        }
        boolean ratingOnly = broken.stream().allMatch(Invariant::isOfRating);
        List<Finding> findings = stores.reconciliation().check(run.month(), run.period(), ratingOnly, threads);
        BrokenInvariant.of(findings, month, stores).ifPresent(problem -> {
            throw problem;
        });
    }

    private JobExecution launch(CloseRun run, CloseInput input, ThreadPoolTaskExecutor threads) {
        endWhatDied(run.request().clock());
        try {
            return operator.start(new MonthCloseJob(run, input, repository, threads, stop).build(), identity(run));
        } catch (JobExecutionAlreadyRunningException e) {
            throw new ProblemException(
                    ProblemCode.CLOSED_ELSEWHERE, run.period() + " is being closed elsewhere: " + e.getMessage(), e);
        } catch (JobExecutionException e) {
            throw new ProblemException(
                    ProblemCode.UNEXPECTED, "the close of " + run.period() + " was not started: " + e.getMessage(), e);
        }
    }

    /**
     * Which job it is: the month, its take, and how often that take's job has ended well while the month stayed open. So one that
     * did not end well goes on, and after one that did the steps run anew.
     */
    private JobParameters identity(CloseRun run) {
        JobParametersBuilder identity =
                new JobParametersBuilder().addString("month", run.period().toString(), true);
        if (run.takeNumber() > 1) {
            identity.addString("take", Integer.toString(run.takeNumber()), true);
        }
        long round = stores.history()
                .completedRounds(MonthCloseJob.NAME, run.period().toString(), run.takeNumber());
        if (round > 0) {
            identity.addString("round", Long.toString(round), true);
        }
        return identity.toJobParameters();
    }

    /**
     * The lease of a PostgreSQL book, and the lock of an H2 book's file, say that whoever holds them is alone. An execution that has
     * not ended, of whatever month, belongs to a process that is dead, and an instance without an execution to one that died between
     * the two rows. Where the database failed just as an end was noted, the month may be closed by then, or a step lies open in an
     * execution that has ended, which the framework takes for running for ever.
     */
    void endWhatDied(Clock clock) {
        stores.transactions().executeWithoutResult(_ -> stores.history().removeInstancesWithoutExecution());
        LocalDateTime now = LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
        stores.history().unendedExecutions(MonthCloseJob.NAME).stream()
                .map(repository::getJobExecution)
                .filter(Objects::nonNull)
                .forEach(execution -> end(execution, now));
    }

    private void end(JobExecution execution, LocalDateTime now) {
        for (StepExecution step : execution.getStepExecutions()) {
            if (step.getEndTime() == null || step.getStatus() == BatchStatus.UNKNOWN) {
                step.setStatus(BatchStatus.FAILED);
                step.setExitStatus(ExitStatus.FAILED);
                step.setEndTime(now);
                repository.update(step);
            }
        }
        execution.setStatus(BatchStatus.FAILED);
        execution.setExitStatus(ExitStatus.FAILED);
        execution.setEndTime(now);
        repository.update(execution);
    }

    /** As many as were asked for and as the heap has room for: each holds a slice, or a bucket with its rows. */
    static ThreadPoolTaskExecutor threads(int asked) {
        long room = Math.max(1, Runtime.getRuntime().maxMemory() / HEAP_BYTES_PER_THREAD);
        ThreadPoolTaskExecutor threads = new ThreadPoolTaskExecutor();
        threads.setCorePoolSize((int) Math.min(asked, room));
        threads.setThreadNamePrefix("close-");
        threads.setDaemon(true);
        threads.afterPropertiesSet();
        return threads;
    }

    /** What a step met first; else what the framework met between the steps, where no listener hears of it. */
    private static @Nullable Throwable firstFailure(CloseRun run, JobExecution execution) {
        return Optional.ofNullable(run.failure().get())
                .or(() -> execution.getAllFailureExceptions().stream().findFirst())
                .orElse(null);
    }

    /** What a close failed on, {@code outcome} where it did not say; what it is for its operator. */
    static ProblemException failure(BillingMonth month, @Nullable Throwable cause, String outcome) {
        for (Throwable next = cause; next != null; next = next.getCause()) {
            if (next instanceof ProblemException problem) {
                return problem;
            }
            // Also where a thread or a driver met it and says so in an exception of its own.
            if (next instanceof OutOfMemoryError) {
                return new ProblemException(
                        ProblemCode.UNEXPECTED,
                        "the close of " + month
                                + " ran out of memory; give Java more of it and run it again, such as"
                                + " MONTH_CLOSE_JAVA_OPTS=-Xmx2g: a bucket is as large as its largest account",
                        next);
            }
        }
        if (cause != null && DatabaseLoss.isIn(cause)) {
            return new ProblemException(
                    ProblemCode.DATABASE_UNREACHABLE,
                    "the database went away in the close of " + month + ", which can be run again: "
                            + innermostMessage(cause),
                    cause);
        }
        String what = cause == null ? outcome : rootOf(cause).toString();
        return new ProblemException(
                ProblemCode.UNEXPECTED,
                "the close of " + month + " failed and can be run again: " + what,
                cause == null ? new IllegalStateException(what) : cause);
    }

    private static Throwable rootOf(Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    /** A connection that just ends has a cause without any message. */
    private static String innermostMessage(Throwable cause) {
        String said = cause.toString();
        for (Throwable next = cause; next != null; next = next.getCause()) {
            said = next.getMessage() == null ? said : next.getMessage();
        }
        return said;
    }
}
