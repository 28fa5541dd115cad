package io.monthclose.store;

import io.monthclose.intake.LineAccount;
import io.monthclose.usage.RejectReason;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.springframework.jdbc.core.JdbcTemplate;

/** Counts the rejected lines of accounts that are settled, as far as a line still says whose it is. */
public final class RejectCounts {
    private final JdbcTemplate jdbc;

    /** A reader of this database. */
    public RejectCounts(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** The rejected lines of one account, by reason. */
    public Map<RejectReason, Long> of(Take take, List<TakenInput> inputs, String accountId) {
        byte[] id = accountId.getBytes(StandardCharsets.US_ASCII);
        return counted(take, inputs, Set.of(accountId), raw -> contains(raw, id))
                .getOrDefault(accountId, Map.of());
    }

    /** The rejected lines of the accounts that the take found something to settle for, by account and reason. */
    public Map<String, Map<RejectReason, Long>> ofAll(Take take, List<TakenInput> inputs) {
        Set<String> accounts = new HashSet<>(jdbc.queryForList(
                "SELECT account_id FROM month_account WHERE billing_month = ? AND take = ?",
                String.class,
                take.month().toString(),
                take.number()));
        return counted(take, inputs, accounts, _ -> true);
    }

    /** Whatever other lines name is not kept: ids that nobody knows may be as many as there are lines. */
    private Map<String, Map<RejectReason, Long>> counted(
            Take take, List<TakenInput> inputs, Set<String> accounts, Predicate<byte[]> worthReading) {
        Map<String, Map<RejectReason, Long>> counts = new HashMap<>();
        LineAccount lines = new LineAccount();
        jdbc.query(
                "SELECT file, reason, raw FROM reject WHERE billing_month = ? AND take = ? AND reason <> ?",
                row -> {
                    byte[] raw = row.getBytes(3);
                    if (worthReading.test(raw)) {
                        RejectReason reason = RejectReason.valueOf(row.getString(2));
                        Optional.ofNullable(inputs.get(row.getInt(1)).header())
                                .flatMap(header -> lines.of(raw, header))
                                .filter(accounts::contains)
                                .ifPresent(account -> counts.computeIfAbsent(
                                                account, _ -> new EnumMap<>(RejectReason.class))
                                        .merge(reason, 1L, Long::sum));
                    }
                },
                take.month().toString(),
                take.number(),
                RejectReason.UNKNOWN_ACCOUNT.name());
        return counts;
    }

    private static boolean contains(byte[] raw, byte[] id) {
        for (int from = 0; from <= raw.length - id.length; from++) {
            if (Arrays.equals(raw, from, from + id.length, id, 0, id.length)) {
                return true;
            }
        }
        return false;
    }
}
