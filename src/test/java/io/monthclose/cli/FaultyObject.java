package io.monthclose.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Wrapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;

/**
 * A connection, statement or {@code COPY} whose calls that reach the database are counted and can fail. {@code setAutoCommit} is
 * not among them: before a transaction and behind its end a driver only takes note of it, and cannot fail once it has.
 */
final class FaultyObject implements InvocationHandler {
    private static final Set<String> REACH_THE_DATABASE = Set.of(
            "commit",
            "rollback",
            "execute",
            "executeQuery",
            "executeUpdate",
            "executeLargeUpdate",
            "executeBatch",
            "executeLargeBatch",
            "writeToCopy",
            "endCopy");

    /** The thread that renews the lease, by the clock: its calls would number the others anew each time. */
    private static final String RENEWING = "lease";

    private final Object real;
    private final Connection connection;
    private final JdbcFaults faults;

    private FaultyObject(Object real, Connection connection, JdbcFaults faults) {
        this.real = real;
        this.connection = connection;
        this.faults = faults;
    }

    /** A connection that counts and fails. */
    static Connection connection(Connection real, JdbcFaults faults) {
        return (Connection) of(real, real, faults);
    }

    private static Object of(Object real, Connection connection, JdbcFaults faults) {
        List<Class<?>> types = new ArrayList<>();
        for (Class<?> type : List.of(
                Connection.class,
                PGConnection.class,
                CallableStatement.class,
                PreparedStatement.class,
                Statement.class,
                CopyIn.class)) {
            if (type.isInstance(real)) {
                types.add(type);
            }
        }
        return Proxy.newProxyInstance(
                FaultyObject.class.getClassLoader(),
                types.toArray(Class[]::new),
                new FaultyObject(real, connection, faults));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        Object first = arguments == null || arguments.length == 0 ? null : arguments[0];
        String name = method.getName();
        if (name.equals("equals")) {
            return isSame(proxy, first);
        }
        if (method.getDeclaringClass() == Wrapper.class && first instanceof Class<?> type && type.isInstance(proxy)) {
            return name.equals("unwrap") ? proxy : true;
        }
        if (!REACH_THE_DATABASE.contains(name)
                || Thread.currentThread().getName().equals(RENEWING)) {
            return seen(call(method, arguments));
        }
        String what =
                method.getDeclaringClass().getSimpleName() + "." + name + (first instanceof String ? " " + first : "");
        return faults.count(what, connection, () -> seen(call(method, arguments)));
    }

    /** The pool keeps its connections apart by this. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean isSame(Object proxy, @Nullable Object other) {
        return proxy == other;
    }

    private @Nullable Object call(Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    /** What the caller sees of a result: what leads to further calls counts them, too. */
    private @Nullable Object seen(@Nullable Object result) throws SQLException {
        return switch (result) {
            case Statement statement -> of(statement, connection, faults);
            case Connection other -> of(other, other, faults);
            case CopyManager _ when real instanceof BaseConnection base -> new FaultyCopies(base, faults);
            case null, default -> result;
        };
    }

    /** {@code COPY} of a connection. */
    private static final class FaultyCopies extends CopyManager {
        private final Connection connection;
        private final JdbcFaults faults;

        private FaultyCopies(BaseConnection connection, JdbcFaults faults) throws SQLException {
            super(connection);
            this.connection = connection;
            this.faults = faults;
        }

        @Override
        public CopyIn copyIn(String sql) throws SQLException {
            try {
                return (CopyIn) Objects.requireNonNull(
                        faults.count("copyIn " + sql, connection, () -> of(super.copyIn(sql), connection, faults)));
            } catch (SQLException | RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new SQLException(e);
            }
        }
    }
}
