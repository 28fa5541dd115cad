package io.monthclose.job;

import io.monthclose.store.Finding;
import io.monthclose.store.MonthRow;
import io.monthclose.store.MonthState;
import io.monthclose.store.Reconciliation;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Checks invariants on the tables; a break stops the close, and what was found is kept either way: both apart from the tasklet's
 * transaction. In that one the month moves forward; a process that dies before the framework notes the step's end finds the month
 * moved already.
 */
final class ReconcileTasklet implements Tasklet {
    private final CloseRun run;
    private final Executor threads;
    private final boolean ratingOnly;
    private final MonthState from;
    private final MonthState to;

    ReconcileTasklet(CloseRun run, Executor threads, boolean ratingOnly, MonthState from, MonthState to) {
        this.run = run;
        this.threads = threads;
        this.ratingOnly = ratingOnly;
        this.from = from;
        this.to = to;
    }

    @Override
    public @Nullable RepeatStatus execute(StepContribution contribution, ChunkContext context) {
        TransactionTemplate apart = new TransactionTemplate(
                Objects.requireNonNull(run.stores().transactions().getTransactionManager()));
        apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_NOT_SUPPORTED);
        apart.executeWithoutResult(_ -> {
            if (!ratingOnly || isMoneyToMove()) {
                check();
            }
        });
        if (run.month().state() == from) {
            run.advance(from, to);
        }
        return RepeatStatus.FINISHED;
    }

    private void check() {
        Reconciliation reconciliation = run.stores().reconciliation();
        List<Finding> findings = reconciliation.check(run.month(), run.period(), ratingOnly, threads);
        run.stores()
                .transactions()
                .executeWithoutResult(_ -> reconciliation.keep(run.period().yearMonth(), findings));
        BrokenInvariant.of(findings, run.period().yearMonth(), run.stores()).ifPresent(broken -> {
            throw broken;
        });
    }

    /** Whether any money moves next; where none does, the reconciliation of the books checks the rating soon enough. */
    private boolean isMoneyToMove() {
        MonthRow month = run.month();
        return !run.settlesAgain()
                && (month.state() != MonthState.SETTLED
                        || run.stores().settlements().unsettled(month.month()) > 0);
    }
}
