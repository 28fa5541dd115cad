package io.monthclose.store;

import io.monthclose.store.AccountFacts.BillFacts;
import io.monthclose.store.AccountFacts.Calls;
import io.monthclose.store.AccountFacts.Movement;
import io.monthclose.store.AccountFacts.PackFacts;
import io.monthclose.store.AccountFacts.SettlementFacts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;

/** Reads what the tables say of the accounts of one bucket. A row whose text cannot be read is a break, too. */
final class BucketFacts {
    private static final String OF_BUCKET = " ON x.billing_month = a.billing_month AND x.account_id = a.account_id"
            + " WHERE a.billing_month = ? AND a.take = ? AND a.bucket = ?";
    private static final String BILLS = "SELECT x.* FROM month_account a JOIN bill x" + OF_BUCKET;
    private static final String SETTLEMENTS = "SELECT x.* FROM month_account a JOIN settlement x" + OF_BUCKET;
    private static final String PACKS = "SELECT p.*, a.account_id AS holder, a.opening AS opened, x.opening, x.drawn,"
            + " x.forfeited, x.closing FROM month_pack a JOIN pack p ON p.pack_id = a.pack_id"
            + " LEFT JOIN pack_movement x ON x.billing_month = a.billing_month AND x.account_id = a.account_id"
            + " AND x.pack_id = a.pack_id WHERE a.billing_month = ? AND a.take = ? AND a.bucket = ?";

    private final JdbcTemplate jdbc;
    private final Take take;
    private final int bucket;
    private final Breaks breaks;
    private final Set<String> unreadable = new HashSet<>();

    BucketFacts(JdbcTemplate jdbc, Take take, int bucket, Breaks breaks) {
        this.jdbc = jdbc;
        this.take = take;
        this.bucket = bucket;
        this.breaks = breaks;
    }

    private record Found<T>(String accountId, T fact) {}

    /**
     * Reads the bucket. An account with a row that cannot be read is left out: that is all there is to say of it.
     *
     * @param parked the stages of the month's parked accounts
     */
    List<AccountFacts> read(Map<String, String> parked, boolean withSettlements) {
        Map<String, List<BillFacts>> bills = byAccount(BILLS, this::bill);
        Map<String, List<PackFacts>> packs = byAccount(PACKS, BucketFacts::pack);
        Map<String, List<SettlementFacts>> settlements =
                withSettlements ? byAccount(SETTLEMENTS, this::settlement) : Map.of();
        List<AccountFacts> found = new ArrayList<>();
        for (MonthAccount account : new SnapshotStore(jdbc).accounts(take, bucket)) {
            String id = account.account().id().value();
            if (!unreadable.contains(id)) {
                found.add(new AccountFacts(
                        id,
                        account.due(),
                        account.opening(),
                        bills.getOrDefault(id, List.of()).stream().findFirst(),
                        packs.getOrDefault(id, List.of()),
                        settlements.getOrDefault(id, List.of()).stream().findFirst(),
                        parked.get(id)));
            }
        }
        return found;
    }

    private <T> Map<String, List<T>> byAccount(String query, RowMapper<Found<T>> mapper) {
        Map<String, List<T>> found = new HashMap<>();
        jdbc.query(query, mapper, take.month().toString(), take.number(), bucket)
                .forEach(row -> found.computeIfAbsent(row.accountId(), _ -> new ArrayList<>(1))
                        .add(row.fact()));
        return found;
    }

    private Found<BillFacts> bill(ResultSet row, int number) throws SQLException {
        String account = row.getString("account_id");
        return new Found<>(
                account,
                new BillFacts(
                        row.getBigDecimal("lines_total"),
                        row.getBigDecimal("rounding"),
                        row.getBigDecimal("amount_due"),
                        new Calls(
                                row.getBigDecimal("metered_calls"),
                                row.getBigDecimal("beta_calls"),
                                row.getBigDecimal("free_calls"),
                                row.getBigDecimal("prepaid_calls"),
                                row.getBigDecimal("billable_calls")),
                        row.getInt("line_count"),
                        texts(account, row.getString("lines"), Invariant.EVERY_CALL_HAS_ONE_SOURCE, BillColumns::lines),
                        texts(
                                account,
                                row.getString("draws"),
                                Invariant.EVERY_CALL_HAS_ONE_SOURCE,
                                BillColumns::draws)));
    }

    private static Found<PackFacts> pack(ResultSet row, int number) throws SQLException {
        long opening = row.getLong("opening");
        Movement movement = row.wasNull()
                ? null
                : new Movement(opening, row.getLong("drawn"), row.getLong("forfeited"), row.getLong("closing"));
        return new Found<>(
                row.getString("holder"), new PackFacts(MasterStore.pack(row, number), row.getLong("opened"), movement));
    }

    private Found<SettlementFacts> settlement(ResultSet row, int number) throws SQLException {
        String account = row.getString("account_id");
        return new Found<>(
                account,
                new SettlementFacts(
                        row.getBigDecimal("opening_balance"),
                        row.getBigDecimal("top_ups"),
                        row.getBigDecimal("released"),
                        row.getBigDecimal("amount_due"),
                        row.getBigDecimal("balance_after"),
                        row.getBigDecimal("frozen"),
                        row.getInt("entry_count"),
                        texts(
                                account,
                                row.getString("entries"),
                                Invariant.BOOKS_BALANCE,
                                text -> EntryColumn.entries(text, take.month() + "-" + account))));
    }

    private <T> List<T> texts(String account, String text, Invariant broken, Function<String, List<T>> reader) {
        try {
            return reader.apply(text);
        } catch (IllegalArgumentException | DateTimeException e) {
            unreadable.add(account);
            breaks.add(
                    broken, account + ": " + Optional.ofNullable(e.getMessage()).orElse("unreadable"));
            return List.of();
        }
    }
}
