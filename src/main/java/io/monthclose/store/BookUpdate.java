package io.monthclose.store;

import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.output.MigrateOutput;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The schema of a PostgreSQL book as it is opened. The role that owns the tables brings them up to date where they lie, each
 * migration in a transaction, and lets the other roles do with new ones what they may. Any other role only looks whether they are.
 */
public final class BookUpdate implements FlywayMigrationStrategy {
    /** Who owns the history of the migrations owns the book; where there is none yet, whoever may make it. */
    private static final String OWNS =
            "SELECT COALESCE((SELECT pg_has_role(c.relowner, 'USAGE') FROM pg_class c WHERE c.relname ="
                    + " 'flyway_schema_history' AND c.relnamespace = to_regnamespace(quote_ident(current_schema()))),"
                    + " has_schema_privilege(current_schema(), 'CREATE'))";

    private volatile List<String> applied = List.of();

    @Override
    public void migrate(Flyway flyway) {
        DataSource database = flyway.getConfiguration().getDataSource();
        JdbcTemplate jdbc = new JdbcTemplate(database);
        if (!Postgres.has(jdbc)) {
            flyway.migrate();
            return;
        }
        SchemaDifference difference = SchemaDifference.of(flyway);
        difference.refuseNewer("the book");
        if (difference.isNone()) {
            return;
        }
        if (!isOwner(jdbc)) {
            throw behind(difference);
        }
        applied = flyway.migrate().getSuccessfulMigrations().stream()
                .map(BookUpdate::name)
                .toList();
        new BookRoles(jdbc).grant();
    }

    /** Whether this role owns the tables of a PostgreSQL book, or may make them. */
    static boolean isOwner(JdbcTemplate jdbc) {
        return Boolean.TRUE.equals(jdbc.queryForObject(OWNS, Boolean.class));
    }

    private static String name(MigrateOutput migration) {
        return "V" + migration.version + " " + migration.description;
    }

    private static ProblemException behind(SchemaDifference difference) {
        return new ProblemException(
                ProblemCode.CONFIGURATION_REFUSED,
                difference.missing().isEmpty()
                        ? "the book's schema is not the program's: " + String.join("; ", difference.otherwise())
                        : "the book's schema is behind the program, it lacks "
                                + String.join(", ", difference.missing())
                                + ": run month-close migrate as the role that owns the tables");
    }

    /** The migrations that were applied as the book was opened, such as {@code V7 insert only}. */
    public List<String> applied() {
        return applied;
    }
}
