package io.monthclose.store;

import io.monthclose.bill.Bill;
import io.monthclose.intake.RejectedRow;
import io.monthclose.rating.PackMovement;
import io.monthclose.rating.RatedLine;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Bills and what they are made of. Rows are inserted once; a second insert of the same account fails on its key. */
public final class RatingStore {
    private final JdbcClient sql;
    private final BulkInsert bulk;
    private final SnapshotStore snapshots;

    /** A store on this database. */
    public RatingStore(JdbcTemplate jdbc, SnapshotStore snapshots) {
        this.sql = JdbcClient.create(jdbc);
        this.bulk = new BulkInsert(jdbc);
        this.snapshots = snapshots;
    }

    /**
     * The accounts of a month that rating is done with: billed, parked, or not due a bill and their packs have moved. One that
     * is to be rated once more is not among them, whatever there is of it.
     */
    public Set<String> done(YearMonth month) {
        Set<String> done = new HashSet<>(sql.sql("SELECT account_id FROM bill WHERE billing_month = :month"
                        + " UNION SELECT account_id FROM parked_account WHERE billing_month = :month"
                        + " UNION SELECT account_id FROM pack_movement WHERE billing_month = :month")
                .param("month", month.toString())
                .query(String.class)
                .list());
        done.removeAll(toRetry(month));
        return done;
    }

    /** Lets the parked accounts of a month be rated once more. */
    public void retryParked(YearMonth month) {
        sql.sql("UPDATE parked_account SET retry = TRUE WHERE billing_month = ?")
                .param(month.toString())
                .update();
    }

    private Set<String> toRetry(YearMonth month) {
        return new HashSet<>(sql.sql("SELECT account_id FROM parked_account WHERE billing_month = ? AND retry")
                .param(month.toString())
                .query(String.class)
                .list());
    }

    /**
     * Keeps a chunk of rated accounts. What an account that is rated once more came to before makes room; what became of its
     * kept rows was counted then and stays.
     */
    public void keep(Take take, List<? extends RatedAccount> chunk) {
        String month = take.month().toString();
        Set<String> retried = toRetry(take.month());
        Rows rows = new Rows(month);
        List<RatedAccount> first = new ArrayList<>();
        List<RejectedRow> conflicts = new ArrayList<>();
        for (RatedAccount rated : chunk) {
            rows.add(rated);
            if (retried.contains(rated.account().account().id().value())) {
                forget(month, rated.account().account().id().value());
            } else {
                first.add(rated);
                conflicts.addAll(rated.conflicts());
            }
        }
        rows.insert(bulk);
        snapshots.rejects(take, conflicts);
        bulk.into(
                "rated_rows",
                "billing_month,first_account_id,file,accepted,duplicates,conflicts,accepted_calls,duplicate_calls,conflict_calls",
                first.isEmpty() ? List.of() : tallies(month, first));
    }

    /** An account that is parked has a bill and moved packs when it was parked in settling. It has no postings. */
    private void forget(String month, String account) {
        for (String table : List.of("bill", "pack_movement", "parked_account")) {
            sql.sql("DELETE FROM " + table + " WHERE billing_month = ? AND account_id = ?")
                    .params(month, account)
                    .update();
        }
    }

    private static List<Object[]> tallies(String month, List<RatedAccount> chunk) {
        Map<Integer, RatedAccount.RowTally> byFile = new TreeMap<>();
        for (RatedAccount rated : chunk) {
            rated.tallies().forEach(tally -> byFile.merge(tally.file(), tally, RatingStore::sum));
        }
        String first = chunk.getFirst().account().account().id().value();
        return byFile.values().stream()
                .map(tally -> new Object[] {
                    month,
                    first,
                    tally.file(),
                    tally.accepted().rows(),
                    tally.duplicates().rows(),
                    tally.conflicts().rows(),
                    new BigDecimal(tally.accepted().calls()),
                    new BigDecimal(tally.duplicates().calls()),
                    new BigDecimal(tally.conflicts().calls())
                })
                .toList();
    }

    private static RatedAccount.RowTally sum(RatedAccount.RowTally one, RatedAccount.RowTally other) {
        return new RatedAccount.RowTally(
                one.file(),
                one.accepted().plus(other.accepted()),
                one.duplicates().plus(other.duplicates()),
                one.conflicts().plus(other.conflicts()));
    }

    /** The rows of a chunk, by table. */
    private static final class Rows {
        private final String month;
        private final List<Object[]> bills = new ArrayList<>();
        private final List<Object[]> movements = new ArrayList<>();
        private final List<Object[]> parked = new ArrayList<>();

        Rows(String month) {
            this.month = month;
        }

        void add(RatedAccount rated) {
            String account = rated.account().account().id().value();
            int bucket = rated.account().bucket();
            switch (rated.outcome()) {
                case RatedAccount.Outcome.Billed billed -> {
                    bills.add(billRow(account, bucket, billed));
                    billed.packs().forEach(pack -> movements.add(movementRow(account, bucket, pack)));
                }
                case RatedAccount.Outcome.PacksOnly only ->
                    only.packs().forEach(pack -> movements.add(movementRow(account, bucket, pack)));
                case RatedAccount.Outcome.Parked park ->
                    parked.add(
                            new Object[] {month, account, bucket, "RATING", park.reason(), new BigDecimal(park.calls())
                            });
            }
        }

        private Object[] billRow(String account, int bucket, RatedAccount.Outcome.Billed billed) {
            Bill bill = billed.bill();
            return new Object[] {
                month,
                account,
                bucket,
                bill.linesTotal().value(),
                bill.rounding().value(),
                bill.amountDue().amount(),
                billed.freezeEstimate().amount(),
                sum(bill.lines(), RatedLine::meteredCalls),
                sum(bill.lines(), RatedLine::betaCalls),
                sum(bill.lines(), RatedLine::freeCalls),
                sum(bill.lines(), RatedLine::prepaidCalls),
                sum(bill.lines(), RatedLine::billableCalls),
                bill.lines().size(),
                BillColumns.linesText(bill.lines()),
                BillColumns.drawsText(billed.draws())
            };
        }

        private static BigDecimal sum(List<RatedLine> lines, ToLongFunction<RatedLine> calls) {
            return lines.stream()
                    .map(line -> BigDecimal.valueOf(calls.applyAsLong(line)))
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
        }

        private Object[] movementRow(String account, int bucket, PackMovement pack) {
            return new Object[] {
                month, account, bucket, pack.packId(), pack.opening(), pack.drawn(), pack.forfeited(), pack.closing()
            };
        }

        void insert(BulkInsert bulk) {
            bulk.into(
                    "bill",
                    "billing_month,account_id,bucket,lines_total,rounding,amount_due,freeze_estimate,metered_calls,"
                            + "beta_calls,free_calls,prepaid_calls,billable_calls,line_count,lines,draws",
                    bills);
            bulk.into(
                    "pack_movement",
                    "billing_month,account_id,bucket,pack_id,opening,drawn,forfeited,closing",
                    movements);
            bulk.into("parked_account", "billing_month,account_id,bucket,stage,reason,calls", parked);
        }
    }
}
