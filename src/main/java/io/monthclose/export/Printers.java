package io.monthclose.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Threads that print statements, each with a printer of its own. Nothing is taken on that no printer is idle for, nor after one
 * failed: a full disk is told at once, not when all others were tried.
 */
final class Printers implements AutoCloseable {
    private final ExecutorService printing;
    private final BlockingQueue<StatementPdf> idle;
    private final List<Future<List<String>>> printed = new ArrayList<>();
    private final AtomicBoolean failed = new AtomicBoolean();

    /** So many threads. */
    Printers(int threads) {
        this.printing = Executors.newFixedThreadPool(threads);
        this.idle = new ArrayBlockingQueue<>(threads);
        for (int i = 0; i < threads; i++) {
            idle.add(new StatementPdf());
        }
    }

    /** What one thread does with its printer. */
    interface Printing {
        /** Prints, and gives the names of the files. */
        List<String> print(StatementPdf printer) throws IOException;
    }

    /**
     * Prints when a printer is idle.
     *
     * @throws RuntimeException what an earlier one failed with; of an {@link IOException}, unchecked
     */
    void print(Printing work) {
        StatementPdf printer = taken();
        if (failed.get()) {
            // Throws what it failed with.
            names();
        }
        printed.add(printing.submit(() -> printed(work, printer)));
    }

    private List<String> printed(Printing work, StatementPdf printer) throws IOException {
        boolean well = false;
        try {
            List<String> names = work.print(printer);
            well = true;
            return names;
        } finally {
            if (!well) {
                failed.set(true);
            }
            idle.add(printer);
        }
    }

    /**
     * Waits for all of them, and gives the names of their files.
     *
     * @throws RuntimeException what the first one failed with; of an {@link IOException}, unchecked
     */
    List<String> names() {
        List<String> names = new ArrayList<>();
        for (Future<List<String>> future : printed) {
            try {
                names.addAll(future.get());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while statements were printed", e);
            } catch (ExecutionException e) {
                throw failure(e);
            }
        }
        Collections.sort(names);
        return names;
    }

    /** Waits for what is being printed. */
    @Override
    public void close() {
        printing.close();
    }

    private StatementPdf taken() {
        try {
            return idle.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while statements were printed", e);
        }
    }

    private static RuntimeException failure(ExecutionException e) {
        return switch (e.getCause()) {
            case IOException cause -> new UncheckedIOException(cause);
            case RuntimeException cause -> cause;
            case null, default -> new IllegalStateException(e);
        };
    }
}
