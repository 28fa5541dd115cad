package io.monthclose.store;

import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The lease's two tables on PostgreSQL. Time is the server's. */
final class LeaseTable {
    private static final String LOCK_TIMED_OUT = "55P03";
    /** Any number that no other program on the database is likely to use. */
    private static final int TAKING = 0x4D6F_436C;

    private static final String HELD = "SELECT h.token, h.holder, h.given_back_at IS NULL AS kept,"
            + " CEIL(EXTRACT(EPOCH FROM h.expires_at - clock_timestamp())) AS seconds_left,"
            + " to_char(h.taken_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') AS since"
            + " FROM book_lease l JOIN book_lease_holder h ON h.token = l.token";

    private final JdbcClient sql;
    private final TransactionTemplate transactions;

    LeaseTable(JdbcTemplate jdbc) {
        this.sql = JdbcClient.create(jdbc);
        // Not the fenced ones: whoever takes the lease holds none yet.
        this.transactions =
                new TransactionTemplate(new DataSourceTransactionManager(Objects.requireNonNull(jdbc.getDataSource())));
    }

    /**
     * A lease that was given.
     *
     * @param token higher than any before
     * @param replaced who held the book and did not give it back, if anybody
     */
    record Given(long token, Optional<String> replaced) {}

    private record Held(long token, String holder, boolean kept, long secondsLeft, String since) {}

    /**
     * Takes the lease when nobody holds it, or who held it let it run out.
     *
     * @throws ProblemException CLOSED_ELSEWHERE otherwise
     */
    Given take(String holder, Duration length) {
        try {
            return transactions.execute(_ -> takeNow(holder, length));
        } catch (DataAccessException e) {
            if (e.getCause() instanceof SQLException failed && LOCK_TIMED_OUT.equals(failed.getSQLState())) {
                throw new ProblemException(
                        ProblemCode.CLOSED_ELSEWHERE,
                        "the book is in use: a transaction of the close before has not ended yet: retry later",
                        e);
            }
            throw e;
        }
    }

    private Given takeNow(String holder, Duration length) {
        // Of two that find it run out, the second looks when the first has it.
        sql.sql("SET LOCAL lock_timeout = '5s'").update();
        sql.sql("SELECT pg_advisory_xact_lock(?, hashtext(current_schema()))")
                .param(TAKING)
                .query(row -> {});
        Optional<Held> before = held();
        if (before.isPresent() && before.get().kept() && before.get().secondsLeft() > 0) {
            throw inUse(before.get());
        }
        Optional<Held> dead = before.filter(Held::kept);
        dead.ifPresent(_ -> endTransactions());
        long token = before.map(Held::token).orElse(0L);
        int taken = sql.sql("UPDATE book_lease SET token = token + 1 WHERE token = ?")
                .param(token)
                .update();
        if (taken == 0) {
            throw inUse(held().orElseThrow());
        }
        sql.sql("INSERT INTO book_lease_holder (token, holder, taken_at, expires_at)"
                        + " VALUES (?, ?, clock_timestamp(), clock_timestamp() + ? * INTERVAL '1 millisecond')")
                .params(token + 1, holder, length.toMillis())
                .update();
        return new Given(token + 1, dead.map(held -> held.holder() + " since " + held.since()));
    }

    private Optional<Held> held() {
        return sql.sql(HELD)
                .query((row, _) -> new Held(
                        row.getLong("token"),
                        row.getString("holder"),
                        row.getBoolean("kept"),
                        row.getLong("seconds_left"),
                        row.getString("since")))
                .optional();
    }

    private static ProblemException inUse(Held held) {
        return new ProblemException(
                ProblemCode.CLOSED_ELSEWHERE,
                String.format(
                        Locale.ROOT,
                        "the book is in use by the close of %s since %s: retry later; if that process is dead, the book"
                                + " is free in at most %d s",
                        held.holder(),
                        held.since(),
                        Math.max(held.secondsLeft(), 1)));
    }

    /** Transactions of a process that is held up would keep their rows locked for as long as it is. */
    private void endTransactions() {
        sql.sql("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE relation = 'book_lease'::regclass"
                        + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
                        + " AND mode = 'RowShareLock' AND pid <> pg_backend_pid()"
                        // Those of another role, the owner's say, are waited for.
                        + " AND pid IN (SELECT a.pid FROM pg_stat_activity a WHERE pg_has_role(a.usesysid, 'USAGE'))")
                .query(Boolean.class)
                .list();
    }

    /** Puts the lease's end off; false when it is another's by now. */
    boolean renew(long token, Duration length) {
        return sql.sql("UPDATE book_lease_holder SET expires_at = clock_timestamp() + ? * INTERVAL '1 millisecond'"
                                + " WHERE token = ? AND token = (SELECT token FROM book_lease)")
                        .params(length.toMillis(), token)
                        .update()
                == 1;
    }

    /** Gives the lease back. */
    void giveBack(long token) {
        sql.sql("UPDATE book_lease_holder SET given_back_at = clock_timestamp() WHERE token = ?")
                .param(token)
                .update();
    }

    /** Whether the book is held with this token. */
    boolean isHeldWith(long token) {
        return sql.sql("SELECT token FROM book_lease").query(Long.class).single() == token;
    }

    /** Holds the token until the connection's transaction ends; false when it is another by now. */
    static boolean hold(Connection connection, long token) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT 1 FROM book_lease WHERE token = ? FOR SHARE")) {
            statement.setLong(1, token);
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
    }
}
