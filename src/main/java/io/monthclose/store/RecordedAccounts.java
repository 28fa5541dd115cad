package io.monthclose.store;

import io.monthclose.intake.Buckets;
import io.monthclose.ledger.TopUp;
import io.monthclose.store.RecordedAccount.BillRow;
import io.monthclose.store.RecordedAccount.PackMovementRow;
import io.monthclose.store.RecordedAccount.ParkedRow;
import io.monthclose.store.RecordedAccount.SettlementRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads all that the book says of one account's month, or of a bucket of them. */
public final class RecordedAccounts {
    private final JdbcClient sql;

    /** A reader of this database. */
    public RecordedAccounts(JdbcTemplate jdbc) {
        this.sql = JdbcClient.create(jdbc);
    }

    /** One account; nothing when the month has nothing to settle for it. */
    public Optional<RecordedAccount> find(Take take, String accountId) {
        int bucket = new Buckets(take.buckets()).of(accountId);
        return read(take, bucket, " AND account_id = ?", accountId).stream().findFirst();
    }

    /** The accounts of a bucket, by id. */
    public List<RecordedAccount> ofBucket(Take take, int bucket) {
        return read(take, bucket, " AND bucket = ?", bucket);
    }

    /** Whether the account was ever read into the book. */
    public boolean isKnown(String accountId) {
        return sql.sql("SELECT COUNT(*) FROM account WHERE account_id = ?")
                        .param(accountId)
                        .query(Long.class)
                        .single()
                > 0;
    }

    private List<RecordedAccount> read(Take take, int bucket, String which, Object value) {
        Scope scope = new Scope(take, which, value);
        Map<String, List<BillRow>> bills = results(
                scope,
                "SELECT account_id, lines_total, rounding, amount_due, freeze_estimate, metered_calls, beta_calls,"
                        + " free_calls, prepaid_calls, billable_calls, line_count, lines, draws FROM bill",
                RecordedAccounts::bill);
        Map<String, List<PackMovementRow>> movements = results(
                scope,
                "SELECT account_id, pack_id, opening, drawn, forfeited, closing FROM pack_movement",
                RecordedAccounts::movement);
        Map<String, List<SettlementRow>> settlements = results(
                scope,
                "SELECT account_id, opening_balance, top_ups, released, amount_due, balance_after, wanted, frozen,"
                        + " freeze_status, account_status, bill_status, released_month, entry_count, entries"
                        + " FROM settlement",
                RecordedAccounts::settlement);
        Map<String, List<ParkedRow>> parked = results(
                scope,
                "SELECT account_id, stage, reason, retry FROM parked_account",
                (row, _) -> new ParkedRow(row.getString(2), row.getString(3), row.getBoolean(4)));
        Map<String, List<TopUp>> topUps = topUps(scope, bucket);
        topUps.putAll(waitingTopUps(scope));
        Map<String, List<MonthPack>> packs = packs(scope);
        return accounts(scope).stream()
                .map(account -> {
                    String id = account.account().id().value();
                    return new RecordedAccount(
                            account,
                            packs.getOrDefault(id, List.of()),
                            topUps.getOrDefault(id, List.of()),
                            bills.getOrDefault(id, List.of()).stream().findFirst(),
                            movements.getOrDefault(id, List.of()),
                            settlements.getOrDefault(id, List.of()).stream().findFirst(),
                            parked.getOrDefault(id, List.of()).stream().findFirst());
                })
                .toList();
    }

    /** Which accounts: the rest of a condition, and its value. */
    private record Scope(Take take, String which, Object value) {
        String month() {
            return take.month().toString();
        }
    }

    private record Found<T>(String accountId, T row) {}

    private <T> Map<String, List<T>> results(Scope scope, String select, RowMapper<T> mapper) {
        return byAccount(sql.sql(select + " WHERE billing_month = ?" + scope.which())
                .params(scope.month(), scope.value())
                .query((row, number) -> new Found<>(row.getString("account_id"), mapper.mapRow(row, number)))
                .list());
    }

    private static <T> Map<String, List<T>> byAccount(List<Found<T>> rows) {
        Map<String, List<T>> found = new HashMap<>();
        rows.forEach(row ->
                found.computeIfAbsent(row.accountId(), _ -> new ArrayList<>(1)).add(row.row()));
        return found;
    }

    private List<MonthAccount> accounts(Scope scope) {
        return sql.sql("SELECT * FROM month_account WHERE billing_month = ? AND take = ?" + scope.which()
                        + " ORDER BY account_id")
                .params(scope.month(), scope.take().number(), scope.value())
                .query(SnapshotStore::account)
                .list();
    }

    private Map<String, List<MonthPack>> packs(Scope scope) {
        return byAccount(sql.sql("SELECT * FROM month_pack WHERE billing_month = ? AND take = ?" + scope.which()
                        + " ORDER BY account_id, pack_id")
                .params(scope.month(), scope.take().number(), scope.value())
                .query((row, number) -> new Found<>(
                        row.getString("account_id"),
                        new MonthPack(MasterStore.pack(row, number), row.getLong("opening"))))
                .list());
    }

    /** A counted top-up has no bucket of its own. */
    private Map<String, List<TopUp>> topUps(Scope scope, int bucket) {
        boolean one = scope.value() instanceof String;
        String which = one
                ? " AND c.account_id = ?"
                : " AND c.account_id IN (SELECT a.account_id FROM month_account a WHERE a.billing_month ="
                        + " c.billing_month AND a.take = " + scope.take().number() + " AND a.bucket = ?)";
        return byAccount(sql.sql("SELECT t.* FROM counted_top_up c JOIN top_up t ON t.top_up_id = c.top_up_id"
                        + " WHERE c.billing_month = ?" + which + " ORDER BY t.received_at, t.top_up_id")
                .params(scope.month(), one ? scope.value() : bucket)
                .query((row, number) -> new Found<>(
                        row.getString("account_id"),
                        MasterStore.topUp(row, number).topUp()))
                .list());
    }

    /** An account that could not be settled has counted none: it was parked with those that wait for it. */
    private Map<String, List<TopUp>> waitingTopUps(Scope scope) {
        return byAccount(sql.sql("SELECT t.* FROM parked_account k"
                        + " JOIN closing_month m ON m.billing_month = k.billing_month"
                        + " JOIN top_up t ON t.account_id = k.account_id AND t.received_at <= m.settlement_instant"
                        + " LEFT JOIN counted_top_up c ON c.top_up_id = t.top_up_id"
                        + " WHERE k.stage = 'SETTLING' AND c.top_up_id IS NULL AND k.billing_month = ?"
                        + scope.which().replace(" AND ", " AND k.") + " ORDER BY t.received_at, t.top_up_id")
                .params(scope.month(), scope.value())
                .query((row, number) -> new Found<>(
                        row.getString("account_id"),
                        MasterStore.topUp(row, number).topUp()))
                .list());
    }

    private static BillRow bill(ResultSet row, int number) throws SQLException {
        return new BillRow(
                row.getBigDecimal("lines_total"),
                row.getBigDecimal("rounding"),
                row.getBigDecimal("amount_due"),
                row.getBigDecimal("freeze_estimate"),
                List.of(
                        row.getBigDecimal("metered_calls"),
                        row.getBigDecimal("beta_calls"),
                        row.getBigDecimal("free_calls"),
                        row.getBigDecimal("prepaid_calls"),
                        row.getBigDecimal("billable_calls")),
                row.getInt("line_count"),
                row.getString("lines"),
                row.getString("draws"));
    }

    private static PackMovementRow movement(ResultSet row, int number) throws SQLException {
        return new PackMovementRow(
                row.getString("pack_id"),
                row.getLong("opening"),
                row.getLong("drawn"),
                row.getLong("forfeited"),
                row.getLong("closing"));
    }

    private static SettlementRow settlement(ResultSet row, int number) throws SQLException {
        return new SettlementRow(
                row.getBigDecimal("opening_balance"),
                row.getBigDecimal("top_ups"),
                row.getBigDecimal("released"),
                row.getBigDecimal("amount_due"),
                row.getBigDecimal("balance_after"),
                row.getBigDecimal("wanted"),
                row.getBigDecimal("frozen"),
                row.getString("freeze_status"),
                row.getString("account_status"),
                row.getString("bill_status"),
                row.getString("released_month"),
                row.getInt("entry_count"),
                row.getString("entries"));
    }
}
