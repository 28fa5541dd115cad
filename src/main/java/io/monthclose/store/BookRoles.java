package io.monthclose.store;

import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The roles of a PostgreSQL book beside the one that owns its tables: the application closes months and can take no rule off a
 * table, the auditor reads, and adds to the history what it did. A table is added to by the application and read by the auditor
 * unless it is named here; rows that change or go are looked at by the triggers, too.
 */
public final class BookRoles {
    private static final Set<String> ONLY_READ = Set.of("flyway_schema_history", "book_role");
    private static final Set<String> CHANGED =
            Set.of("closing_month", "parked_account", "book_lease", "book_lease_holder");
    private static final Set<String> REMOVED = Set.of(
            "bill",
            "pack_movement",
            "parked_account",
            "rated_rows",
            "account",
            "pack",
            "top_up",
            "invariant_result",
            "take_query");
    private static final Set<String> HISTORY = Set.of("launch", "launch_event");

    private final JdbcTemplate jdbc;

    /** The roles of the book in this database. */
    public BookRoles(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** What a role is there for. */
    public enum Duty {
        /** Closes months. */
        APPLICATION,
        /** Reads, and leaves a line in the history. */
        AUDITOR;

        private String may(String table) {
            return switch (this) {
                case AUDITOR -> HISTORY.contains(table) ? "SELECT, INSERT" : "SELECT";
                case APPLICATION -> applicationMay(table);
            };
        }

        private static String applicationMay(String table) {
            if (ONLY_READ.contains(table)) {
                return "SELECT";
            }
            // The framework's progress, which is no evidence.
            boolean free = table.startsWith("batch_");
            return "SELECT, INSERT" + (free || CHANGED.contains(table) ? ", UPDATE" : "")
                    + (free || REMOVED.contains(table) ? ", DELETE" : "");
        }
    }

    /**
     * Keeps roles in the place of those that had their duties, and grants all what they may. A book on H2 has none.
     *
     * @return the roles of the book
     * @throws ProblemException CONFIGURATION_REFUSED when it is not the owner who does so, or a role is not there or may do more;
     *     WRONG_USE when roles are named on H2
     */
    public Map<Duty, String> name(Map<Duty, String> roles) {
        if (!Postgres.has(jdbc)) {
            if (roles.isEmpty()) {
                return Map.of();
            }
            throw new ProblemException(
                    ProblemCode.WRONG_USE,
                    "--application and --auditor name roles of PostgreSQL, and this book is an H2 file");
        }
        if (!BookUpdate.isOwner(jdbc)) {
            throw refused("only the role that owns the tables migrates them and grants others what they may");
        }
        return transaction().execute(_ -> {
            // All go before one comes: a role may take the place of the other, or both change places.
            roles.forEach((duty, role) -> {
                takeBack("duty = ? OR role_name = ?", duty.name(), role);
                jdbc.update("DELETE FROM book_role WHERE duty = ? OR role_name = ?", duty.name(), role);
            });
            roles.forEach((duty, role) ->
                    jdbc.update("INSERT INTO book_role (duty, role_name) VALUES (?, ?)", duty.name(), role));
            return grantNow();
        });
    }

    /** Grants the roles of the book what they may, whatever it was before, and says which they are. */
    public Map<Duty, String> grant() {
        return transaction().execute(_ -> grantNow());
    }

    private TransactionTemplate transaction() {
        return new TransactionTemplate(new DataSourceTransactionManager(Objects.requireNonNull(jdbc.getDataSource())));
    }

    private Map<Duty, String> grantNow() {
        Map<Duty, String> roles = new TreeMap<>();
        jdbc.query("SELECT duty, role_name FROM book_role", row -> {
            roles.put(Duty.valueOf(row.getString(1)), row.getString(2));
        });
        roles.forEach((duty, role) -> {
            takeBack("duty = ?", duty.name());
            check(duty, role);
            give(duty, quoted(role));
        });
        return roles;
    }

    private void give(Duty duty, String role) {
        String schema = schema();
        jdbc.execute("GRANT USAGE ON SCHEMA " + schema + " TO " + role);
        for (String table : jdbc.queryForList(
                "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1", String.class)) {
            jdbc.execute("GRANT " + duty.may(table) + " ON " + schema + "." + quoted(table) + " TO " + role);
        }
        if (duty == Duty.APPLICATION) {
            jdbc.execute("GRANT USAGE ON ALL SEQUENCES IN SCHEMA " + schema + " TO " + role);
            jdbc.execute("GRANT EXECUTE ON FUNCTION " + schema + ".refresh_statistics() TO " + role);
        }
    }

    private void takeBack(String which, Object... values) {
        List<String> before = jdbc.queryForList(
                "SELECT role_name FROM book_role JOIN pg_roles ON rolname = role_name WHERE " + which,
                String.class,
                values);
        for (String role : before) {
            for (String kind : List.of("TABLES", "SEQUENCES", "FUNCTIONS")) {
                jdbc.execute("REVOKE ALL ON ALL " + kind + " IN SCHEMA " + schema() + " FROM " + quoted(role));
            }
            jdbc.execute("REVOKE USAGE ON SCHEMA " + schema() + " FROM " + quoted(role));
        }
    }

    /** Refuses a role that may do more than its duty wants: by itself, or as any role that it is a member of. */
    private void check(Duty duty, String role) {
        if (jdbc.queryForList("SELECT 1 FROM pg_roles WHERE rolname = ?", role).isEmpty()) {
            throw refused("role " + role + " is not there: CREATE ROLE it first");
        }
        if (mayAsAny(role, "r.rolsuper OR r.oid = (SELECT relowner FROM pg_class WHERE oid = 'bill'::regclass)")) {
            throw refused("role " + role + " is a superuser, or may do what the owner of the tables may; name another");
        }
        if (mayAsAny(role, "has_schema_privilege(r.oid, current_schema(), 'CREATE')")) {
            throw refused("role " + role + " may make tables beside the book's: REVOKE CREATE ON SCHEMA " + schema()
                    + " FROM PUBLIC, " + quoted(role) + " first");
        }
        if (mayAsAny(role, "r.rolcreaterole")) {
            throw refused("role " + role + " may make roles, and give itself what others may: ALTER ROLE "
                    + quoted(role) + " NOCREATEROLE first");
        }
        // Below PostgreSQL 15 only a superuser sets it.
        if (knowsParameterPrivileges()
                && mayAsAny(role, "has_parameter_privilege(r.oid, 'session_replication_role', 'SET')")) {
            throw refused("role " + role + " may turn rules off: REVOKE SET ON PARAMETER session_replication_role FROM "
                    + quoted(role) + " first");
        }
        if (mayAsAny(
                role, "has_table_privilege(r.oid, 'bill', '" + (duty == Duty.AUDITOR ? "INSERT" : "UPDATE") + "')")) {
            throw refused(
                    "role " + role + " may write to the book's tables as a role that it is a member of; name another");
        }
    }

    private boolean knowsParameterPrivileges() {
        return Boolean.TRUE.equals(
                jdbc.queryForObject("SELECT current_setting('server_version_num')::INTEGER >= 150000", Boolean.class));
    }

    private boolean mayAsAny(String role, String what) {
        return Boolean.TRUE.equals(jdbc.queryForObject(
                "SELECT EXISTS (SELECT 1 FROM pg_roles r WHERE pg_has_role(CAST(? AS NAME), r.oid, 'MEMBER') AND ("
                        + what + "))",
                Boolean.class,
                role));
    }

    private String schema() {
        return Objects.requireNonNull(
                jdbc.queryForObject("SELECT quote_ident(current_schema())", String.class), "a schema");
    }

    private String quoted(String name) {
        return Objects.requireNonNull(jdbc.queryForObject("SELECT quote_ident(?)", String.class, name), "a name");
    }

    private static ProblemException refused(String why) {
        return new ProblemException(ProblemCode.CONFIGURATION_REFUSED, why);
    }
}
