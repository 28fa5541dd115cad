package io.monthclose.explain;

import io.monthclose.intake.BucketRows;
import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import io.monthclose.store.MonthRow;
import io.monthclose.store.MonthState;
import io.monthclose.store.MonthStore;
import io.monthclose.store.RecordedAccount;
import io.monthclose.store.RecordedAccounts;
import io.monthclose.store.RejectCounts;
import io.monthclose.store.SnapshotStore;
import io.monthclose.usage.RejectReason;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Explains accounts of a book. Everything is read at one moment, so that a close may run beside it. */
public final class MonthExplanations {
    private final JdbcTemplate jdbc;

    /** Explanations from this database. */
    public MonthExplanations(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Explains the bill of an account.
     *
     * @param withRecords whether each record is told
     * @throws ProblemException NOT_NOW when the month is not there or has not come so far, WRONG_USE when there is nothing of the
     *     account in it, INVARIANT_BROKEN when what it was settled from cannot be read any more
     */
    public Explanation explain(YearMonth month, String accountId, boolean withRecords) {
        return atOneMoment(() -> {
            ExplainedMonth explained = ExplainedMonth.read(jdbc, row(month));
            return readable(month, accountId, () -> explained(explained, accountId, withRecords));
        });
    }

    /** Explains the bills of all accounts that the month has something to settle for, bucket by bucket, by id within one. */
    public void each(YearMonth month, Consumer<Explanation> reader) {
        atOneMoment(() -> {
            ExplainedMonth explained = ExplainedMonth.read(jdbc, row(month));
            Explainer explainer = new Explainer(explained, false);
            Map<String, Map<RejectReason, Long>> rejected =
                    new RejectCounts(jdbc).ofAll(explained.take(), explained.inputs());
            for (int bucket = 0; bucket < explained.take().buckets(); bucket++) {
                BucketRows rows = new SnapshotStore(jdbc).rows(explained.take(), bucket);
                for (RecordedAccount recorded : new RecordedAccounts(jdbc).ofBucket(explained.take(), bucket)) {
                    String id = recorded.account().account().id().value();
                    reader.accept(readable(
                            month,
                            id,
                            () -> explainer.explain(
                                    recorded, rows.of(id).records(), rejected.getOrDefault(id, Map.of()))));
                }
            }
            return explained;
        });
    }

    private MonthRow row(YearMonth month) {
        return new MonthStore(jdbc)
                .find(month)
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.NOT_NOW, month + " is not in the book; status shows the months that are"));
    }

    private Explanation explained(ExplainedMonth month, String accountId, boolean withRecords) {
        RecordedAccounts accounts = new RecordedAccounts(jdbc);
        RecordedAccount recorded = accounts.find(month.take(), accountId)
                .orElseThrow(() -> unknown(month.row().month(), accountId, accounts.isKnown(accountId)));
        if (!isRated(month.row(), recorded)) {
            throw new ProblemException(
                    ProblemCode.NOT_NOW,
                    month.row().month() + " is " + month.row().state() + " and " + accountId
                            + " is not rated yet: close goes on with it");
        }
        return new Explainer(month, withRecords)
                .explain(
                        recorded,
                        new SnapshotStore(jdbc)
                                .rows(month.take(), recorded.account().bucket())
                                .of(accountId)
                                .records(),
                        new RejectCounts(jdbc).of(month.take(), month.inputs(), accountId));
    }

    private static boolean isRated(MonthRow month, RecordedAccount recorded) {
        return month.state().compareTo(MonthState.RATED) >= 0
                || recorded.bill().isPresent()
                || recorded.parked().isPresent();
    }

    /** The command names an account that has nothing to do with the month: nothing is wrong with book or input. */
    private static ProblemException unknown(YearMonth month, String accountId, boolean known) {
        return new ProblemException(
                ProblemCode.WRONG_USE,
                known
                        ? accountId + " has no bill in " + month
                                + ": it was not open in it, held no freeze and had no pack"
                        : "account " + accountId + " is not in the book");
    }

    private static Explanation readable(YearMonth month, String accountId, Supplier<Explanation> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException damaged) {
            throw new ProblemException(
                    ProblemCode.INVARIANT_BROKEN,
                    "what " + accountId + " was settled from in " + month + " cannot be read: " + damaged.getMessage(),
                    damaged);
        }
    }

    private <T> T atOneMoment(Supplier<T> reading) {
        TransactionTemplate transaction =
                new TransactionTemplate(new JdbcTransactionManager(Objects.requireNonNull(jdbc.getDataSource())));
        transaction.setReadOnly(true);
        transaction.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        return Objects.requireNonNull(transaction.execute(_ -> reading.get()));
    }
}
