package io.monthclose.cli;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A driver that hands every call to the right one, and has one of them fail. The program's pool makes it by its name, as it does
 * any driver; which call fails is known under the name in its property {@code faults}, since a pool hands on nothing but text.
 */
public final class FaultyDriver implements Driver {
    private static final String FAULTS = "faults";
    private static final Map<String, JdbcFaults> KNOWN = new ConcurrentHashMap<>();

    /** A driver of the faults that its property names. */
    public FaultyDriver() {}

    /** Has a program work with these faults. */
    static TestProgram into(TestProgram program, String name, JdbcFaults faults) {
        KNOWN.put(name, faults);
        return program.with("spring.datasource.driver-class-name", FaultyDriver.class.getName())
                .with("spring.datasource.hikari.data-source-properties." + FAULTS, name);
    }

    static void forget(String name) {
        KNOWN.remove(name);
    }

    @Override
    public Connection connect(String url, Properties properties) throws SQLException {
        Properties others = new Properties();
        others.putAll(properties);
        JdbcFaults faults = KNOWN.get(String.valueOf(others.remove(FAULTS)));
        if (faults == null) {
            throw new SQLException("no faults are known for " + properties);
        }
        try {
            Object real = faults.count("connect", null, () -> DriverManager.getConnection(url, others));
            return FaultyObject.connection((Connection) Objects.requireNonNull(real), faults);
        } catch (SQLException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new SQLException(e);
        }
    }

    @Override
    public boolean acceptsURL(@Nullable String url) {
        return true;
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties properties) {
        return new DriverPropertyInfo[0];
    }

    @Override
    public int getMajorVersion() {
        return 1;
    }

    @Override
    public int getMinorVersion() {
        return 0;
    }

    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getGlobal();
    }
}
