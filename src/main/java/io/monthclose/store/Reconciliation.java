package io.monthclose.store;

import io.monthclose.period.BillingMonth;
import io.monthclose.store.PackCheck.FreePools;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.Statement;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Checks the invariants on the tables: account by account, bucket after bucket on several threads, and with queries over all.
 * Keeps what it found.
 */
public final class Reconciliation {
    private static final int LONGEST_DETAIL = 4000;

    private final JdbcTemplate jdbc;
    private final JdbcClient sql;

    /** A reconciliation on this database. */
    public Reconciliation(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        this.sql = JdbcClient.create(jdbc);
    }

    /**
     * Checks, reading only. Not within a transaction: somebody who waits to change a table that it has read, as a migration does,
     * holds up the threads that read that table next, and the transaction would wait for them for ever.
     *
     * @param ratingOnly whether to check only what holds before any money moves
     * @param threads run buckets and queries
     * @return what was found of each invariant asked for, in order
     * @throws IllegalStateException within a transaction
     */
    public List<Finding> check(MonthRow month, BillingMonth period, boolean ratingOnly, Executor threads) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("a reconciliation waits for other threads, and may hold no lock");
        }
        // By itself: to others, what a transaction learns of its tables is told when it ends.
        checked(List.of(this::statisticsRefreshed), threads);
        Predicate<Invariant> asked = invariant -> !ratingOnly || invariant.ofRating();
        Take take = new SnapshotStore(jdbc).take(month);
        FreePools pools = freePools(month);
        BucketFacts.OfMonth ofMonth = OneMoment.read(
                jdbc,
                () -> new BucketFacts.OfMonth(
                        parked(month.month()), ratingOnly ? Map.of() : countedTopUps(month.month())));
        List<Supplier<Breaks>> parts = new ArrayList<>();
        parts.add(this::strayRows);
        Arrays.stream(Invariant.values())
                .filter(asked)
                .flatMap(invariant -> queries(invariant, month))
                .forEach(parts::add);
        IntStream.range(0, take.buckets())
                .forEach(bucket -> parts.add(() -> bucket(take, bucket, period, pools, ofMonth, ratingOnly)));
        Breaks breaks = checked(parts, threads);
        return Arrays.stream(Invariant.values())
                .filter(asked)
                .map(breaks::finding)
                .toList();
    }

    /**
     * What {@link #check} says of rows that are of no month of the book: a bill is due in none of these, and whatever else lies
     * there would be taken for what the months before left. Looked at before any money moves.
     */
    public Finding strays() {
        return strayRows().finding(Invariant.BILLS_ADD_UP);
    }

    private Breaks strayRows() {
        Breaks breaks = new Breaks();
        new StrayRows(jdbc)
                .find(Breaks.MOST_PLACES)
                .forEach(stray -> breaks.add(
                        Invariant.BILLS_ADD_UP,
                        stray.table() + " " + stray.key() + ": is of " + stray.month() + ", and " + stray.why()));
        return breaks;
    }

    /** What all parts find, in their order, whichever ends first. */
    private static Breaks checked(List<Supplier<Breaks>> parts, Executor threads) {
        List<CompletableFuture<Breaks>> running = parts.stream()
                .map(part -> CompletableFuture.supplyAsync(part, threads))
                .toList();
        Breaks breaks = new Breaks();
        try {
            running.forEach(part -> breaks.addAll(part.join()));
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        } finally {
            running.forEach(part -> part.cancel(false));
        }
        return breaks;
    }

    /** A month's rows are new to PostgreSQL's planner, which without knowing how many there are joins them row by row. */
    private Breaks statisticsRefreshed() {
        jdbc.execute((Connection connection) -> {
            if (connection.isWrapperFor(PGConnection.class)) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("SELECT refresh_statistics()");
                }
            }
            return true;
        });
        return new Breaks();
    }

    private Breaks bucket(
            Take take,
            int bucket,
            BillingMonth period,
            FreePools pools,
            BucketFacts.OfMonth ofMonth,
            boolean ratingOnly) {
        Breaks breaks = new Breaks();
        for (AccountFacts facts : new BucketFacts(jdbc, take, bucket, breaks).read(ofMonth, !ratingOnly)) {
            AccountCheck account = new AccountCheck(facts, breaks);
            account.rating();
            new PackCheck(facts, period.range(), pools, breaks).rating();
            if (!ratingOnly) {
                account.books();
            }
        }
        return breaks;
    }

    /** A query at a time, so that several run at once. */
    private Stream<Supplier<Breaks>> queries(Invariant invariant, MonthRow month) {
        Map<String, Object> parameters = Map.of(
                "month", month.month().toString(),
                "before", month.month().minusMonths(1).toString(),
                "take", month.take());
        return ReconciliationQueries.BY_INVARIANT.getOrDefault(invariant, List.of()).stream()
                .map(query -> () -> {
                    Breaks breaks = new Breaks();
                    sql.sql(query + " ORDER BY 1 FETCH FIRST " + Breaks.MOST_PLACES + " ROWS ONLY")
                            .params(parameters)
                            .query(String.class)
                            .list()
                            .forEach(place -> breaks.add(invariant, place));
                    return breaks;
                });
    }

    private FreePools freePools(MonthRow month) {
        Map<String, String> poolOfApi = new HashMap<>();
        Map<String, Long> sizes = new HashMap<>();
        sql.sql("SELECT api, pool, calls FROM price_book_pool WHERE sha256 = ?")
                .param(month.priceBookSha256())
                .query(row -> {
                    poolOfApi.put(row.getString(1), row.getString(2));
                    sizes.put(row.getString(2), row.getLong(3));
                });
        return new FreePools(poolOfApi, sizes);
    }

    private Map<String, String> parked(YearMonth month) {
        Map<String, String> stages = new HashMap<>();
        new MonthStore(jdbc).parked(month).forEach(account -> stages.put(account.accountId(), account.stage()));
        return stages;
    }

    private Map<String, BigDecimal> countedTopUps(YearMonth month) {
        Map<String, BigDecimal> sums = new HashMap<>();
        sql.sql("SELECT c.account_id, SUM(t.amount) FROM counted_top_up c"
                        + " JOIN top_up t ON t.top_up_id = c.top_up_id AND t.account_id = c.account_id"
                        + " WHERE c.billing_month = ? GROUP BY c.account_id")
                .param(month.toString())
                .query(row -> {
                    sums.put(row.getString(1), row.getBigDecimal(2));
                });
        return sums;
    }

    /** What the last reconciliation found. */
    public List<Finding> findings(YearMonth month) {
        return sql.sql("SELECT number, holds, detail FROM invariant_result WHERE billing_month = ? ORDER BY number")
                .param(month.toString())
                .query((row, _) -> new Finding(Invariant.numbered(row.getInt(1)), row.getBoolean(2), row.getString(3)))
                .list();
    }

    /** The numbers of the invariants that the last reconciliation of a month found broken. */
    public List<Integer> broken(YearMonth month) {
        return sql.sql("SELECT number FROM invariant_result WHERE billing_month = ? AND NOT holds ORDER BY number")
                .param(month.toString())
                .query(Integer.class)
                .list();
    }

    /** Keeps findings in place of earlier ones. */
    public void keep(YearMonth month, List<Finding> findings) {
        for (Finding finding : findings) {
            int number = finding.invariant().number();
            sql.sql("DELETE FROM invariant_result WHERE billing_month = ? AND number = ?")
                    .params(month.toString(), number)
                    .update();
            String detail = finding.detail();
            new BulkInsert(jdbc)
                    .into("invariant_result", "billing_month,number,holds,detail", List.<Object[]>of(new Object[] {
                        month.toString(),
                        number,
                        finding.holds(),
                        detail.substring(0, Math.min(LONGEST_DETAIL, detail.length()))
                    }));
        }
    }
}
