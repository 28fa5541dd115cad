package io.monthclose.cli;

import io.monthclose.job.CloseRequest;
import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** Options that every command has which works on a month. */
final class LaunchOptions {
    private static final int MOST_THREADS = 64;
    private static final int LONGEST_TEXT = 200;

    private LaunchOptions() {}

    static int defaultThreads() {
        return Math.min(Runtime.getRuntime().availableProcessors(), MOST_THREADS);
    }

    static void checkThreads(int threads) {
        if (threads < 1 || threads > MOST_THREADS) {
            throw new ProblemException(ProblemCode.WRONG_USE, "--threads " + threads + " is not 1 to " + MOST_THREADS);
        }
    }

    /** Text that is recorded: it says something, and is not too long to be kept. */
    static void checkText(String option, @Nullable String text) {
        if (text != null && (text.isBlank() || text.length() > LONGEST_TEXT)) {
            throw new ProblemException(ProblemCode.WRONG_USE, option + " wants 1 to " + LONGEST_TEXT + " characters");
        }
    }

    static CloseRequest.LaunchedBy launchedBy(@Nullable String operator) {
        String osUser = BookCommand.osUser();
        return new CloseRequest.LaunchedBy(operator == null ? osUser : operator, osUser, host(), ProgramVersion.text());
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }
}
