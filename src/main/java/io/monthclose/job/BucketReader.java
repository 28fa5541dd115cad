package io.monthclose.job;

import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/** Hands out what is left to do, read when the step opens it. Keeps no position: the book's tables know what is done. */
final class BucketReader<I> implements ItemStreamReader<I> {
    private final Supplier<List<I>> left;
    private Iterator<I> items = Collections.emptyIterator();

    BucketReader(Supplier<List<I>> left) {
        this.left = left;
    }

    @Override
    public void open(ExecutionContext context) {
        items = left.get().iterator();
    }

    @Override
    public @Nullable I read() {
        return items.hasNext() ? items.next() : null;
    }
}
