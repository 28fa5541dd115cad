package io.monthclose.store;

import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.TransactionException;

/**
 * The right to close in a book, held by one process at a time. On PostgreSQL it ends by itself when it is not renewed in time, and
 * has a token, which every transaction of the holder holds too: one that was replaced while it was held up can write nothing more.
 * An H2 book needs no lease: its file is locked.
 */
public final class BookLease implements AutoCloseable {
    private static final int RENEWALS_PER_LEASE = 3;
    private static final Logger LOG = LoggerFactory.getLogger(BookLease.class);

    private final @Nullable Holding holding;

    private BookLease(@Nullable Holding holding) {
        this.holding = holding;
    }

    /** What there is to a lease on PostgreSQL. */
    private record Holding(
            LeaseTable table, LeaseTable.Given given, FencedTransactions transactions, ScheduledExecutorService beat) {}

    /**
     * Takes the lease, and renews it until it is given back.
     *
     * @param jdbc the book
     * @param transactions those that may write while the lease is held, and not when it was lost
     * @param length after so long without renewal another process may take it
     * @param holder who takes it, for whoever is refused meanwhile
     * @throws ProblemException CLOSED_ELSEWHERE when another process holds it
     */
    public static BookLease take(JdbcTemplate jdbc, FencedTransactions transactions, Duration length, String holder) {
        if (!Postgres.has(jdbc)) {
            return new BookLease(null);
        }
        LeaseTable table = new LeaseTable(jdbc);
        LeaseTable.Given given = table.take(holder, length);
        transactions.raise(connection -> {
            if (!LeaseTable.hold(connection, given.token())) {
                throw lost();
            }
        });
        ScheduledExecutorService beat = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("lease").factory());
        long pause = length.toMillis() / RENEWALS_PER_LEASE;
        ScheduledFuture<?> _ = beat.scheduleWithFixedDelay(
                () -> renew(table, given.token(), length), pause, pause, TimeUnit.MILLISECONDS);
        return new BookLease(new Holding(table, given, transactions, beat));
    }

    private static void renew(LeaseTable table, long token, Duration length) {
        try {
            table.renew(token, length);
        } catch (DataAccessException | TransactionException e) {
            // The next one may reach the server again. Until then the token still says who may write.
            LOG.debug("the lease was not renewed", e);
        }
    }

    private static ProblemException lost() {
        return new ProblemException(
                ProblemCode.CLOSED_ELSEWHERE,
                "another close has taken the book over, because this one was held up for longer than its lease: it"
                        + " stops and writes nothing more");
    }

    /** Who held the book before and did not give it back, if anybody. */
    public Optional<String> replaced() {
        return holding == null ? Optional.empty() : holding.given().replaced();
    }

    /**
     * What a failure comes of: of the lease, when another process has it by now. It ended this one's sessions, or changed what this
     * one reads, so that a month seems out of order or an invariant broken.
     *
     * @return the failure, or one that says that the lease was lost
     */
    public ProblemException explained(ProblemException failure) {
        if (holding == null) {
            return failure;
        }
        try {
            return holding.table().isHeldWith(holding.given().token()) ? failure : lost();
        } catch (DataAccessException e) {
            return failure;
        }
    }

    /** Gives the lease back. */
    @Override
    public void close() {
        if (holding == null) {
            return;
        }
        holding.beat().shutdownNow();
        holding.transactions().lower();
        try {
            holding.table().giveBack(holding.given().token());
        } catch (DataAccessException e) {
            // It ends by itself.
            LOG.debug("the lease was not given back", e);
        }
    }
}
