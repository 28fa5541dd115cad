package io.monthclose.job;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes something when it is first needed, once for all threads. */
final class Lazily<T> {
    private final Supplier<T> maker;
    private @Nullable T made;

    Lazily(Supplier<T> maker) {
        this.maker = maker;
    }

    synchronized T get() {
        T found = made;
        if (found == null) {
            found = maker.get();
            made = found;
        }
        return found;
    }
}
