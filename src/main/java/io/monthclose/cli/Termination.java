package io.monthclose.cli;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What happens when the process is asked to end (SIGTERM, SIGINT): a command that can stop well is asked to, waited for, and its
 * exit code is the process's. Any other one ends at once.
 */
final class Termination {
    private final AtomicReference<@Nullable Runnable> stop = new AtomicReference<>();
    private final CompletableFuture<Integer> ended = new CompletableFuture<>();

    /** From now on the running command can be stopped so. */
    void stopsBy(Runnable stopping) {
        stop.set(stopping);
    }

    /** The command has ended, with this exit code, and has said all it has to say. */
    void ended(int exitCode) {
        ended.complete(exitCode);
    }

    /** Makes the process heed it. */
    void heed() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::terminate, "termination"));
    }

    /** Runs when the process ends, also by itself: then the command has ended before. */
    private void terminate() {
        Runnable stopping = stop.get();
        if (stopping == null || ended.isDone()) {
            return;
        }
        stopping.run();
        Runtime.getRuntime().halt(ended.join());
    }
}
