package io.monthclose.store;

import io.monthclose.intake.LineAccount;
import io.monthclose.usage.RejectReason;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Counts the rejected lines of accounts, as far as a line still says whose it is. */
public final class RejectCounts {
    private final JdbcTemplate jdbc;

    /** A reader of this database. */
    public RejectCounts(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** The rejected lines of one account, by reason. */
    public Map<RejectReason, Long> of(Take take, List<TakenInput> inputs, String accountId) {
        return counted(take, inputs, accountId).getOrDefault(accountId, Map.of());
    }

    /** The rejected lines of all accounts, by account and reason. */
    public Map<String, Map<RejectReason, Long>> ofAll(Take take, List<TakenInput> inputs) {
        return counted(take, inputs, null);
    }

    private Map<String, Map<RejectReason, Long>> counted(
            Take take, List<TakenInput> inputs, @Nullable String accountId) {
        Map<String, Map<RejectReason, Long>> counts = new HashMap<>();
        LineAccount lines = new LineAccount();
        jdbc.query(
                "SELECT file, reason, raw FROM reject WHERE billing_month = ? AND take = ?",
                row -> {
                    byte[] raw = row.getBytes(3);
                    if (accountId != null && !new String(raw, StandardCharsets.ISO_8859_1).contains(accountId)) {
                        return;
                    }
                    RejectReason reason = RejectReason.valueOf(row.getString(2));
                    Optional.ofNullable(inputs.get(row.getInt(1)).header())
                            .flatMap(header -> lines.of(raw, header))
                            .ifPresent(
                                    account -> counts.computeIfAbsent(account, _ -> new EnumMap<>(RejectReason.class))
                                            .merge(reason, 1L, Long::sum));
                },
                take.month().toString(),
                take.number());
        return counts;
    }
}
