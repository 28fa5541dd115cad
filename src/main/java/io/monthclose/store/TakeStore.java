package io.monthclose.store;

import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The takes of a month: why each was begun, and what makes room for a new one. */
public final class TakeStore {
    /** What a take does not key: results, and the master records that were read with it. Their files stay in {@code take_input}. */
    private static final List<String> NOT_KEYED_BY_TAKE = List.of(
            "bill", "pack_movement", "rated_rows", "parked_account", "invariant_result", "account", "pack", "top_up");

    private final JdbcClient sql;
    private final BulkInsert bulk;

    /** A store on this database. */
    public TakeStore(JdbcTemplate jdbc) {
        this.sql = JdbcClient.create(jdbc);
        this.bulk = new BulkInsert(jdbc);
    }

    /**
     * How a take was begun.
     *
     * @param reason why it replaced another, where one was given
     * @param priceBookSha256 the price book it was begun with; unknown of a take of an older program
     */
    public record Begun(Optional<String> reason, Optional<String> priceBookSha256) {}

    /** How the take in force was begun. */
    public Begun begun(MonthRow month) {
        return sql.sql("SELECT reason, price_book_sha256 FROM usage_take WHERE billing_month = ? AND take = ?")
                .params(month.month().toString(), month.take())
                .query((row, _) ->
                        new Begun(Optional.ofNullable(row.getString(1)), Optional.ofNullable(row.getString(2))))
                .single();
    }

    /** Begins a take. */
    public void begin(Take take, @Nullable String reason, String priceBookSha256) {
        bulk.into(
                "usage_take",
                "billing_month,take,buckets,reason,price_book_sha256",
                List.<@Nullable Object[]>of(new @Nullable Object[] {
                    take.month().toString(), take.number(), take.buckets(), reason, priceBookSha256
                }));
    }

    /** Whether any account of a month was charged. */
    public boolean isCharged(YearMonth month) {
        return sql.sql("SELECT COUNT(*) FROM settlement WHERE billing_month = ?")
                        .param(month.toString())
                        .query(Long.class)
                        .single()
                > 0;
    }

    /**
     * Removes what came of the take in force and is not kept under its number, so that another can come in its place.
     *
     * @throws IllegalStateException when an account was charged
     */
    public void supersede(YearMonth month) {
        if (isCharged(month)) {
            throw new IllegalStateException(month + " was charged and cannot be taken anew");
        }
        for (String table : NOT_KEYED_BY_TAKE) {
            sql.sql("DELETE FROM " + table + " WHERE billing_month = ?")
                    .param(month.toString())
                    .update();
        }
    }
}
