package io.monthclose.job;

import io.monthclose.intake.InputFolder;
import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import java.util.List;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.transaction.PlatformTransactionManager;

/** Launches the job, or restarts it where it stopped. */
final class JobRunner {
    private final JobOperator operator;
    private final JobRepository repository;
    private final PlatformTransactionManager transactions;
    private final Stores stores;

    JobRunner(JobOperator operator, JobRepository repository, PlatformTransactionManager transactions, Stores stores) {
        this.operator = operator;
        this.repository = repository;
        this.transactions = transactions;
        this.stores = stores;
    }

    /**
     * Runs to the end.
     *
     * @throws ProblemException what stopped it, when it is known; UNEXPECTED otherwise
     */
    void run(CloseRun run, InputFolder folder) {
        JobParameters month = identity(run);
        endWhatDied(month);
        ThreadPoolTaskExecutor threads = threads(run.request().threads());
        try {
            Job job = new MonthCloseJob(run, folder, repository, transactions, threads).build();
            JobExecution execution = operator.start(job, month);
            if (execution.getStatus() != BatchStatus.COMPLETED) {
                throw failure(run, execution);
            }
        } catch (JobExecutionException e) {
            throw new ProblemException(
                    ProblemCode.CLOSED_ELSEWHERE, run.period() + " is being closed elsewhere: " + e.getMessage(), e);
        } finally {
            threads.shutdown();
        }
    }

    /** Whether every step of the month's job has ended well. */
    boolean isComplete(CloseRun run) {
        JobExecution last = repository.getLastJobExecution(MonthCloseJob.NAME, identity(run));
        return last != null && last.getStatus() == BatchStatus.COMPLETED;
    }

    /** The month alone says which job it is. */
    private static JobParameters identity(CloseRun run) {
        return new JobParametersBuilder()
                .addString("month", run.period().toString(), true)
                .toJobParameters();
    }

    /**
     * The database file's lock is the lease: whoever holds it is alone. An execution that has not ended belongs to a process
     * that is dead, and an instance without an execution to one that died between the two rows.
     */
    private void endWhatDied(JobParameters month) {
        stores.history().removeInstancesWithoutExecution();
        JobInstance instance = repository.getJobInstance(MonthCloseJob.NAME, month);
        List<JobExecution> executions = instance == null ? List.of() : repository.getJobExecutions(instance);
        executions.stream().filter(execution -> execution.getEndTime() == null).forEach(operator::recover);
        executions.forEach(this::endUnknown);
    }

    /**
     * Where the framework could not write down how it ended, it knows no more and refuses to go on. What is true is in the
     * book's own tables: going on from them is safe.
     */
    private void endUnknown(JobExecution execution) {
        for (StepExecution step : execution.getStepExecutions()) {
            if (step.getStatus() == BatchStatus.UNKNOWN) {
                step.setStatus(BatchStatus.FAILED);
                repository.update(step);
            }
        }
        if (execution.getStatus() == BatchStatus.UNKNOWN) {
            execution.setStatus(BatchStatus.FAILED);
            repository.update(execution);
        }
    }

    private static ThreadPoolTaskExecutor threads(int count) {
        ThreadPoolTaskExecutor threads = new ThreadPoolTaskExecutor();
        threads.setCorePoolSize(count);
        threads.setThreadNamePrefix("bucket-");
        threads.setDaemon(true);
        threads.afterPropertiesSet();
        return threads;
    }

    private static ProblemException failure(CloseRun run, JobExecution execution) {
        Throwable cause = run.failure().get();
        for (Throwable next = cause; next != null; next = next.getCause()) {
            if (next instanceof ProblemException problem) {
                return problem;
            }
        }
        String what = cause == null
                ? execution.getExitStatus().toString()
                : rootOf(cause).toString();
        return new ProblemException(
                ProblemCode.UNEXPECTED,
                "the close of " + run.period() + " failed and can be run again: " + what,
                cause == null ? new IllegalStateException(what) : cause);
    }

    private static Throwable rootOf(Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
