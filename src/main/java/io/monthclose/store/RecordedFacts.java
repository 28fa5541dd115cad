package io.monthclose.store;

import io.monthclose.intake.Sha256;
import io.monthclose.ledger.EntryKind;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The few rows that say what a month was settled from, as they lie in the book: read without faith in any of them. */
public final class RecordedFacts {
    private static final int SETTLEMENTS_ASKED = 20;

    private final JdbcClient sql;
    private final YearMonth month;

    /** The facts of a month in this database. */
    public RecordedFacts(JdbcTemplate jdbc, YearMonth month) {
        this.sql = JdbcClient.create(jdbc);
        this.month = month;
    }

    /**
     * The month's row as it is written.
     *
     * @param state how far it has come
     * @param take the take in force
     * @param priceBookSha256 its price book
     * @param settlementInstant as text; null when it has none
     */
    public record Row(
            MonthState state,
            int take,
            String priceBookSha256,
            @Nullable String settlementInstant) {
        /** The settlement instant, where the text is one. */
        public Optional<Instant> instant() {
            try {
                return Optional.ofNullable(settlementInstant).map(InstantColumn::instant);
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        }
    }

    /** The month's row. */
    public Optional<Row> row() {
        return sql.sql("SELECT state, take, price_book_sha256, settlement_instant FROM closing_month"
                        + " WHERE billing_month = ?")
                .param(month.toString())
                .query((row, _) -> new Row(state(row.getString(1)), row.getInt(2), row.getString(3), row.getString(4)))
                .optional();
    }

    /** A word that is no state says nothing of how far the month came. */
    private static MonthState state(String word) {
        return Arrays.stream(MonthState.values())
                .filter(state -> state.name().equals(word))
                .findFirst()
                .orElse(MonthState.OPEN);
    }

    /** How many documents, bills, settlements, takes and seals there are: a month that has some was once begun. */
    public long traces() {
        return count("month_document")
                + count("bill")
                + count("settlement")
                + count("usage_take")
                + count("month_seal");
    }

    /** How many documents are kept of it: there are some only of a month that was closed. */
    public long documents() {
        return count("month_document");
    }

    /** Whether it has a seal: every month has one that a program closed which knew of seals. */
    public boolean isSealed() {
        return count("month_seal") > 0;
    }

    /** Whether a later month was begun, which none is before this one is closed. */
    public boolean isFollowed() {
        return sql.sql("SELECT COUNT(*) FROM closing_month WHERE billing_month > ?")
                        .param(month.toString())
                        .query(Long.class)
                        .single()
                > 0;
    }

    private long count(String table) {
        return sql.sql("SELECT COUNT(*) FROM " + table + " WHERE billing_month = ?")
                .param(month.toString())
                .query(Long.class)
                .single();
    }

    /**
     * How a take was begun.
     *
     * @param buckets how many buckets it was dealt out to
     * @param reason why it replaced another
     * @param priceBookSha256 the price book it was begun with; unknown of a take of an older program
     */
    public record BegunTake(int buckets, Optional<String> reason, Optional<String> priceBookSha256) {}

    /** The takes of the month, by number. */
    public SortedMap<Integer, BegunTake> takes() {
        SortedMap<Integer, BegunTake> takes = new TreeMap<>();
        sql.sql("SELECT take, buckets, reason, price_book_sha256 FROM usage_take WHERE billing_month = ?")
                .param(month.toString())
                .query(row -> {
                    takes.put(
                            row.getInt(1),
                            new BegunTake(
                                    row.getInt(2),
                                    Optional.ofNullable(row.getString(3)),
                                    Optional.ofNullable(row.getString(4))));
                });
        return takes;
    }

    /** The ids of accounts of a take with their buckets, the first ones of the take. */
    public SortedMap<String, Integer> someBuckets(int take, int accounts) {
        SortedMap<String, Integer> buckets = new TreeMap<>();
        sql.sql("SELECT account_id, bucket FROM month_account WHERE billing_month = ? AND take = ?"
                        + " ORDER BY account_id FETCH FIRST " + accounts + " ROWS ONLY")
                .params(month.toString(), take)
                .query(row -> {
                    buckets.put(row.getString(1), row.getInt(2));
                });
        return buckets;
    }

    /** The bytes of a price book; where its row has gone, those that have that hash. */
    public Optional<byte[]> priceBook(String sha256) {
        List<byte[]> named = sql.sql("SELECT yaml FROM price_book WHERE sha256 = ?")
                .param(sha256)
                .query((row, _) -> row.getBytes(1))
                .list();
        if (!named.isEmpty()) {
            return Optional.of(named.getFirst());
        }
        return sql.sql("SELECT yaml FROM price_book").query((row, _) -> row.getBytes(1)).list().stream()
                .filter(yaml -> Sha256.of(yaml).equals(sha256))
                .findFirst();
    }

    /** Zone and currency of the book, as they are written. */
    public Optional<List<String>> terms() {
        return sql.sql("SELECT zone, currency FROM book")
                .query((row, _) -> List.of(row.getString(1), row.getString(2)))
                .optional();
    }

    /** The version of a price book, where it has a row. */
    public Optional<String> priceBookVersion(String sha256) {
        return sql.sql("SELECT version FROM price_book WHERE sha256 = ?")
                .param(sha256)
                .query(String.class)
                .optional();
    }

    /** The pools of a price book as {@code pool, calls} by API. */
    public SortedMap<String, String> pools(String sha256) {
        SortedMap<String, String> pools = new TreeMap<>();
        sql.sql("SELECT api, pool, calls FROM price_book_pool WHERE sha256 = ?")
                .param(sha256)
                .query(row -> {
                    pools.put(row.getString(1), row.getString(2) + ", " + row.getLong(3));
                });
        return pools;
    }

    /** The instant that the first and the last settlements were posted as of, where they agree on one. */
    public Optional<Instant> postedAsOf() {
        List<Instant> instants = new ArrayList<>();
        for (String order : List.of("ASC", "DESC")) {
            sql
                    .sql("SELECT entries FROM settlement WHERE billing_month = ? ORDER BY account_id " + order
                            + " FETCH FIRST " + SETTLEMENTS_ASKED + " ROWS ONLY")
                    .param(month.toString())
                    .query(String.class)
                    .list()
                    .stream()
                    .flatMap(RecordedFacts::postedAsOf)
                    .forEach(instants::add);
        }
        return instants.stream().distinct().count() == 1 ? Optional.of(instants.getFirst()) : Optional.empty();
    }

    private static Stream<Instant> postedAsOf(String entries) {
        return entries.lines()
                .map(entry -> entry.split(",", -1))
                .filter(fields -> fields.length > 2 && !fields[0].equals(EntryKind.TOP_UP.name()))
                .flatMap(fields -> {
                    try {
                        return Stream.of(InstantColumn.instant(fields[2]));
                    } catch (DateTimeException e) {
                        return Stream.empty();
                    }
                });
    }
}
