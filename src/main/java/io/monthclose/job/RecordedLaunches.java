package io.monthclose.job;

import java.time.Clock;
import java.time.YearMonth;
import java.util.List;
import java.util.function.Supplier;

/** Keeps launches of commands that change nothing but the history, and how they ended. */
public final class RecordedLaunches {
    private final Stores stores;

    RecordedLaunches(Stores stores) {
        this.stores = stores;
    }

    /**
     * Does the work of a command, between its first and its last line in the history.
     *
     * @param options those that shaped it
     * @param work does it, and says in a few words what came of it
     */
    public String around(
            String command,
            YearMonth month,
            CloseRequest.LaunchedBy launchedBy,
            String options,
            Clock clock,
            Supplier<String> work) {
        return LaunchLog.start(stores.history(), command, month, launchedBy, options, List.of(), clock)
                .around(work, _ -> 0, said -> said);
    }
}
