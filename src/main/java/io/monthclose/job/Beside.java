package io.monthclose.job;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** A piece of work on a thread of its own, beside whatever is done meanwhile; closing it waits for its end. */
final class Beside<T> implements AutoCloseable {
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final CompletableFuture<T> work;

    private Beside(Supplier<T> work) {
        this.work = CompletableFuture.supplyAsync(work, thread);
    }

    static <T> Beside<T> start(Supplier<T> work) {
        return new Beside<>(work);
    }

    /** What came of it, as soon as it is done; it fails as the work did. */
    T result() {
        return joined(work);
    }

    /** What comes of work that another thread does; it fails as the work does. */
    static <T> T joined(CompletableFuture<T> work) {
        try {
            return work.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    @Override
    public void close() {
        thread.close();
    }
}
