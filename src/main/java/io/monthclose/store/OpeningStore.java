package io.monthclose.store;

import io.monthclose.ledger.Position;
import io.monthclose.money.Money;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How accounts and packs stand before a month: what the closes before it left, and nothing that is of no month of the book. */
public final class OpeningStore {
    private static final String OF_THE_BOOK = " AND billing_month IN (SELECT billing_month FROM closing_month)";

    private final JdbcClient sql;

    /** A store on this database. */
    public OpeningStore(JdbcTemplate jdbc) {
        this.sql = JdbcClient.create(jdbc);
    }

    /** The position of every account that was ever settled; an active freeze can only be from the month just before. */
    public Map<String, Position> positions(YearMonth month) {
        Map<String, Position> positions = new HashMap<>();
        sql.sql("SELECT s.account_id, s.balance_after, s.frozen, s.billing_month FROM settlement s"
                        + " JOIN (SELECT account_id, MAX(billing_month) AS last_month FROM settlement"
                        + " WHERE billing_month < ?" + OF_THE_BOOK + " GROUP BY account_id) l"
                        + " ON l.account_id = s.account_id AND l.last_month = s.billing_month")
                .param(month.toString())
                .query(row -> {
                    boolean justBefore =
                            row.getString(4).equals(month.minusMonths(1).toString());
                    positions.put(
                            row.getString(1),
                            new Position(
                                    Money.of(row.getBigDecimal(2)),
                                    justBefore ? Money.of(row.getBigDecimal(3)) : Money.ZERO));
                });
        return positions;
    }

    /** What the month before left of each pack; packs with nothing left are absent. */
    public Map<String, Long> packRemainders(YearMonth month) {
        Map<String, Long> left = new HashMap<>();
        sql.sql("SELECT pack_id, closing FROM pack_movement WHERE billing_month = ? AND closing > 0" + OF_THE_BOOK)
                .param(month.minusMonths(1).toString())
                .query(row -> {
                    left.put(row.getString(1), row.getLong(2));
                });
        return left;
    }

    /** The packs that were read before this month. */
    public Set<String> packsReadBefore(YearMonth month) {
        return new HashSet<>(sql.sql("SELECT pack_id FROM pack WHERE billing_month < ?" + OF_THE_BOOK)
                .param(month.toString())
                .query(String.class)
                .list());
    }
}
