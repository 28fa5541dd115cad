package io.monthclose.job;

import io.monthclose.intake.UsageKind;
import io.monthclose.store.HistoryStore;
import io.monthclose.store.HistoryStore.EventKind;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

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
        CloseRequest.LaunchedBy by = request.launchedBy();
        long launchId = history.started(new HistoryStore.Launch(
                0,
                command,
                request.month().toString(),
                by.operator(),
                by.osUser(),
                by.host(),
                by.programVersion(),
                shortened(options(request)),
                request.clock().instant().truncatedTo(ChronoUnit.MILLIS)));
        return new LaunchLog(history, request.clock(), launchId);
    }

    long launchId() {
        return launchId;
    }

    void noted(String what) {
        history.happened(
                launchId, new HistoryStore.Event(clock.instant(), EventKind.NOTE, null, null, null, shortened(what)));
    }

    void ended(int exitCode, String detail) {
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
        options.addAll(request.limits().options());
        return String.join(" ", options);
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }
}
