package io.monthclose.store;

import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reads a book as it is at one moment, whoever writes beside it. It is one transaction, and only within one does PostgreSQL hand
 * out a large result in parts: outside, all rows of a query are in memory at once.
 */
public final class OneMoment {
    private OneMoment() {}

    /** Gives what is read; none of it writes to this database. */
    public static <T> T read(JdbcTemplate jdbc, Supplier<T> reading) {
        return Objects.requireNonNull(in(jdbc).execute(_ -> reading.get()));
    }

    /** Reads; none of it writes to this database. */
    static void run(JdbcTemplate jdbc, Runnable reading) {
        in(jdbc).executeWithoutResult(_ -> reading.run());
    }

    private static TransactionTemplate in(JdbcTemplate jdbc) {
        TransactionTemplate transaction =
                new TransactionTemplate(new JdbcTransactionManager(Objects.requireNonNull(jdbc.getDataSource())));
        transaction.setReadOnly(true);
        transaction.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        return transaction;
    }
}
