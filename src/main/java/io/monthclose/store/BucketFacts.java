package io.monthclose.store;

import io.monthclose.store.AccountFacts.BillFacts;
import io.monthclose.store.AccountFacts.Calls;
import io.monthclose.store.AccountFacts.Movement;
import io.monthclose.store.AccountFacts.PackFacts;
import io.monthclose.store.AccountFacts.SettlementFacts;
import java.math.BigDecimal;
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
    private static final String OF_BUCKET = " WHERE billing_month = ? AND bucket = ?";

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

    /**
     * What is known of the month's accounts apart from their rows.
     *
     * @param parked the stages of parked accounts
     * @param countedTopUps the sums of the top-ups that count
     */
    record OfMonth(Map<String, String> parked, Map<String, BigDecimal> countedTopUps) {}

    private record Found<T>(String accountId, T fact) {}

    private record MovedPack(String packId, Movement movement) {}

    /**
     * Reads the bucket. An account with a row that cannot be read is left out: that is all there is to say of it.
     *
     * @param month what is known of the month's accounts apart from their rows
     */
    List<AccountFacts> read(OfMonth month, boolean withSettlements) {
        Map<String, List<BillFacts>> bills = byAccount(
                "SELECT account_id, lines_total, rounding, amount_due, metered_calls, beta_calls, free_calls,"
                        + " prepaid_calls, billable_calls, line_count, lines, draws FROM bill",
                this::bill);
        Map<String, List<MovedPack>> moved = byAccount(
                "SELECT account_id, pack_id, opening, drawn, forfeited, closing FROM pack_movement",
                BucketFacts::moved);
        Map<String, List<SettlementFacts>> settlements = withSettlements
                ? byAccount(
                        "SELECT account_id, opening_balance, top_ups, released, amount_due, balance_after, frozen,"
                                + " entry_count, entries FROM settlement",
                        this::settlement)
                : Map.of();
        SnapshotStore snapshots = new SnapshotStore(jdbc);
        Map<String, List<PackFacts>> packs = new HashMap<>();
        for (MonthPack pack : snapshots.packs(take, bucket)) {
            String account = pack.pack().account().value();
            Movement movement = moved.getOrDefault(account, List.of()).stream()
                    .filter(found -> found.packId().equals(pack.pack().packId()))
                    .map(MovedPack::movement)
                    .findFirst()
                    .orElse(null);
            packs.computeIfAbsent(account, _ -> new ArrayList<>(1))
                    .add(new PackFacts(pack.pack(), pack.opening(), movement));
        }
        List<AccountFacts> found = new ArrayList<>();
        for (MonthAccount account : snapshots.accounts(take, bucket)) {
            String id = account.account().id().value();
            if (!unreadable.contains(id)) {
                found.add(new AccountFacts(
                        id,
                        account.due(),
                        account.opening(),
                        bills.getOrDefault(id, List.of()).stream().findFirst(),
                        packs.getOrDefault(id, List.of()),
                        settlements.getOrDefault(id, List.of()).stream().findFirst(),
                        month.countedTopUps().getOrDefault(id, BigDecimal.ZERO),
                        month.parked().get(id)));
            }
        }
        return found;
    }

    private <T> Map<String, List<T>> byAccount(String select, RowMapper<Found<T>> mapper) {
        Map<String, List<T>> found = new HashMap<>();
        jdbc.query(select + OF_BUCKET, mapper, take.month().toString(), bucket)
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

    private static Found<MovedPack> moved(ResultSet row, int number) throws SQLException {
        return new Found<>(
                row.getString("account_id"),
                new MovedPack(
                        row.getString("pack_id"),
                        new Movement(
                                row.getLong("opening"),
                                row.getLong("drawn"),
                                row.getLong("forfeited"),
                                row.getLong("closing"))));
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
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
            unreadable.add(account);
            breaks.add(
                    broken, account + ": " + Optional.ofNullable(e.getMessage()).orElse("unreadable"));
            return List.of();
        }
    }
}
