package io.monthclose.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import org.h2.api.Trigger;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a statement that would change or remove rows of a table of an H2 book, whether it would meet one or not. H2 makes it by
 * its name, which the migrations give; on PostgreSQL it is a function of the same name.
 */
public final class InsertOnly implements Trigger {
    /** What a refused statement ends with, on both databases. */
    static final String SQL_STATE = "MC001";

    private String table = "";
    private String refused = "";

    /** As H2 makes it. */
    public InsertOnly() {}

    @Override
    public void init(Connection book, String schema, String trigger, String table, boolean before, int verbs) {
        this.table = table.toLowerCase(Locale.ROOT);
        this.refused = switch (verbs) {
            case UPDATE -> "UPDATE";
            case DELETE -> "DELETE";
            default -> "UPDATE and DELETE";
        };
    }

    @Override
    public void fire(Connection book, @Nullable Object @Nullable [] was, @Nullable Object @Nullable [] is)
            throws SQLException {
        throw new SQLException("month-close: " + table + " is insert-only: " + refused + " refused", SQL_STATE);
    }
}
