package io.monthclose.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.h2.api.Trigger;
import org.jspecify.annotations.Nullable;

/**
 * Refuses to change or remove a row of an H2 book that may change or go in some state of its month, and is not in it. H2 makes it
 * by its name, which the migrations give; on PostgreSQL each rule is a function of its own.
 */
public final class GuardedRow implements Trigger {
    private static final String CLOSED = "SELECT 1 FROM closing_month WHERE billing_month = ? AND state = 'CLOSED'";
    private static final String CHARGED = "SELECT 1 FROM settlement WHERE billing_month = ? FETCH FIRST ROW ONLY";
    private static final String SETTLED = "SELECT 1 FROM settlement WHERE billing_month = ? AND account_id = ?";
    private static final String RETRIED =
            "SELECT 1 FROM parked_account WHERE billing_month = ? AND account_id = ? AND retry";
    private static final String READ =
            "SELECT 1 FROM taken_slice WHERE billing_month = ? AND take = ?" + " FETCH FIRST ROW ONLY";

    private static final List<MonthState> STATES = List.of(MonthState.values());

    private String table = "";
    private List<String> columns = List.of();

    /** As H2 makes it. */
    public GuardedRow() {}

    @Override
    public void init(Connection book, String schema, String trigger, String table, boolean before, int verbs)
            throws SQLException {
        this.table = table.toLowerCase(Locale.ROOT);
        List<String> names = new ArrayList<>();
        try (ResultSet rows = book.getMetaData().getColumns(null, schema, table, null)) {
            while (rows.next()) {
                names.add(rows.getString("COLUMN_NAME").toLowerCase(Locale.ROOT));
            }
        }
        columns = List.copyOf(names);
    }

    @Override
    public void fire(Connection book, @Nullable Object @Nullable [] was, @Nullable Object @Nullable [] is)
            throws SQLException {
        Row row = new Row(book, Objects.requireNonNull(was), is);
        String why = is == null ? row.kept() : row.unchangeable();
        if (!why.isEmpty()) {
            throw new SQLException(
                    "month-close: " + table + " of " + row.was("billing_month") + " " + why + ": "
                            + (is == null ? "DELETE" : "UPDATE") + " refused",
                    InsertOnly.SQL_STATE);
        }
    }

    /** A row, and what it is to become. */
    private final class Row {
        private final Connection book;
        private final @Nullable Object[] was;
        private final @Nullable Object @Nullable [] is;

        private Row(Connection book, @Nullable Object[] was, @Nullable Object @Nullable [] is) {
            this.book = book;
            this.was = was;
            this.is = is;
        }

        private @Nullable Object was(String column) {
            return was[columns.indexOf(column)];
        }

        private @Nullable Object is(String column) {
            return Objects.requireNonNull(is)[columns.indexOf(column)];
        }

        /** Why it may not go; nothing when it may. */
        private String kept() throws SQLException {
            return switch (table) {
                case "invariant_result" -> finds(CLOSED, "billing_month") ? "is closed" : "";
                case "take_query" -> finds(READ, "billing_month", "take") ? "was read with" : "";
                case "rated_rows", "account", "pack", "top_up" -> keptOnceCharged();
                case "bill", "pack_movement", "parked_account" -> keptOnceSettled();
                default -> "stays";
            };
        }

        /** A take makes room for another until the first account is charged. */
        private String keptOnceCharged() throws SQLException {
            if (finds(CLOSED, "billing_month")) {
                return "is closed";
            }
            return finds(CHARGED, "billing_month") ? "is charged" : "";
        }

        /** What a parked account came to makes room after that, too, when it is rated once more. */
        private String keptOnceSettled() throws SQLException {
            String kept = keptOnceCharged();
            boolean ratedAgain = kept.equals("is charged")
                    && !finds(SETTLED, "billing_month", "account_id")
                    && finds(RETRIED, "billing_month", "account_id");
            return ratedAgain ? "" : kept;
        }

        /** Why it may not change so; nothing when it may. */
        private String unchangeable() throws SQLException {
            return switch (table) {
                case "parked_account" -> unmarkable();
                case "closing_month" -> movesForward() ? "" : "is " + was("state") + " and only moves forward";
                default -> "stays";
            };
        }

        private String unmarkable() throws SQLException {
            boolean marked = Boolean.TRUE.equals(is("retry"))
                    && columns.stream().allMatch(column -> column.equals("retry") || isTheSame(column));
            if (!marked) {
                return "is only ever marked";
            }
            return finds(CLOSED, "billing_month") ? "is closed" : "";
        }

        private boolean movesForward() throws SQLException {
            MonthState from = MonthState.valueOf(String.valueOf(was("state")));
            MonthState to = MonthState.valueOf(String.valueOf(is("state")));
            boolean fixed = isTheSame("billing_month")
                    && isTheSame("first_of_chain")
                    && (was("settlement_instant") == null || isTheSame("settlement_instant"));
            int steps = STATES.indexOf(to) - STATES.indexOf(from);
            boolean next = isTheSame("take") && (steps == 0 || steps == 1);
            return from != MonthState.CLOSED && fixed && (next || (to == MonthState.OPEN && isNextTake()));
        }

        private boolean isNextTake() throws SQLException {
            return Objects.equals(is("take"), Math.addExact((Integer) Objects.requireNonNull(was("take")), 1))
                    && !finds(CHARGED, "billing_month");
        }

        private boolean isTheSame(String column) {
            return Objects.equals(was(column), is(column));
        }

        private boolean finds(String query, String... key) throws SQLException {
            try (PreparedStatement statement = book.prepareStatement(query)) {
                for (int i = 0; i < key.length; i++) {
                    statement.setObject(i + 1, was(key[i]));
                }
                try (ResultSet row = statement.executeQuery()) {
                    return row.next();
                }
            }
        }
    }
}
