package io.monthclose.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Inserts many rows into one table, in the transaction of the caller: by binary {@code COPY} on PostgreSQL, by batches of
 * {@code INSERT} elsewhere. A value's Java type is its column's: {@link CopyRows} says which.
 */
final class BulkInsert {
    private final JdbcTemplate jdbc;

    BulkInsert(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Inserts.
     *
     * @param columns the columns, joined by commas
     * @param rows values in the order of the columns
     */
    void into(String table, String columns, List<? extends @Nullable Object[]> rows) {
        if (!rows.isEmpty()) {
            jdbc.execute((Connection connection) -> {
                if (connection.isWrapperFor(PGConnection.class)) {
                    copy(connection.unwrap(PGConnection.class), table, columns, rows);
                } else {
                    insert(connection, table, columns, rows);
                }
                return rows.size();
            });
        }
    }

    private static void copy(
            PGConnection connection, String table, String columns, List<? extends @Nullable Object[]> rows)
            throws SQLException {
        CopyRows encoded = new CopyRows();
        CopyIn copy = connection.getCopyAPI().copyIn("COPY " + table + " (" + columns + ") FROM STDIN (FORMAT BINARY)");
        try {
            for (@Nullable Object[] row : rows) {
                encoded.add(row, copy);
            }
            encoded.end(copy);
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private static void insert(
            Connection connection, String table, String columns, List<? extends @Nullable Object[]> rows)
            throws SQLException {
        String marks =
                columns.chars().filter(c -> c == ',').mapToObj(_ -> ", ?").collect(Collectors.joining());
        try (PreparedStatement statement =
                connection.prepareStatement("INSERT INTO " + table + " (" + columns + ") VALUES (?" + marks + ")")) {
            for (@Nullable Object[] row : rows) {
                for (int i = 0; i < row.length; i++) {
                    statement.setObject(i + 1, row[i]);
                }
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }
}
