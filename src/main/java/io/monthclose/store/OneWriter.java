package io.monthclose.store;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * One writer at a time in an H2 book: a statement that writes, and the end of a transaction that wrote, run while no other does. Reading goes
 * on beside them, and so does what a transaction does between its statements.
 *
 * <p>H2 2.4 puts a commit on disk table by table, as each is at that moment, while other threads write on. A transaction that
 * writes and commits meanwhile lies in the file in part, and stays in part when the process is killed before its own commit is on
 * disk: a bill is lost of which the pack's movement is kept. What others have done between two statements is undone, as it should
 * be, by what H2 has noted of it. The lock is held within a call to H2 alone. What such a call may still wait for is a row
 * that another transaction has changed and not yet committed, whose commit then waits for this lock, until the row's lock times out. So
 * no two threads of a close write one row, and one that did would end the close.
 */
public final class OneWriter extends DelegatingDataSource {
    private static final Set<String> ENDING = Set.of("commit", "rollback", "setAutoCommit", "close");

    private final ReentrantLock writing = new ReentrantLock();

    /** Around the connections to an H2 book. */
    public OneWriter(DataSource connections) {
        super(connections);
    }

    @Override
    public Connection getConnection() throws SQLException {
        return proxy(Connection.class, new Session(super.getConnection()));
    }

    /** Whether a statement changes something; one that takes a number of a sequence does. */
    static boolean writes(String sql) {
        String upper = sql.stripLeading().toUpperCase(Locale.ROOT);
        return !upper.startsWith("SELECT") || upper.contains("NEXT VALUE FOR") || upper.contains("NEXTVAL");
    }

    /** A connection, whose statements wait for their turn where they write. */
    private final class Session implements InvocationHandler {
        private final Connection connection;
        private boolean hasWritten;

        Session(Connection connection) {
            this.connection = connection;
        }

        @Override
        public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
                throws Throwable {
            Object result = hasWritten && ENDING.contains(method.getName())
                    ? alone(connection, method, arguments)
                    : call(connection, method, arguments);
            if (result instanceof PreparedStatement prepared) {
                return writes(first(arguments))
                        ? proxy(PreparedStatement.class, new Execution(this, prepared, true))
                        : prepared;
            }
            return result instanceof Statement statement
                    ? proxy(Statement.class, new Execution(this, statement, false))
                    : result;
        }
    }

    /** A statement that writes, or of which each call says what it does. */
    private final class Execution implements InvocationHandler {
        private final Session session;
        private final Statement statement;
        private final boolean alwaysWrites;

        Execution(Session session, Statement statement, boolean alwaysWrites) {
            this.session = session;
            this.statement = statement;
            this.alwaysWrites = alwaysWrites;
        }

        @Override
        public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
                throws Throwable {
            boolean isExecuted = method.getName().startsWith("execute");
            if (isExecuted && (alwaysWrites || writes(first(arguments)))) {
                session.hasWritten = true;
                return alone(statement, method, arguments);
            }
            return call(statement, method, arguments);
        }
    }

    private @Nullable Object alone(Object target, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        writing.lock();
        try {
            return call(target, method, arguments);
        } finally {
            writing.unlock();
        }
    }

    /** The text of a statement; of a batch, which has none at hand, nothing: it counts as writing. */
    private static String first(@Nullable Object @Nullable [] arguments) {
        return arguments != null && arguments.length > 0 && arguments[0] instanceof String sql ? sql : "";
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
