package io.monthclose.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Reads a column of a row as the same Java type from both databases. */
final class ColumnValue {
    private ColumnValue() {}

    /** The value of a column, from 1 on, of a type of {@link Types}; null where it has none. */
    static @Nullable Object read(ResultSet row, int column, int type) throws SQLException {
        return switch (type) {
            case Types.DATE -> row.getObject(column, LocalDate.class);
            case Types.CLOB -> row.getString(column);
            case Types.BLOB, Types.VARBINARY, Types.BINARY, Types.LONGVARBINARY -> row.getBytes(column);
            default -> row.getObject(column);
        };
    }
}
