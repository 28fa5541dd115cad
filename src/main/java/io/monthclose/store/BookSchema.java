package io.monthclose.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** The schema of an H2 book: whether it is the program's, how it becomes so, and whether there is a row in it. */
final class BookSchema {
    private static final String HISTORY = "flyway_schema_history";

    private final DataSource database;
    private final Flyway flyway;

    BookSchema(DataSource database) {
        this.database = database;
        this.flyway = Flyway.configure(BookSchema.class.getClassLoader())
                .dataSource(database)
                .locations("classpath:db/migration/h2")
                .validateMigrationNaming(true)
                .load();
    }

    /** How it differs from the program's. */
    SchemaDifference difference() {
        return SchemaDifference.of(flyway);
    }

    /** Applies what is missing. Whoever is killed meanwhile leaves it half applied. */
    void migrate() {
        flyway.migrate();
    }

    /** Whether it was made by migrations, if only by some of them, and no table has a row. */
    boolean holdsNothing() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            List<String> tables = tables(statement);
            if (tables.isEmpty()) {
                return true;
            }
            if (!tables.remove("\"PUBLIC\".\"" + HISTORY + "\"")) {
                return false;
            }
            for (String table : tables) {
                try (ResultSet row = statement.executeQuery("SELECT 1 FROM " + table + " FETCH FIRST ROW ONLY")) {
                    if (row.next()) {
                        return false;
                    }
                }
            }
            return true;
        }
    }

    private static List<String> tables(Statement statement) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(
                "SELECT table_schema, table_name FROM information_schema.tables WHERE table_schema <>"
                        + " 'INFORMATION_SCHEMA' ORDER BY 1, 2")) {
            while (rows.next()) {
                tables.add("\"" + rows.getString(1).replace("\"", "\"\"") + "\".\""
                        + rows.getString(2).replace("\"", "\"\"") + "\"");
            }
        }
        return tables;
    }
}
