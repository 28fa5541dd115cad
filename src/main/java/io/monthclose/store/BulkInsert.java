package io.monthclose.store;

import java.util.List;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;

/** Inserts many rows into one table, in the transaction of the caller. */
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
    void into(String table, String columns, List<Object[]> rows) {
        if (!rows.isEmpty()) {
            String marks =
                    columns.chars().filter(c -> c == ',').mapToObj(_ -> ", ?").collect(Collectors.joining());
            jdbc.batchUpdate("INSERT INTO " + table + " (" + columns + ") VALUES (?" + marks + ")", rows);
        }
    }
}
