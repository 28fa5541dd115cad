package io.monthclose.store;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row on either side of a comparison, each value in the same form whatever the database.
 *
 * @param key numbers as Long, all else as text
 * @param values in the order of the compared columns
 */
record ComparedRow(List<Object> key, @Nullable Object[] values) implements Comparable<ComparedRow> {

    /** Reads the rows of one query. */
    static final class Reader {
        private final int keyColumns;
        private int[] types = new int[0];

        /** A reader of rows of which so many columns, the first ones, are the key. */
        Reader(int keyColumns) {
            this.keyColumns = keyColumns;
        }

        ComparedRow read(ResultSet row) throws SQLException {
            if (types.length == 0) {
                ResultSetMetaData about = row.getMetaData();
                types = new int[about.getColumnCount()];
                for (int i = 0; i < types.length; i++) {
                    types[i] = about.getColumnType(i + 1);
                }
            }
            Object[] key = new Object[keyColumns];
            for (int i = 0; i < keyColumns; i++) {
                Object value = ColumnValue.read(row, i + 1, types[i]);
                key[i] = value instanceof Number number ? number.longValue() : String.valueOf(value);
            }
            @Nullable Object[] values = new @Nullable Object[types.length - keyColumns];
            for (int i = 0; i < values.length; i++) {
                values[i] = ColumnValue.read(row, keyColumns + i + 1, types[keyColumns + i]);
            }
            return new ComparedRow(Arrays.asList(key), values);
        }
    }

    /** Text in the order of its bytes, as both databases sort it. */
    @Override
    public int compareTo(ComparedRow other) {
        for (int i = 0; i < key.size(); i++) {
            int order = key.get(i) instanceof Long number
                    ? number.compareTo((Long) other.key.get(i))
                    : Arrays.compareUnsigned(bytes(key.get(i)), bytes(other.key.get(i)));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static byte[] bytes(Object text) {
        return ((String) text).getBytes(StandardCharsets.UTF_8);
    }

    static boolean same(@Nullable Object one, @Nullable Object other) {
        if (one instanceof BigDecimal number && other instanceof BigDecimal otherNumber) {
            return number.compareTo(otherNumber) == 0;
        }
        if (one instanceof byte[] bytes && other instanceof byte[] otherBytes) {
            return Arrays.equals(bytes, otherBytes);
        }
        if (one instanceof Number number && other instanceof Number otherNumber) {
            return number.longValue() == otherNumber.longValue();
        }
        return one == null ? other == null : one.equals(other);
    }
}
