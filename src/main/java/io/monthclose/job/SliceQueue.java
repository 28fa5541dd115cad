package io.monthclose.job;

import io.monthclose.intake.TakenSlice;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The slices that are left to read, for all threads that read them. */
final class SliceQueue {
    private final Queue<Supplier<TakenSlice>> left = new ArrayDeque<>();

    /** These are left, in this order. */
    synchronized void fill(List<Supplier<TakenSlice>> slices) {
        left.clear();
        left.addAll(slices);
    }

    /** The next one, which nobody else gets; null when there is none. */
    synchronized @Nullable Supplier<TakenSlice> next() {
        return left.poll();
    }

    /** Hands out none any more. */
    synchronized void stop() {
        left.clear();
    }
}
