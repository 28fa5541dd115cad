package io.monthclose.store;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * One writer at a time in an H2 book: from its first statement that writes until it has ended, a transaction keeps all others
 * from writing; reading goes on beside it.
 *
 * <p>H2 2.4 puts a commit on disk table by table, as each is at that moment, while other threads write on. A transaction that
 * writes and commits meanwhile lies in the file in part, and stays in part when the process is killed before its own commit is on
 * disk: a bill is lost of which the pack's movement is kept.
 */
public final class OneWriter extends DelegatingDataSource {
    private final ReentrantLock writing = new ReentrantLock();

    /** Around the connections to an H2 book. */
    public OneWriter(DataSource connections) {
        super(connections);
    }

    @Override
    public Connection getConnection() throws SQLException {
        return proxy(Connection.class, new Turn(super.getConnection()));
    }

    /** Whether a statement changes something; one that takes a number of a sequence does. */
    static boolean writes(String sql) {
        String upper = sql.stripLeading().toUpperCase(Locale.ROOT);
        return !upper.startsWith("SELECT") || upper.contains("NEXT VALUE FOR") || upper.contains("NEXTVAL");
    }

    /** A connection, and whether it is its turn to write. */
    private final class Turn implements InvocationHandler {
        private final Connection connection;
        private boolean isMine;

        Turn(Connection connection) {
            this.connection = connection;
        }

        @Override
        public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
                throws Throwable {
            switch (method.getName()) {
                case "prepareStatement", "prepareCall" -> takeToWrite(arguments);
                case "createStatement" -> {
                    // What it does is known by the text that comes with each call.
                    Statement statement = (Statement) Objects.requireNonNull(call(connection, method, arguments));
                    return proxy(Statement.class, new Texts(statement, this));
                }
                case "commit", "close", "setAutoCommit", "rollback" -> {
                    return ended(method, arguments);
                }
                default -> {}
            }
            return call(connection, method, arguments);
        }

        private void takeToWrite(@Nullable Object @Nullable [] arguments) {
            if (!isMine && arguments != null && arguments[0] instanceof String sql && writes(sql)) {
                writing.lock();
                isMine = true;
            }
        }

        /** A rollback to a savepoint ends nothing; neither does a commit that fails, which is rolled back or closed after. */
        private @Nullable Object ended(Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
            boolean hasEnded = method.getName().equals("close");
            try {
                Object result = call(connection, method, arguments);
                hasEnded |= !(method.getName().equals("rollback") && method.getParameterCount() > 0);
                return result;
            } finally {
                if (isMine && hasEnded) {
                    isMine = false;
                    writing.unlock();
                }
            }
        }
    }

    /** A statement whose text comes with each call. */
    private record Texts(Statement statement, Turn turn) implements InvocationHandler {
        @Override
        public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
                throws Throwable {
            turn.takeToWrite(arguments);
            return call(statement, method, arguments);
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler calls) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, calls));
    }

    private static @Nullable Object call(Object target, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
