package io.monthclose.store;

import io.monthclose.ledger.LedgerEntry;
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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Settlements, ledger entries, freezes and their releases. Each is inserted once; its key keeps it from coming twice. */
public final class SettlementStore {
    private static final String UNSETTLED = "SELECT b.account_id, b.amount_due, b.freeze_estimate FROM bill b WHERE"
            + " b.billing_month = ? AND b.bucket = ? AND NOT EXISTS (SELECT 1 FROM settlement s WHERE s.billing_month ="
            + " b.billing_month AND s.account_id = b.account_id) AND NOT EXISTS (SELECT 1 FROM parked_account p WHERE"
            + " p.billing_month = b.billing_month AND p.account_id = b.account_id)";
    private static final String WAITING_TOP_UPS = "SELECT t.* FROM top_up t JOIN month_account a"
            + " ON a.account_id = t.account_id AND a.billing_month = ? AND a.take = ? AND a.bucket = ?"
            + " WHERE t.received_at <= ?"
            + " AND NOT EXISTS (SELECT 1 FROM counted_top_up c WHERE c.top_up_id = t.top_up_id)";

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

    /** The accounts of a bucket that have a bill and are neither settled nor parked, by id. */
    public List<BilledAccount> unsettled(Take take, int bucket, Instant settlementInstant) {
        String month = take.month().toString();
        Map<String, Due> due = new HashMap<>();
        sql.sql(UNSETTLED).params(month, bucket).query(Due::of).list().forEach(row -> due.put(row.accountId(), row));
        if (due.isEmpty()) {
            return List.of();
        }
        Map<String, List<TopUp>> topUps = new HashMap<>();
        sql.sql(WAITING_TOP_UPS)
                .params(month, take.number(), bucket, InstantColumn.text(settlementInstant))
                .query(MasterStore::topUp)
                .list()
                .forEach(received -> topUps.computeIfAbsent(received.account().value(), _ -> new ArrayList<>())
                        .add(received.topUp()));
        return snapshots.accounts(take, bucket).stream()
                .filter(account -> due.containsKey(account.account().id().value()))
                .map(account -> billed(account, due, topUps))
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
        private final List<Object[]> settlements = new ArrayList<>();
        private final List<Object[]> entries = new ArrayList<>();
        private final List<Object[]> topUps = new ArrayList<>();
        private final List<Object[]> freezes = new ArrayList<>();
        private final List<Object[]> releases = new ArrayList<>();
        private final List<Object[]> parked = new ArrayList<>();

        Rows(YearMonth month) {
            this.month = month.toString();
            this.monthBefore = month.minusMonths(1).toString();
        }

        void add(SettledAccount account) {
            String id = account.billed().account().account().id().value();
            int bucket = account.billed().account().bucket();
            switch (account.settlement()) {
                case Settlement.Settled settled -> add(id, bucket, account.billed(), settled);
                case Settlement.Unsettleable park ->
                    parked.add(new Object[] {month, id, bucket, "SETTLING", park.reason(), BigDecimal.ZERO});
            }
        }

        private void add(String id, int bucket, BilledAccount billed, Settlement.Settled settled) {
            settlements.add(settlementRow(id, bucket, billed, settled));
            settled.entries().forEach(entry -> entries.add(entryRow(id, entry)));
            billed.topUps().forEach(topUp -> topUps.add(new Object[] {topUp.topUpId(), month, id}));
            if (settled.frozen().isPositive()) {
                freezes.add(new Object[] {month, id, settled.frozen().amount()});
            }
            if (settled.released().isPositive()) {
                releases.add(
                        new Object[] {monthBefore, id, month, settled.released().amount()});
            }
        }

        private Object[] settlementRow(String id, int bucket, BilledAccount billed, Settlement.Settled settled) {
            // Together they may be more than any balance is, when the one before was far below zero.
            BigDecimal toppedUp = billed.topUps().stream()
                    .map(topUp -> topUp.amount().amount())
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            return new Object[] {
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
                settled.billStatus().name()
            };
        }

        private Object[] entryRow(String id, LedgerEntry entry) {
            return new Object[] {
                month,
                id,
                entry.entryId(),
                entry.kind().name(),
                entry.kind().debit().name(),
                entry.kind().credit().name(),
                entry.amount().amount(),
                InstantColumn.text(entry.effectiveAt()),
                entry.balanceAfter().amount(),
                entry.frozenAfter().amount()
            };
        }

        void insert(BulkInsert bulk) {
            bulk.into("counted_top_up", "top_up_id,billing_month,account_id", topUps);
            bulk.into("freeze_release", "freeze_month,account_id,billing_month,amount", releases);
            bulk.into(
                    "settlement",
                    "billing_month,account_id,bucket,opening_balance,top_ups,released,amount_due,balance_after,wanted,frozen,"
                        + "freeze_status,account_status,bill_status",
                    settlements);
            bulk.into(
                    "ledger_entry",
                    "billing_month,account_id,entry_id,kind,debit,credit,amount,effective_at,balance_after,frozen_after",
                    entries);
            bulk.into("freeze", "billing_month,account_id,amount", freezes);
            bulk.into("parked_account", "billing_month,account_id,bucket,stage,reason,calls", parked);
        }
    }
}
