package io.monthclose.store;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Copies into another book what the close of a month reads of the months before it, and nothing else: terms, prices, the chain,
 * master records, which top-ups counted, what is left of packs, and the last settlement of each account. All of it is read at one
 * moment, and none of it changes any more once the month before is closed. Rows of months that the book does not have stay where
 * they are.
 */
public final class BookCopy {
    private static final int ROWS_AT_ONCE = 2000;
    private static final String OF_THE_BOOK = " AND billing_month IN (SELECT billing_month FROM closing_month)";
    private static final String BEFORE = " WHERE billing_month < :month" + OF_THE_BOOK;
    private static final String PRICED_BEFORE =
            " WHERE sha256 IN (SELECT price_book_sha256 FROM closing_month" + BEFORE + ")";

    /** Postings of earlier months, which are large and which no later month reads. */
    private static final String UNREAD = "entries";

    private static final List<Part> PARTS = List.of(
            new Part("book", "SELECT * FROM book"),
            new Part("price_book", "SELECT * FROM price_book" + PRICED_BEFORE),
            new Part("price_book_pool", "SELECT * FROM price_book_pool" + PRICED_BEFORE),
            new Part("closing_month", "SELECT * FROM closing_month" + BEFORE),
            new Part("account", "SELECT * FROM account" + BEFORE),
            new Part("pack", "SELECT * FROM pack" + BEFORE),
            new Part("top_up", "SELECT * FROM top_up" + BEFORE),
            new Part("counted_top_up", "SELECT * FROM counted_top_up" + BEFORE),
            // What the month's root is chained to.
            new Part("month_seal", "SELECT * FROM month_seal" + BEFORE),
            new Part("pack_movement", "SELECT * FROM pack_movement WHERE billing_month = :before" + OF_THE_BOOK),
            new Part(
                    "settlement",
                    "SELECT s.* FROM settlement s JOIN (SELECT account_id, MAX(billing_month) AS last_month"
                            + " FROM settlement" + BEFORE + " GROUP BY account_id) l"
                            + " ON l.account_id = s.account_id AND l.last_month = s.billing_month"));

    private final JdbcTemplate from;
    private final JdbcTemplate to;

    private record Part(String table, String query) {}

    /** A copy from one book into another, which is empty and migrated as far. */
    public BookCopy(JdbcTemplate from, JdbcTemplate to) {
        this.from = from;
        this.to = to;
    }

    /** Copies what the close of that month reads of those before it. */
    public void before(YearMonth month) {
        Map<String, String> parameters =
                Map.of("month", month.toString(), "before", month.minusMonths(1).toString());
        TransactionTemplate writing =
                new TransactionTemplate(new JdbcTransactionManager(Objects.requireNonNull(to.getDataSource())));
        OneMoment.run(
                from,
                () -> writing.executeWithoutResult(_ -> PARTS.forEach(part -> {
                    Rows rows = new Rows(part.table());
                    new NamedParameterJdbcTemplate(from).query(part.query(), parameters, rows::add);
                    rows.insert();
                })));
    }

    /** Rows on their way, some at a time. */
    private final class Rows {
        private final String table;
        private final List<@Nullable Object[]> held = new ArrayList<>();
        private String columns = "";

        Rows(String table) {
            this.table = table;
        }

        void add(ResultSet row) throws SQLException {
            ResultSetMetaData about = row.getMetaData();
            @Nullable Object[] values = new @Nullable Object[about.getColumnCount()];
            List<String> names = new ArrayList<>();
            for (int i = 1; i <= values.length; i++) {
                String name = about.getColumnName(i).toLowerCase(Locale.ROOT);
                names.add(name);
                values[i - 1] = name.equals(UNREAD) ? "" : ColumnValue.read(row, i, about.getColumnType(i));
            }
            columns = String.join(",", names);
            held.add(values);
            if (held.size() == ROWS_AT_ONCE) {
                insert();
            }
        }

        void insert() {
            new BulkInsert(to).into(table, columns, held);
            held.clear();
        }
    }
}
