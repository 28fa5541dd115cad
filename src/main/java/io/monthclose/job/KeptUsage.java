package io.monthclose.job;

import io.monthclose.intake.Buckets;
import io.monthclose.intake.Header;
import io.monthclose.intake.KeptSlice;
import io.monthclose.intake.Slice;
import io.monthclose.intake.SliceReader;
import io.monthclose.intake.TakenSlice;
import io.monthclose.store.Differences;
import io.monthclose.store.KeptSnapshot;
import io.monthclose.store.Take;
import io.monthclose.store.TakenInput;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Usage from the snapshot of another book, to settle its month again. Segments are read as they lie there, rejects are judged once
 * more; a line that is in none of the two, or in both, is a difference.
 */
final class KeptUsage implements UsageSource {
    private final CloseRun run;
    private final KeptSnapshot snapshot;
    private final Differences differences;
    private final List<TakenInput> inputs;
    private final Map<Integer, Header> headers = new HashMap<>();
    private final AtomicLong segments = new AtomicLong();

    KeptUsage(CloseRun run, KeptSnapshot snapshot, List<TakenInput> inputs, Differences differences) {
        this.run = run;
        this.snapshot = snapshot;
        this.differences = differences;
        this.inputs = inputs;
        inputs.forEach(input -> headers.put(input.file(), header(input)));
    }

    private static Header header(TakenInput input) {
        Header header = input.header();
        return header == null ? new Header(Header.USAGE) : header;
    }

    /** How many segments were read. */
    long segments() {
        return segments.get();
    }

    @Override
    public Plan plan() {
        Buckets buckets = new Buckets(snapshot.take().buckets());
        return new Plan(inputs, snapshot.slices(), snapshot.query(), _ -> buckets);
    }

    @Override
    public void planAgain(Take take) {}

    @Override
    public List<Supplier<TakenSlice>> left(Take take) {
        Lazily<SliceReader> reader = new Lazily<>(() -> new SliceReader(run.rowCheck(), new Buckets(take.buckets())));
        return run.stores().snapshots().pendingSlices(take).stream()
                .<Supplier<TakenSlice>>map(slice -> () -> read(slice, reader.get(), take))
                .toList();
    }

    private TakenSlice read(Slice slice, SliceReader reader, Take take) {
        Header header = headers.getOrDefault(slice.file(), new Header(Header.USAGE));
        KeptSlice kept = new KeptSlice(slice, new Buckets(take.buckets()), reader, header);
        snapshot.segments(slice.number()).forEach(segment -> {
            kept.add(segment);
            segments.incrementAndGet();
        });
        snapshot.rejects(slice).forEach(kept::add);
        TakenSlice taken = kept.taken();
        kept.misfits().forEach(misfit -> tell(slice, misfit));
        return taken;
    }

    private void tell(Slice slice, KeptSlice.Misfit misfit) {
        Integer bucket = misfit.bucket();
        if (bucket == null) {
            String key = "file " + slice.file() + " line " + misfit.line();
            differences.add("reject", key, misfit.field(), misfit.recorded(), misfit.found());
        } else {
            String key = "bucket " + bucket + " slice " + slice.number();
            differences.add("segment", key, misfit.field(), misfit.recorded(), misfit.found());
        }
    }

    @Override
    public void keep(Take take, TakenSlice taken) {
        run.stores().snapshots().taken(take, List.of(taken));
    }

    @Override
    public StepUnits units() {
        return StepUnits.LINES;
    }

    @Override
    public long unitsOf(TakenSlice taken) {
        return taken.slice().lines();
    }
}
