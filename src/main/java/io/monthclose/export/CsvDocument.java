package io.monthclose.export;

import java.sql.ResultSet;
import java.sql.SQLException;

/** The CSV documents with a query of their own: columns, and the query that gives their rows in the order of their keys. */
enum CsvDocument {
    PACKS("packs.csv", "month,account_id,pack_id,opening,drawn,forfeited,closing", """
        SELECT account_id, pack_id, opening, drawn, forfeited, closing FROM pack_movement m
        WHERE billing_month = :month AND NOT EXISTS (SELECT 1 FROM parked_account k
              WHERE k.billing_month = m.billing_month AND k.account_id = m.account_id)
        ORDER BY account_id, pack_id
        """) {
        @Override
        String[] fields(ResultSet row, CsvContext context) throws SQLException {
            return plain(row, context, 6);
        }
    },
    REJECTS("rejects.csv", "file,line,reason,detail,raw", """
        SELECT i.name, r.line, r.reason, r.detail, r.raw, r.raw_bytes, r.raw_sha256
        FROM reject r JOIN take_input i ON i.billing_month = r.billing_month AND i.take = r.take AND i.role = 'USAGE' AND i.file = r.file
        WHERE r.billing_month = :month AND r.take = :take ORDER BY r.file, r.line
        """) {
        @Override
        String[] fields(ResultSet row, CsvContext context) throws SQLException {
            return new String[] {
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                RawText.of(row.getBytes(5), row.getLong(6), row.getString(7))
            };
        }
    };

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

    abstract String[] fields(ResultSet row, CsvContext context) throws SQLException;

    /** The month and the row's first columns as they are. */
    private static String[] plain(ResultSet row, CsvContext context, int columns) throws SQLException {
        String[] fields = new String[columns + 1];
        fields[0] = context.month();
        for (int column = 1; column <= columns; column++) {
            fields[column] = row.getString(column);
        }
        return fields;
    }
}
