package io.monthclose.intake;

import io.monthclose.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** Databases that usage is read from: an H2 file, or one of a PostgreSQL server that all tests of the process share. */
public enum SourceServer {
    /** A database file in the folder. */
    H2 {
        @Override
        public String create(String name, Path folder) {
            String url = "jdbc:h2:file:" + folder.resolve(name);
            execute(url, "CREATE SCHEMA gateway");
            return url;
        }
    },
    /** A database of the server. */
    POSTGRESQL {
        @Override
        public String create(String name, Path folder) {
            return TestDatabase.postgresUrl("source " + name + " " + folder);
        }
    };

    /** Makes an empty database and gives its URL, with which its owner may do anything. */
    public abstract String create(String name, Path folder);

    /** Runs statements on a database. */
    public static void execute(String url, String... statements) {
        try (Connection database = DriverManager.getConnection(url);
                Statement statement = database.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(String.join("; ", statements), e);
        }
    }
}
