package io.monthclose.intake;

import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;

/**
 * Connections to a usage database, made when they are needed and kept for the next slice: read-only, in a transaction, in one
 * snapshot where the database has that, and in UTC where it is known how to say so.
 */
public final class SourceConnections implements AutoCloseable {
    private final SourceAddress address;
    private final Deque<Connection> idle = new ConcurrentLinkedDeque<>();
    private @Nullable URLClassLoader drivers;
    private @Nullable Driver driver;

    /** Connections to this database; none is made yet. */
    public SourceConnections(SourceAddress address) {
        this.address = address;
    }

    SourceAddress address() {
        return address;
    }

    /** Whether there is a driver for a URL among those the program brings, or in that jar. */
    public static boolean hasDriver(SourceAddress address) {
        try (SourceConnections connections = new SourceConnections(address)) {
            return connections.findDriver().isPresent();
        }
    }

    /** A connection that nobody else uses. */
    Connection take() throws SQLException {
        Connection kept = idle.poll();
        return kept == null ? open() : kept;
    }

    /** Ends the transaction and keeps the connection for another slice. */
    void giveBack(Connection connection) throws SQLException {
        connection.rollback();
        idle.push(connection);
    }

    private Connection open() throws SQLException {
        Connection connection = driver().connect(address.url(), properties());
        if (connection == null) {
            throw new SQLException("its driver does not know the URL");
        }
        try {
            prepare(connection);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        return connection;
    }

    private static void prepare(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        if (product.equals("PostgreSQL") || product.equals("H2")) {
            // A query that leaves a zone out must not mean the zone of whatever machine asks.
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET TIME ZONE 'UTC'");
            }
        }
        connection.setReadOnly(true);
        if (connection.getMetaData().supportsTransactionIsolationLevel(Connection.TRANSACTION_REPEATABLE_READ)) {
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        }
        connection.setAutoCommit(false);
    }

    private Properties properties() {
        Properties properties = new Properties();
        if (!address.user().isEmpty()) {
            properties.setProperty("user", address.user());
        }
        if (!address.password().isEmpty()) {
            properties.setProperty("password", address.password());
        }
        String url = address.url().toUpperCase(Locale.ROOT);
        if (url.startsWith("JDBC:H2:") && !url.contains(";IFEXISTS=")) {
            // H2 makes a database of a path with a typing error.
            properties.setProperty("IFEXISTS", "TRUE");
        }
        return properties;
    }

    private synchronized Driver driver() throws SQLException {
        Driver found = driver;
        if (found == null) {
            found = findDriver().orElseThrow(() -> new SQLException("there is no driver for its URL"));
            driver = found;
        }
        return found;
    }

    private synchronized Optional<Driver> findDriver() {
        return address.driverJar().isPresent()
                ? inJar(address.driverJar().get())
                : DriverManager.drivers().filter(this::accepts).findFirst();
    }

    /** The jar's classes see Java's own and no other, so that none of the program's can get in their way. */
    private Optional<Driver> inJar(Path jar) {
        URLClassLoader loader = new URLClassLoader(new URL[] {url(jar)}, ClassLoader.getPlatformClassLoader());
        drivers = loader;
        return ServiceLoader.load(Driver.class, loader).stream()
                .map(ServiceLoader.Provider::get)
                .filter(this::accepts)
                .findFirst();
    }

    private boolean accepts(Driver candidate) {
        try {
            return candidate.acceptsURL(address.url());
        } catch (SQLException e) {
            return false;
        }
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new ProblemException(ProblemCode.CONFIGURATION_REFUSED, jar + " is no file that can be read", e);
        }
    }

    @Override
    public synchronized void close() {
        for (Connection connection = idle.poll(); connection != null; connection = idle.poll()) {
            discard(connection);
        }
        URLClassLoader loader = drivers;
        drivers = null;
        driver = null;
        if (loader != null) {
            try {
                loader.close();
            } catch (IOException e) {
                // The process ends soon: an open jar harms nobody.
            }
        }
    }

    /** Closes a connection that is of no further use, whatever state it is in. */
    static void discard(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            // It was given up already.
        }
    }
}
