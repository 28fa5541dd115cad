package io.monthclose.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;

/**
 * A PostgreSQL of the bench's own, on the loopback, set up to survive a power cut: the library that brings it turns that
 * off for tests. Every run gets a database of its own.
 */
final class PostgresServer implements AutoCloseable {
    private static final Map<String, String> SETTINGS = new LinkedHashMap<>(Map.of(
            "fsync", "on",
            "synchronous_commit", "on",
            "full_page_writes", "on",
            "shared_buffers", "256MB",
            "max_wal_size", "4GB",
            "checkpoint_timeout", "15min"));

    private final EmbeddedPostgres server;
    private final long postmaster;

    private PostgresServer(EmbeddedPostgres server, long postmaster) {
        this.server = server;
        this.postmaster = postmaster;
    }

    static PostgresServer start(Path dataFolder) throws IOException {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(dataFolder)
                .setCleanDataDirectory(true)
                .setPGStartupWait(Duration.ofMinutes(1));
        SETTINGS.forEach(builder::setServerConfig);
        EmbeddedPostgres server = builder.start();
        String pid = Files.readAllLines(dataFolder.resolve("postmaster.pid")).getFirst();
        return new PostgresServer(server, Long.parseLong(pid.strip()));
    }

    /** The settings as the server itself tells them, with its version. */
    Map<String, String> settings() throws SQLException {
        Map<String, String> told = new LinkedHashMap<>();
        told.put("server_version", query("SHOW server_version"));
        for (String setting : SETTINGS.keySet().stream().sorted().toList()) {
            told.put(setting, query("SHOW " + setting));
        }
        for (String durable : List.of("fsync", "synchronous_commit", "full_page_writes")) {
            if (!"on".equals(told.get(durable))) {
                throw new IllegalStateException("the server would lose what it has committed: " + told);
            }
        }
        return told;
    }

    /** An empty database; what the one before it left to write is written first. */
    String freshDatabase(String name) throws SQLException {
        execute("DROP DATABASE IF EXISTS " + name);
        execute("CREATE DATABASE " + name);
        execute("CHECKPOINT");
        return "jdbc:postgresql://localhost:" + server.getPort() + "/" + name;
    }

    void drop(String database) throws SQLException {
        execute("DROP DATABASE IF EXISTS " + database + " WITH (FORCE)");
    }

    /** Writes what a query returns to a CSV file. */
    void export(String database, String query, Path file) throws SQLException, IOException {
        try (Connection connection = server.getDatabase("postgres", database).getConnection();
                OutputStream out = Files.newOutputStream(file)) {
            new CopyManager(connection.unwrap(BaseConnection.class))
                    .copyOut("COPY (" + query + ") TO STDOUT (FORMAT csv, HEADER)", out);
        }
    }

    /** User and system seconds of all its processes since it started, ended ones included. */
    double cpuSeconds() {
        double seconds = Proc.cpuSeconds(postmaster);
        for (long child : Proc.children(postmaster)) {
            seconds += Proc.cpuSeconds(child);
        }
        return seconds;
    }

    /** Memory of all its processes now: what each has alone, and once what they share. */
    long residentBytes() {
        long alone = Proc.statusBytes(postmaster, "RssAnon");
        long shared = Proc.statusBytes(postmaster, "RssShmem");
        for (long child : Proc.children(postmaster)) {
            alone += Proc.statusBytes(child, "RssAnon");
            shared = Math.max(shared, Proc.statusBytes(child, "RssShmem"));
        }
        return alone + shared;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String query(String sql) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
