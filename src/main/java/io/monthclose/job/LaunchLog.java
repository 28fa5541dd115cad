package io.monthclose.job;

import io.monthclose.intake.UsageKind;
import io.monthclose.problem.OneLine;
import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import io.monthclose.store.BookLease;
import io.monthclose.store.HistoryStore;
import io.monthclose.store.HistoryStore.EventKind;
import java.time.Clock;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.springframework.dao.DataAccessException;

/** A launch's first and last line in the history. */
final class LaunchLog {
    private static final int LONGEST = 4000;

    private final HistoryStore history;
    private final Clock clock;
    private final long launchId;

    private LaunchLog(HistoryStore history, Clock clock, long launchId) {
        this.history = history;
        this.clock = clock;
        this.launchId = launchId;
    }

    static LaunchLog start(HistoryStore history, String command, CloseRequest request) {
        return start(
                history,
                command,
                request.month(),
                request.launchedBy(),
                options(request),
                reasons(request),
                request.clock());
    }

    static LaunchLog start(
            HistoryStore history,
            String command,
            YearMonth month,
            CloseRequest.LaunchedBy by,
            String options,
            List<String> reasons,
            Clock clock) {
        long launchId = history.started(new HistoryStore.Launch(
                0,
                command,
                month.toString(),
                by.operator(),
                by.osUser(),
                by.host(),
                by.programVersion(),
                shortened(options),
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                reasons.stream().map(OneLine::of).toList()));
        return new LaunchLog(history, clock, launchId);
    }

    /** Does the work while the book is held, and keeps how it ended. */
    <T> T around(Supplier<BookLease> lease, Supplier<T> work, ToIntFunction<T> exitCode) {
        return around(
                () -> {
                    try (BookLease held = lease.get()) {
                        held.replaced().ifPresent(dead -> noted("TAKEOVER: the lease of " + dead + " had run out"));
                        return explained(held, work);
                    }
                },
                exitCode);
    }

    /** Does the work, and keeps how it ended. */
    <T> T around(Supplier<T> work, ToIntFunction<T> exitCode) {
        return around(work, exitCode, outcome -> outcome.getClass().getSimpleName());
    }

    /** Does the work, and keeps how it ended, in these words. */
    <T> T around(Supplier<T> work, ToIntFunction<T> exitCode, Function<T, String> detail) {
        T outcome;
        try {
            outcome = work.get();
        } catch (ProblemException e) {
            failed(e, e.code(), String.valueOf(e.getMessage()));
            throw e;
        } catch (RuntimeException | Error e) {
            failed(e, ProblemCode.UNEXPECTED, String.valueOf(e));
            throw e;
        }
        ended(exitCode.applyAsInt(outcome), detail.apply(outcome));
        return outcome;
    }

    /** What went wrong is told even when the database that is to keep it is what went away. */
    private void failed(Throwable failure, ProblemCode code, String detail) {
        try {
            ended(code.exitCode(), detail);
        } catch (DataAccessException e) {
            failure.addSuppressed(e);
        }
    }

    private static <T> T explained(BookLease held, Supplier<T> work) {
        try {
            return work.get();
        } catch (ProblemException e) {
            throw held.explained(e);
        }
    }

    long launchId() {
        return launchId;
    }

    private void noted(String what) {
        history.happened(
                launchId, new HistoryStore.Event(clock.instant(), EventKind.NOTE, null, null, null, shortened(what)));
    }

    private void ended(int exitCode, String detail) {
        history.happened(
                launchId,
                new HistoryStore.Event(
                        clock.instant(),
                        EventKind.ENDED,
                        null,
                        exitCode == 0 || exitCode == 3 ? "WELL" : "FAILED",
                        exitCode,
                        shortened(detail)));
    }

    private static String options(CloseRequest request) {
        List<String> options = new ArrayList<>();
        options.add("--input " + request.input());
        if (request.usage() == UsageKind.JDBC) {
            options.add("--usage-source jdbc");
        }
        options.add("--output " + request.output());
        options.add("--price-book " + request.priceBook());
        request.asOf().ifPresent(instant -> options.add("--as-of " + instant));
        request.outsideWindow().ifPresent(reason -> options.add("--outside-window " + reason));
        request.retake().ifPresent(reason -> options.add("--retake " + reason));
        options.addAll(request.limits().options());
        return String.join(" ", options);
    }

    private static List<String> reasons(CloseRequest request) {
        List<String> reasons = new ArrayList<>();
        request.outsideWindow().ifPresent(reason -> reasons.add("outside the window: " + reason));
        request.retake().ifPresent(reason -> reasons.add("retake: " + reason));
        return reasons;
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }
}
