package io.monthclose.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Roots and seals of closed months. A month that was closed by a program that knew of none has none. */
public final class SealStore {
    private final JdbcClient sql;
    private final BulkInsert bulk;

    /** A store on this database. */
    public SealStore(JdbcTemplate jdbc) {
        this.sql = JdbcClient.create(jdbc);
        this.bulk = new BulkInsert(jdbc);
    }

    /** Every sealed month, in order. */
    public List<SealedMonth> all() {
        return sql.sql("SELECT * FROM month_seal ORDER BY billing_month")
                .query(SealStore::sealed)
                .list();
    }

    /** Root and seal of a month. */
    public Optional<SealedMonth> find(YearMonth month) {
        return sql.sql("SELECT * FROM month_seal WHERE billing_month = ?")
                .param(month.toString())
                .query(SealStore::sealed)
                .optional();
    }

    /** The last sealed month before a month. */
    public Optional<SealedMonth> before(YearMonth month) {
        return sql.sql("SELECT * FROM month_seal WHERE billing_month = (SELECT MAX(billing_month) FROM month_seal WHERE"
                        + " billing_month < ?)")
                .param(month.toString())
                .query(SealStore::sealed)
                .optional();
    }

    /**
     * A row that is under a seal by itself.
     *
     * @param section its table
     * @param key the values of its key, joined by commas
     * @param sha256 of its text
     */
    record SealedRow(String section, String key, String sha256) {}

    void keep(SealedMonth sealed, List<SealedRow> rows) {
        String month = sealed.month().toString();
        bulk.into(
                "sealed_row",
                "section,row_key,billing_month,sha256",
                rows.stream()
                        .map(row -> new Object[] {row.section(), row.key(), month, row.sha256()})
                        .toList());
        bulk.into(
                "month_seal",
                "billing_month,root,previous_root,root_statement,seal,previous_seal,seal_statement",
                List.<Object[]>of(new Object[] {
                    month,
                    sealed.root(),
                    sealed.previousRoot(),
                    sealed.rootStatement(),
                    sealed.seal(),
                    sealed.previousSeal(),
                    sealed.sealStatement()
                }));
    }

    /** The hashes of a month's rows of a table, by their keys. */
    Map<String, String> rows(YearMonth month, String section) {
        Map<String, String> rows = new LinkedHashMap<>();
        sql.sql("SELECT row_key, sha256 FROM sealed_row WHERE billing_month = ? AND section = ? ORDER BY row_key")
                .params(month.toString(), section)
                .query(row -> {
                    rows.put(row.getString(1), row.getString(2));
                });
        return rows;
    }

    /**
     * A row that is said to be under the seal of a month that has none.
     *
     * @param section its table
     * @param key the values of its key, joined by commas
     * @param month the month, as it is written
     */
    record RowWithoutSeal(String section, String key, String month) {}

    /** Rows under the seal of a month that has none, the first ones by section and key, at most so many: nothing keeps any. */
    List<RowWithoutSeal> rowsWithoutSeal(int most) {
        return sql.sql("SELECT section, row_key, billing_month FROM sealed_row WHERE billing_month NOT IN (SELECT"
                        + " billing_month FROM month_seal) ORDER BY section, row_key FETCH FIRST " + most
                        + " ROWS ONLY")
                .query((row, _) -> new RowWithoutSeal(row.getString(1), row.getString(2), row.getString(3)))
                .list();
    }

    private static SealedMonth sealed(ResultSet row, int number) throws SQLException {
        return new SealedMonth(
                YearMonth.parse(row.getString("billing_month")),
                row.getString("root"),
                row.getString("previous_root"),
                row.getString("root_statement"),
                row.getString("seal"),
                row.getString("previous_seal"),
                row.getString("seal_statement"));
    }
}
