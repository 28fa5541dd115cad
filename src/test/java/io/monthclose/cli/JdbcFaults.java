package io.monthclose.cli;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyIn;

/** Counts the calls that reach a database, and makes one of them fail. */
final class JdbcFaults {
    private final long failing;
    private final Fault fault;
    private final @Nullable Runnable instead;
    private final AtomicLong calls = new AtomicLong();
    private final AtomicReference<@Nullable String> failed = new AtomicReference<>();

    /**
     * Makes a call fail.
     *
     * @param failing its number, from 1
     */
    JdbcFaults(long failing, Fault fault) {
        this(failing, fault, null);
    }

    private JdbcFaults(long failing, Fault fault, @Nullable Runnable instead) {
        this.failing = failing;
        this.fault = fault;
        this.instead = instead;
    }

    /** Does something just before a call, which then goes on as it is. */
    static JdbcFaults doing(long call, Runnable something) {
        return new JdbcFaults(call, Fault.REFUSED_BEFORE, something);
    }

    /** Only counts. */
    static JdbcFaults none() {
        return new JdbcFaults(Long.MAX_VALUE, Fault.REFUSED_BEFORE);
    }

    /** How a call fails: whether it took effect, and whether the connection is lost with it. */
    enum Fault {
        LOST_BEFORE(false, true),
        REFUSED_BEFORE(false, false),
        LOST_AFTER(true, true),
        REFUSED_AFTER(true, false);

        private final boolean takesEffect;
        private final boolean loses;

        Fault(boolean takesEffect, boolean loses) {
            this.takesEffect = takesEffect;
            this.loses = loses;
        }

        /** Whether the connection is lost with the call. */
        boolean loses() {
            return loses;
        }

        /** What a close ends with, unless it can do without the call. */
        int exitCode() {
            return loses ? 69 : 1;
        }
    }

    /** A call of the driver. */
    interface Call {
        @Nullable
        Object make() throws Throwable;
    }

    /** Makes a call, or has it fail. */
    @Nullable
    Object count(String name, @Nullable Connection connection, Call call) throws Throwable {
        boolean fails = calls.incrementAndGet() == failing;
        if (!fails) {
            return call.make();
        }
        failed.set(name);
        if (instead != null) {
            instead.run();
            return call.make();
        }
        if (fault.takesEffect) {
            Object result = call.make();
            switch (result) {
                case Connection opened -> opened.close();
                // A driver whose copyIn throws has no copy open; one that had would wait for its end for ever.
                case CopyIn copy -> copy.cancelCopy();
                case null, default -> {}
            }
        }
        if (fault.loses && connection != null) {
            connection.close();
        }
        throw new SQLException("injected at call " + failing + ", " + name, fault.loses ? "08006" : "XX000");
    }

    long calls() {
        return calls.get();
    }

    /** The call that failed; null when it was never reached. */
    @Nullable
    String failed() {
        return failed.get();
    }
}
