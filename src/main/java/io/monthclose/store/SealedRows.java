package io.monthclose.store;

import io.monthclose.intake.Sha256;
import io.monthclose.seal.RowText;
import io.monthclose.seal.SealStatement.Section;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** Reads the rows of sealed tables as text, one after the other, the same text on both databases. */
final class SealedRows {
    private final JdbcTemplate jdbc;

    SealedRows(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Hears of each row. */
    interface Listener {
        /**
         * A row.
         *
         * @param key the values of its key, joined by commas
         * @param text all of it in bytes, LF included
         */
        void row(String key, byte[] text);
    }

    /** The columns that a seal made now holds of a table, in the order of their names. */
    List<String> columns(SealedTable table) {
        ResultSetExtractor<List<String>> names = rows -> {
            ResultSetMetaData about = rows.getMetaData();
            TreeSet<String> found = new TreeSet<>();
            for (int i = 1; i <= about.getColumnCount(); i++) {
                found.add(about.getColumnName(i).toLowerCase(Locale.ROOT));
            }
            return found.stream().filter(table::reads).toList();
        };
        return Objects.requireNonNull(jdbc.query("SELECT * FROM " + table.name() + " WHERE 0 = 1", names));
    }

    /**
     * Reads the rows of a query over a table.
     *
     * @param columns what the query selects
     * @param listener hears of each row of a table whose rows are named
     */
    Section read(SealedTable table, String query, List<String> columns, String month, Listener listener) {
        RowText text = new RowText();
        List<Integer> key =
                table.key().stream().map(name -> columns.indexOf(name) + 1).toList();
        ResultSetExtractor<Long> reading = rows -> {
            Column[] readers = readers(rows.getMetaData());
            while (rows.next()) {
                for (int i = 0; i < readers.length; i++) {
                    text.field(readers[i].text(rows, i + 1));
                }
                byte[] row = text.end();
                if (table.named()) {
                    listener.row(key(rows, key), row);
                }
            }
            return text.rows();
        };
        new NamedParameterJdbcTemplate(jdbc).query(query, Map.of("month", month), reading);
        return new Section(table.kind(), table.name(), text.rows(), text.sha256(), columns);
    }

    private static String key(ResultSet row, List<Integer> columns) throws SQLException {
        List<String> values = new ArrayList<>();
        for (int column : columns) {
            values.add(row.getString(column));
        }
        return values.stream().collect(Collectors.joining(","));
    }

    /** How a column becomes text. */
    private interface Column {
        @Nullable
        String text(ResultSet row, int column) throws SQLException;
    }

    private static Column[] readers(ResultSetMetaData about) throws SQLException {
        Column[] readers = new Column[about.getColumnCount()];
        for (int i = 0; i < readers.length; i++) {
            readers[i] = switch (about.getColumnType(i + 1)) {
                case Types.BOOLEAN, Types.BIT -> SealedRows::truth;
                case Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE -> SealedRows::instant;
                case Types.NUMERIC, Types.DECIMAL -> SealedRows::decimal;
                case Types.BLOB, Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY -> SealedRows::bytes;
                default -> ResultSet::getString;
            };
        }
        return readers;
    }

    private static @Nullable String truth(ResultSet row, int column) throws SQLException {
        boolean truth = row.getBoolean(column);
        return row.wasNull() ? null : Boolean.toString(truth);
    }

    private static @Nullable String instant(ResultSet row, int column) throws SQLException {
        var instant = row.getTimestamp(column);
        return instant == null ? null : instant.toInstant().toString();
    }

    /** With all decimals of its column and no exponent; nearly all have none as they come. */
    private static @Nullable String decimal(ResultSet row, int column) throws SQLException {
        String number = row.getString(column);
        return number == null || number.indexOf('E') < 0 ? number : new BigDecimal(number).toPlainString();
    }

    /** Bytes stand as their SHA-256. */
    private static @Nullable String bytes(ResultSet row, int column) throws SQLException {
        byte[] bytes = row.getBytes(column);
        return bytes == null ? null : Sha256.of(bytes);
    }
}
