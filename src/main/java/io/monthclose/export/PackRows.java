package io.monthclose.export;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** A month's pack movements by account and pack, without those of parked accounts, with a look at the one that comes next. */
final class PackRows implements AutoCloseable {
    private static final String PACKS = """
        SELECT account_id, pack_id, opening, drawn, forfeited, closing FROM pack_movement m
        WHERE billing_month = ? AND NOT EXISTS (SELECT 1 FROM parked_account k
              WHERE k.billing_month = m.billing_month AND k.account_id = m.account_id)
        ORDER BY billing_month, account_id, pack_id
        """;

    private final Stream<PackRow> found;
    private final Iterator<PackRow> rows;
    private @Nullable PackRow next;

    private PackRows(Stream<PackRow> found) {
        this.found = found;
        this.rows = found.iterator();
        advance();
    }

    /** Calls of a pack in the month: at its start, drawn, forfeited, at its end. */
    record PackRow(String account, String pack, long opening, long drawn, long forfeited, long closing) {}

    /** Reads the movements of a month as they are asked for. */
    static PackRows read(JdbcTemplate jdbc, String month) {
        return new PackRows(jdbc.queryForStream(PACKS, (row, _) -> pack(row), month));
    }

    /** Whose the next movement is; nothing at the end. */
    @Nullable
    String account() {
        return next == null ? null : next.account();
    }

    PackRow next() {
        PackRow row = Objects.requireNonNull(next);
        advance();
        return row;
    }

    @Override
    public void close() {
        found.close();
    }

    private void advance() {
        next = rows.hasNext() ? rows.next() : null;
    }

    private static PackRow pack(ResultSet row) throws SQLException {
        return new PackRow(
                row.getString(1), row.getString(2), row.getLong(3), row.getLong(4), row.getLong(5), row.getLong(6));
    }
}
