package io.monthclose.store;

import io.monthclose.store.RatedFigures.BilledFigures;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads what rating kept of a bucket's accounts. */
public final class KeptRatings {
    private final JdbcTemplate jdbc;

    /** A reader of this database. */
    public KeptRatings(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** The figures of a bucket, by account. */
    public Map<String, RatedFigures> of(YearMonth month, int bucket) {
        Map<String, String> packs = new HashMap<>();
        jdbc.query(
                "SELECT account_id, pack_id, opening, drawn, forfeited, closing FROM pack_movement"
                        + " WHERE billing_month = ? AND bucket = ? ORDER BY account_id, pack_id",
                row -> {
                    packs.merge(
                            row.getString(1),
                            RatedFigures.packText(
                                    row.getString(2), row.getLong(3), row.getLong(4), row.getLong(5), row.getLong(6)),
                            (before, next) -> before + "\n" + next);
                },
                month.toString(),
                bucket);
        Map<String, RatedFigures> found = new HashMap<>();
        packs.forEach((account, text) -> found.put(account, RatedFigures.packsOnly(text)));
        jdbc.query(
                "SELECT account_id, amount_due, freeze_estimate, lines_total, rounding, lines, draws FROM bill"
                        + " WHERE billing_month = ? AND bucket = ?",
                row -> {
                    found.put(
                            row.getString(1),
                            RatedFigures.billed(
                                    new BilledFigures(
                                            row.getBigDecimal(2),
                                            row.getBigDecimal(3),
                                            row.getBigDecimal(4),
                                            row.getBigDecimal(5),
                                            row.getString(6),
                                            row.getString(7)),
                                    packs.getOrDefault(row.getString(1), "")));
                },
                month.toString(),
                bucket);
        return found;
    }
}
