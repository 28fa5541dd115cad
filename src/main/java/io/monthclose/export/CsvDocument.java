package io.monthclose.export;

import io.monthclose.period.InstantText;
import io.monthclose.store.InstantColumn;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.Arrays;

/** The CSV documents of a month: columns, and the query that gives their rows in the order of their keys. */
enum CsvDocument {
    BILLS("bills.csv", "month,account_id,bill_id,currency,lines_total,rounding,amount_due,balance_after,status", """
        SELECT b.account_id, b.lines_total, b.rounding, b.amount_due, s.balance_after, s.bill_status
        FROM bill b JOIN settlement s ON s.billing_month = b.billing_month AND s.account_id = b.account_id
        WHERE b.billing_month = :month ORDER BY b.account_id
        """) {
        @Override
        String[] fields(ResultSet row, Context context) throws SQLException {
            String account = row.getString(1);
            return new String[] {
                context.month(),
                account,
                context.month() + "-" + account,
                context.currency(),
                Decimals.exact(row.getBigDecimal(2)),
                Decimals.exact(row.getBigDecimal(3)),
                Decimals.money(row.getBigDecimal(4)),
                Decimals.money(row.getBigDecimal(5)),
                row.getString(6)
            };
        }
    },
    BILL_LINES(
            "bill-lines.csv",
            "month,account_id,api,price_version,metered_calls,beta_calls,free_calls,prepaid_calls,billable_calls,"
                    + "tier_from,unit_price_per_1000,amount",
            """
            SELECT l.account_id, l.api, l.price_version, l.metered_calls, l.beta_calls, l.free_calls, l.prepaid_calls,
                   l.billable_calls, l.tier_from, l.unit_price, l.amount
            FROM bill_line l JOIN settlement s ON s.billing_month = l.billing_month AND s.account_id = l.account_id
            WHERE l.billing_month = :month ORDER BY l.account_id, l.api, l.price_version
            """) {
        @Override
        String[] fields(ResultSet row, Context context) throws SQLException {
            String[] fields = plain(row, context, 9);
            BigDecimal price = row.getBigDecimal(10);
            return with(fields, Decimals.exact(price), Decimals.exact(row.getBigDecimal(11)));
        }
    },
    PACK_DRAWS("pack-draws.csv", "month,account_id,api,source,pack_id,calls", """
        SELECT account_id, api, source, pack_id, calls FROM pack_draw d
        WHERE billing_month = :month AND NOT EXISTS (SELECT 1 FROM parked_account k
              WHERE k.billing_month = d.billing_month AND k.account_id = d.account_id)
        ORDER BY account_id, api, source, pack_id
        """) {
        @Override
        String[] fields(ResultSet row, Context context) throws SQLException {
            return plain(row, context, 5);
        }
    },
    PACKS("packs.csv", "month,account_id,pack_id,opening,drawn,forfeited,closing", """
        SELECT account_id, pack_id, opening, drawn, forfeited, closing FROM pack_movement m
        WHERE billing_month = :month AND NOT EXISTS (SELECT 1 FROM parked_account k
              WHERE k.billing_month = m.billing_month AND k.account_id = m.account_id)
        ORDER BY account_id, pack_id
        """) {
        @Override
        String[] fields(ResultSet row, Context context) throws SQLException {
            return plain(row, context, 6);
        }
    },
    FREEZES("freezes.csv", "month,account_id,released,wanted,frozen,status,account_status", """
        SELECT account_id, released, wanted, frozen, freeze_status, account_status FROM settlement
        WHERE billing_month = :month ORDER BY account_id
        """) {
        @Override
        String[] fields(ResultSet row, Context context) throws SQLException {
            return new String[] {
                context.month(),
                row.getString(1),
                Decimals.money(row.getBigDecimal(2)),
                Decimals.money(row.getBigDecimal(3)),
                Decimals.money(row.getBigDecimal(4)),
                row.getString(5),
                row.getString(6)
            };
        }
    },
    LEDGER("ledger.csv", "month,entry_id,account_id,kind,debit,credit,amount,effective_at", """
        SELECT entry_id, account_id, kind, debit, credit, amount, effective_at FROM ledger_entry
        WHERE billing_month = :month ORDER BY account_id, entry_id
        """) {
        @Override
        String[] fields(ResultSet row, Context context) throws SQLException {
            String[] fields = plain(row, context, 5);
            String at = InstantText.format(InstantColumn.instant(row.getString(7)), context.zone());
            return with(fields, Decimals.money(row.getBigDecimal(6)), at);
        }
    },
    REJECTS("rejects.csv", "file,line,reason,detail,raw", """
        SELECT i.name, r.line, r.reason, r.detail, r.raw, r.raw_bytes, r.raw_sha256
        FROM reject r JOIN take_input i ON i.billing_month = r.billing_month AND i.take = r.take AND i.role = 'USAGE' AND i.file = r.file
        WHERE r.billing_month = :month AND r.take = :take ORDER BY r.file, r.line
        """) {
        @Override
        String[] fields(ResultSet row, Context context) throws SQLException {
            return new String[] {
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                RawText.of(row.getBytes(5), row.getLong(6), row.getString(7))
            };
        }
    };

    /**
     * What every row of a document shares.
     *
     * @param month the month
     * @param currency the book's
     * @param zone the book's
     */
    record Context(String month, String currency, ZoneId zone) {}

    private final String fileName;
    private final String header;
    private final String query;

    CsvDocument(String fileName, String header, String query) {
        this.fileName = fileName;
        this.header = header;
        this.query = query;
    }

    String fileName() {
        return fileName;
    }

    String header() {
        return header;
    }

    String query() {
        return query;
    }

    abstract String[] fields(ResultSet row, Context context) throws SQLException;

    /** The month and the row's first columns as they are. */
    private static String[] plain(ResultSet row, Context context, int columns) throws SQLException {
        String[] fields = new String[columns + 1];
        fields[0] = context.month();
        for (int column = 1; column <= columns; column++) {
            fields[column] = row.getString(column);
        }
        return fields;
    }

    private static String[] with(String[] fields, String next, String last) {
        String[] all = Arrays.copyOf(fields, fields.length + 2);
        all[fields.length] = next;
        all[fields.length + 1] = last;
        return all;
    }
}
