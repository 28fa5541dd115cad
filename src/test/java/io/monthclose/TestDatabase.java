package io.monthclose;

import io.monthclose.intake.Sha256;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.FileSystemUtils;

/**
 * The databases of the tests' books: H2, or a real PostgreSQL where {@code monthclose.tests.database} says so. The server listens
 * on the loopback interface, is started when it is first wanted, and ends with the tests. Its databases sort text as
 * people do, not by bytes: nothing of the output may depend on it.
 */
public final class TestDatabase {
    private static final boolean POSTGRES =
            System.getProperty("monthclose.tests.database", "h2").equals("postgresql");

    private TestDatabase() {}

    /** Whether books lie in PostgreSQL. */
    public static boolean isPostgres() {
        return POSTGRES;
    }

    /** The URL of the book that H2 would have under this URL. */
    public static String url(String h2Url) {
        return POSTGRES ? postgresUrl(h2Url) : h2Url;
    }

    /** The URL of the PostgreSQL database of that name, which is made when it is not there. */
    public static String postgresUrl(String name) {
        String database =
                "book_" + Sha256.of(name.getBytes(StandardCharsets.UTF_8)).substring(0, 16);
        EmbeddedPostgres server = Server.running();
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            if (!exists(statement, database)) {
                statement.execute("CREATE DATABASE " + database
                        + " TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'en-US' ENCODING 'UTF8'");
            }
        } catch (SQLException e) {
            throw new IllegalStateException("no database " + database, e);
        }
        return server.getJdbcUrl("postgres", database);
    }

    /** Copies a PostgreSQL database that nobody is connected to. */
    public static void copy(String h2Url, String otherH2Url) {
        try (Connection connection = Server.running().getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name(otherH2Url) + " TEMPLATE " + name(h2Url));
            // Until then a server that is killed may give numbers of a copied sequence twice.
            statement.execute("CHECKPOINT");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Removes a PostgreSQL database, whoever is connected to it. */
    public static void drop(String h2Url) {
        try (Connection connection = Server.running().getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS " + name(h2Url) + " WITH (FORCE)");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The name of the database's kind. */
    public static String name() {
        return POSTGRES ? "PostgreSQL" : "H2";
    }

    /** What a constraint says that does not look at the rows that are there. */
    public static String unchecked() {
        return POSTGRES ? "NOT VALID" : "NOCHECK";
    }

    private static String name(String h2Url) {
        return "book_" + Sha256.of(h2Url.getBytes(StandardCharsets.UTF_8)).substring(0, 16);
    }

    private static boolean exists(Statement statement, String database) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + database + "'")) {
            return row.next();
        }
    }

    /** Removes every table. */
    public static void empty(JdbcTemplate jdbc) {
        jdbc.execute(POSTGRES ? "DROP SCHEMA public CASCADE; CREATE SCHEMA public" : "DROP ALL OBJECTS");
    }

    /** Kills the server as a power cut does, and starts it again on the same port with the same databases. */
    public static void crash() {
        Server.crash();
    }

    /** Started when it is first asked for; ended, and its databases removed, by a hook of its own when the JVM ends. */
    private static final class Server {
        private static final Path FOLDER = folder();
        private static final AtomicReference<EmbeddedPostgres> RUNNING = new AtomicReference<>(start(0));

        private static EmbeddedPostgres running() {
            return Objects.requireNonNull(RUNNING.get());
        }

        private static void crash() {
            try {
                int port = running().getPort();
                long postmaster = Long.parseLong(
                        Files.readAllLines(FOLDER.resolve("postmaster.pid")).getFirst());
                new ProcessBuilder("kill", "-QUIT", String.valueOf(postmaster))
                        .start()
                        .waitFor();
                while (ProcessHandle.of(postmaster).isPresent()) {
                    Thread.sleep(10);
                }
                running().close();
                RUNNING.set(start(port));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        private static Path folder() {
            try {
                Path folder = Files.createTempDirectory("test-postgres-");
                Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(folder)));
                return folder;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void remove(Path folder) {
            try {
                running().close();
                FileSystemUtils.deleteRecursively(folder);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static EmbeddedPostgres start(int port) {
            try {
                return EmbeddedPostgres.builder()
                        .setServerConfig("listen_addresses", "127.0.0.1")
                        // What is committed is kept when the server is killed, as in any real one.
                        .setServerConfig("synchronous_commit", "on")
                        .setDataDirectory(FOLDER)
                        .setCleanDataDirectory(false)
                        .setRegisterShutdownHook(false)
                        .setPort(port)
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
