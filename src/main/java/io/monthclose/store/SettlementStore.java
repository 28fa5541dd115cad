package io.monthclose.store;

import io.monthclose.ledger.Settlement;
import io.monthclose.ledger.TopUp;
import io.monthclose.money.Money;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Settlements, with their ledger entries, freezes and releases. Each is inserted once; its keys keep it from coming twice. */
public final class SettlementStore {
    private static final String BILLED =
            "SELECT account_id, amount_due, freeze_estimate FROM bill WHERE billing_month = ? AND bucket = ?";

    private final JdbcClient sql;
    private final BulkInsert bulk;
    private final SnapshotStore snapshots;

    /** A store on this database. */
    public SettlementStore(JdbcTemplate jdbc, SnapshotStore snapshots) {
        this.sql = JdbcClient.create(jdbc);
        this.bulk = new BulkInsert(jdbc);
        this.snapshots = snapshots;
    }

    private record Due(String accountId, Money amountDue, Money freezeEstimate) {
        static Due of(ResultSet row, int number) throws SQLException {
            return new Due(row.getString(1), Money.of(row.getBigDecimal(2)), Money.of(row.getBigDecimal(3)));
        }
    }

    /** The accounts of a month that settling is done with: settled or parked. */
    public Set<String> done(YearMonth month) {
        return new HashSet<>(sql.sql("SELECT account_id FROM settlement WHERE billing_month = :month"
                        + " UNION SELECT account_id FROM parked_account WHERE billing_month = :month")
                .param("month", month.toString())
                .query(String.class)
                .list());
    }

    /** How many bills of a month are neither settled nor of a parked account. */
    public long unsettled(YearMonth month) {
        return sql.sql("SELECT COUNT(*) FROM bill b LEFT JOIN settlement s ON s.billing_month = b.billing_month AND"
            + " s.account_id = b.account_id LEFT JOIN parked_account k ON k.billing_month = b.billing_month AND"
            + " k.account_id = b.account_id WHERE b.billing_month = ? AND s.account_id IS NULL AND k.account_id IS"
            + " NULL")
                .param(month.toString())
                .query(Long.class)
                .single();
    }

    /** The top-ups received by an instant and counted in no month of the book, by account. */
    public Map<String, List<TopUp>> waitingTopUps(Instant until) {
        Map<String, List<TopUp>> waiting = new HashMap<>();
        sql.sql("SELECT t.* FROM top_up t LEFT JOIN counted_top_up c ON c.top_up_id = t.top_up_id AND"
                        + " c.billing_month IN (SELECT billing_month FROM closing_month)"
                        + " WHERE t.received_at <= ? AND c.top_up_id IS NULL")
                .param(InstantColumn.text(until))
                .query(MasterStore::topUp)
                .list()
                .forEach(received -> waiting.computeIfAbsent(received.account().value(), _ -> new ArrayList<>(1))
                        .add(received.topUp()));
        return waiting;
    }

    /** The accounts of a bucket that have a bill, by id, with the top-ups that wait for them. */
    public List<BilledAccount> billed(Take take, int bucket, Map<String, List<TopUp>> waiting) {
        Map<String, Due> due = new HashMap<>();
        sql.sql(BILLED)
                .params(take.month().toString(), bucket)
                .query(Due::of)
                .list()
                .forEach(row -> due.put(row.accountId(), row));
        return snapshots.accounts(take, bucket).stream()
                .filter(account -> due.containsKey(account.account().id().value()))
                .map(account -> billed(account, due, waiting))
                .toList();
    }

    private static BilledAccount billed(MonthAccount account, Map<String, Due> due, Map<String, List<TopUp>> topUps) {
        String id = account.account().id().value();
        Due bill = Objects.requireNonNull(due.get(id));
        return new BilledAccount(account, bill.amountDue(), bill.freezeEstimate(), topUps.getOrDefault(id, List.of()));
    }

    /** Keeps a chunk of settled accounts: the three movements of each in the caller's one transaction. */
    public void keep(YearMonth month, List<? extends SettledAccount> chunk) {
        Rows rows = new Rows(month);
        chunk.forEach(rows::add);
        rows.insert(bulk);
    }

    /** The rows of a chunk, by table. */
    private static final class Rows {
        private final String month;
        private final String monthBefore;
        private final List<@Nullable Object[]> settlements = new ArrayList<>();
        private final List<Object[]> topUps = new ArrayList<>();
        private final List<Object[]> parked = new ArrayList<>();

        Rows(YearMonth month) {
            this.month = month.toString();
            this.monthBefore = month.minusMonths(1).toString();
        }

        void add(SettledAccount account) {
            String id = account.billed().account().account().id().value();
            int bucket = account.billed().account().bucket();
            switch (account.settlement()) {
                case Settlement.Settled settled -> {
                    settlements.add(settlementRow(id, bucket, account.billed(), settled));
                    account.billed().topUps().forEach(topUp -> topUps.add(new Object[] {topUp.topUpId(), month, id}));
                }
                case Settlement.Unsettleable park ->
                    parked.add(new Object[] {month, id, bucket, "SETTLING", park.reason(), BigDecimal.ZERO});
            }
        }

        private @Nullable Object[] settlementRow(
                String id, int bucket, BilledAccount billed, Settlement.Settled settled) {
            // Together they may be more than any balance is, when the one before was far below zero.
            BigDecimal toppedUp = billed.topUps().stream()
                    .map(topUp -> topUp.amount().amount())
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            return new @Nullable Object[] {
                month,
                id,
                bucket,
                settled.opening().balance().amount(),
                toppedUp,
                settled.released().amount(),
                billed.amountDue().amount(),
                settled.closing().balance().amount(),
                settled.wanted().amount(),
                settled.frozen().amount(),
                settled.freezeStatus().name(),
                settled.accountStatus().name(),
                settled.billStatus().name(),
                settled.released().isZero() ? null : monthBefore,
                settled.entries().size(),
                EntryColumn.text(settled.entries())
            };
        }

        void insert(BulkInsert bulk) {
            bulk.into("counted_top_up", "top_up_id,billing_month,account_id", topUps);
            bulk.into(
                    "settlement",
                    "billing_month,account_id,bucket,opening_balance,top_ups,released,amount_due,balance_after,wanted,frozen,"
                        + "freeze_status,account_status,bill_status,released_month,entry_count,entries",
                    settlements);
            bulk.into("parked_account", "billing_month,account_id,bucket,stage,reason,calls", parked);
        }
    }
}
