package io.monthclose.store;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

/** Tells a database that went away from one that refused something. */
public final class DatabaseLoss {
    private DatabaseLoss() {}

    /**
     * Whether this, or what caused it, is a connection that failed, a server that shuts down, a session that was ended, or a pool
     * that gets no connection any more.
     */
    public static boolean isIn(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLTransientConnectionException) {
                return true;
            }
            if (cause instanceof SQLException failed) {
                String state = String.valueOf(failed.getSQLState());
                return state.startsWith("08")
                        || state.startsWith("57P")
                        || state.equals("25P03")
                        || "Connection is closed".equals(failed.getMessage());
            }
        }
        return false;
    }
}
