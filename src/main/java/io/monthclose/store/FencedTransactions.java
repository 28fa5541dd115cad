package io.monthclose.store;

import io.monthclose.problem.ProblemException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionSystemException;

/**
 * Transactions of the book. While a lease is held, each begins by holding the lease's token in the database: a process that was
 * replaced, and does not know it yet, can commit nothing.
 */
public final class FencedTransactions extends JdbcTransactionManager {
    private static final long serialVersionUID = 1L;

    private final transient AtomicReference<@Nullable Fence> fence = new AtomicReference<>();

    /** Transactions on this database. */
    public FencedTransactions(DataSource database) {
        super(database);
    }

    /** Holds a lease's token for the transaction that has begun on a connection. */
    interface Fence {
        /**
         * Holds it until the transaction ends.
         *
         * @throws ProblemException CLOSED_ELSEWHERE when the token is another one by now
         */
        void hold(Connection connection) throws SQLException;
    }

    /** From now on every transaction begins with this. */
    void raise(Fence raised) {
        fence.set(raised);
    }

    /** From now on transactions begin as they are. */
    void lower() {
        fence.set(null);
    }

    @Override
    protected void doBegin(Object transaction, TransactionDefinition definition) {
        super.doBegin(transaction, definition);
        Fence raised = fence.get();
        if (raised == null || definition.isReadOnly()) {
            return;
        }
        Connection connection = DataSourceUtils.getConnection(obtainDataSource());
        try {
            raised.hold(connection);
        } catch (SQLException e) {
            end(transaction, connection);
            throw translateException("fence", e);
        } catch (ProblemException e) {
            end(transaction, connection);
            throw e;
        }
    }

    private void end(Object transaction, Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            throw new TransactionSystemException("a transaction that may not write could not be rolled back", e);
        } finally {
            doCleanupAfterCompletion(transaction);
        }
    }
}
