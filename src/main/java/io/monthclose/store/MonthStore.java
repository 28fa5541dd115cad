package io.monthclose.store;

import io.monthclose.pricebook.PriceBook;
import io.monthclose.pricebook.PriceBookReader;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The chain of months, the book's terms and its price books. */
public final class MonthStore {
    private final JdbcClient sql;
    private final BulkInsert bulk;

    /** A store on this database. */
    public MonthStore(JdbcTemplate jdbc) {
        this.sql = JdbcClient.create(jdbc);
        this.bulk = new BulkInsert(jdbc);
    }

    /** The book's terms; none before its first close. */
    public Optional<BookTerms> terms() {
        return sql.sql("SELECT zone, currency FROM book")
                .query((row, _) -> new BookTerms(ZoneId.of(row.getString(1)), row.getString(2)))
                .optional();
    }

    /** Every month, in order. */
    public List<MonthRow> months() {
        return sql.sql("SELECT * FROM closing_month ORDER BY billing_month")
                .query(MonthStore::month)
                .list();
    }

    /** One month. */
    public Optional<MonthRow> find(YearMonth month) {
        return sql.sql("SELECT * FROM closing_month WHERE billing_month = ?")
                .param(month.toString())
                .query(MonthStore::month)
                .optional();
    }

    /** One month that is there. */
    public MonthRow get(YearMonth month) {
        return find(month).orElseThrow(() -> new IllegalStateException(month + " is not in the book"));
    }

    /** Starts a month: OPEN, with its first take and its price book; the first one fixes the book's terms. */
    public void open(YearMonth month, boolean firstOfChain, PriceBook prices, byte[] yaml) {
        if (terms().isEmpty()) {
            bulk.into("book", "only_row,zone,currency", List.<Object[]>of(new Object[] {
                1, prices.zone().getId(), prices.currency()
            }));
        }
        keep(prices, yaml);
        bulk.into(
                "closing_month",
                "billing_month,state,first_of_chain,take,price_book_sha256",
                List.<Object[]>of(
                        new Object[] {month.toString(), MonthState.OPEN.name(), firstOfChain, 1, prices.sha256()}));
    }

    /** Gives a month that is not closed its next take, with a price book that may be another: it is OPEN again. */
    public void retake(YearMonth month, int take, PriceBook prices, byte[] yaml) {
        keep(prices, yaml);
        int begun = sql.sql("UPDATE closing_month SET take = ?, state = ?, price_book_sha256 = ?"
                        + " WHERE billing_month = ? AND take = ? AND state <> ?")
                .params(
                        take,
                        MonthState.OPEN.name(),
                        prices.sha256(),
                        month.toString(),
                        take - 1,
                        MonthState.CLOSED.name())
                .update();
        if (begun != 1) {
            throw new IllegalStateException(month + " cannot begin take " + take);
        }
    }

    /** Puts another price book in the place of the month's, which settling is not done with. */
    public void replacePriceBook(MonthRow month, PriceBook prices, byte[] yaml) {
        keep(prices, yaml);
        int replaced = sql.sql("UPDATE closing_month SET price_book_sha256 = ?"
                        + " WHERE billing_month = ? AND price_book_sha256 = ? AND state <> ?")
                .params(prices.sha256(), month.month().toString(), month.priceBookSha256(), MonthState.CLOSED.name())
                .update();
        if (replaced != 1) {
            throw new IllegalStateException(month.month() + " does not have the price book that is to be replaced");
        }
    }

    private void keep(PriceBook prices, byte[] yaml) {
        boolean known = sql.sql("SELECT COUNT(*) FROM price_book WHERE sha256 = ?")
                        .param(prices.sha256())
                        .query(Long.class)
                        .single()
                > 0;
        if (known) {
            return;
        }
        bulk.into("price_book", "sha256,version,yaml", List.<Object[]>of(new Object[] {
            prices.sha256(), prices.version(), yaml
        }));
        List<Object[]> pools = new ArrayList<>();
        prices.apis().values().forEach(api -> {
            String pool = api.freePool();
            if (pool != null) {
                pools.add(new Object[] {
                    prices.sha256(), api.code(), pool, prices.freePools().get(pool)
                });
            }
        });
        bulk.into("price_book_pool", "sha256,api,pool,calls", pools);
    }

    /** The price book a month is settled with. */
    public PriceBook priceBook(MonthRow month) {
        return PriceBookReader.read(priceBookYaml(month), "the price book of " + month.month());
    }

    /** The bytes of the price book a month is settled with. */
    public byte[] priceBookYaml(MonthRow month) {
        return sql.sql("SELECT yaml FROM price_book WHERE sha256 = ?")
                .param(month.priceBookSha256())
                .query((row, _) -> row.getBytes(1))
                .single();
    }

    /** Moves a month forward; an error when it is not in the state it should be leaving. */
    public void advance(YearMonth month, MonthState from, MonthState to) {
        int moved = sql.sql("UPDATE closing_month SET state = ? WHERE billing_month = ? AND state = ?")
                .params(to.name(), month.toString(), from.name())
                .update();
        if (moved != 1) {
            throw new IllegalStateException(month + " is not " + from + " and cannot become " + to);
        }
    }

    /** Fixes the settlement instant, once. */
    public void fixSettlementInstant(YearMonth month, Instant instant) {
        sql.sql("UPDATE closing_month SET settlement_instant = ? WHERE billing_month = ? AND"
                        + " settlement_instant IS NULL")
                .params(InstantColumn.text(instant), month.toString())
                .update();
    }

    /** The parked accounts of a month with their reasons, by id. */
    public List<ParkedAccount> parked(YearMonth month) {
        return sql.sql("SELECT account_id, stage, reason FROM parked_account WHERE billing_month = ? ORDER BY"
                        + " account_id")
                .param(month.toString())
                .query((row, _) -> new ParkedAccount(row.getString(1), row.getString(2), row.getString(3)))
                .list();
    }

    /** Keeps what was written for a month that is being closed. */
    public void keepDocuments(YearMonth month, List<Document> documents) {
        bulk.into(
                "month_document",
                "billing_month,name,bytes,sha256",
                documents.stream()
                        .map(document ->
                                new Object[] {month.toString(), document.name(), document.bytes(), document.sha256()})
                        .toList());
    }

    /** The documents of a closed month as they were written, by name. */
    public List<Document> documents(YearMonth month) {
        return sql.sql("SELECT name, bytes, sha256 FROM month_document WHERE billing_month = ? ORDER BY name")
                .param(month.toString())
                .query((row, _) -> new Document(row.getString(1), row.getLong(2), row.getString(3)))
                .list();
    }

    /**
     * A document of a closed month.
     *
     * @param name the file's name
     * @param bytes its size
     * @param sha256 of its bytes
     */
    public record Document(String name, long bytes, String sha256) {}

    /**
     * An account that could not be rated or settled.
     *
     * @param accountId the account
     * @param stage RATING or SETTLING
     * @param reason why
     */
    public record ParkedAccount(String accountId, String stage, String reason) {}

    private static MonthRow month(ResultSet row, int number) throws SQLException {
        String instant = row.getString("settlement_instant");
        return new MonthRow(
                YearMonth.parse(row.getString("billing_month")),
                MonthState.valueOf(row.getString("state")),
                row.getBoolean("first_of_chain"),
                row.getInt("take"),
                row.getString("price_book_sha256"),
                instant == null ? null : InstantColumn.instant(instant));
    }
}
