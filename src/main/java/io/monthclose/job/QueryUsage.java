package io.monthclose.job;

import io.monthclose.intake.Buckets;
import io.monthclose.intake.Header;
import io.monthclose.intake.QuerySource;
import io.monthclose.intake.Slice;
import io.monthclose.intake.SliceReader;
import io.monthclose.intake.SourceConnections;
import io.monthclose.intake.TakenSlice;
import io.monthclose.intake.TimeSlice;
import io.monthclose.intake.UsageQuery;
import io.monthclose.problem.Faults;
import io.monthclose.store.StepFigures;
import io.monthclose.store.Take;
import io.monthclose.store.TakenInput;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Usage from a database: a slice's lines and hash are known when it has been read, and kept with it. Slices that were taken are
 * never asked for again, so that the source may change, or be gone, from then on.
 */
final class QueryUsage implements UsageSource, AutoCloseable {
    /** A slice is held once as read and once as kept rows, several times as large, on each thread. */
    private static final int HEAP_PER_THREAD_AND_SLICE = 8;

    private final CloseRun run;
    private final UsageQuery query;
    private final QuerySource source;

    QueryUsage(CloseRun run) {
        UsageSettings settings = run.settings().usage();
        long most = Runtime.getRuntime().maxMemory()
                / HEAP_PER_THREAD_AND_SLICE
                / run.request().threads();
        this.run = run;
        this.query = settings.usageQuery();
        this.source = new QuerySource(query, run.period(), new SourceConnections(settings.address()), most);
    }

    @Override
    public Plan plan() {
        source.check();
        return new Plan(List.of(), List.of(), Optional.of(query), run.settings()::bucketsForAccounts);
    }

    /** Compares the query with the one that slices were taken with: a fault for whatever differs. */
    void compare(Take take, Faults faults) {
        UsageQuery planned = run.stores().queries().find(take).orElseThrow();
        if (run.stores().queries().taken(take).isEmpty()) {
            return;
        }
        if (!planned.name().equals(query.name())) {
            faults.add("month-close.usage.name", "is " + query.name() + ", taken " + planned.name());
        }
        if (!planned.sliceWidth().equals(query.sliceWidth())) {
            faults.add("month-close.usage.slice-width", "is " + query.sliceWidth() + ", taken " + planned.sliceWidth());
        }
        if (!planned.sql().equals(query.sql())) {
            faults.add("month-close.usage.query", "is another query than slices were taken with");
        }
    }

    @Override
    public void planAgain(Take take) {
        UsageQuery planned = run.stores().queries().find(take).orElseThrow();
        if (!planned.equals(query)) {
            source.check();
            run.stores()
                    .transactions()
                    .executeWithoutResult(_ -> run.stores().queries().keep(take, query));
        }
    }

    @Override
    public List<Supplier<TakenSlice>> left(Take take) {
        Set<Integer> taken = run.stores().queries().taken(take);
        Lazily<SliceReader> reader = new Lazily<>(() -> new SliceReader(run.rowCheck(), new Buckets(take.buckets())));
        return query.slices(run.period()).stream()
                .filter(slice -> !taken.contains(slice.number()))
                .<Supplier<TakenSlice>>map(slice -> () -> source.read(slice, reader.get()))
                .toList();
    }

    @Override
    public void keep(Take take, TakenSlice taken) {
        Slice slice = taken.slice();
        TimeSlice time = query.slices(run.period()).get(slice.number());
        TakenInput input = new TakenInput(
                TakenInput.Role.USAGE,
                slice.file(),
                query.file(time, run.period()),
                slice.untilByte(),
                slice.lines(),
                slice.sha256(),
                new Header(Header.USAGE),
                null);
        run.stores().snapshots().inputs(take, List.of(input), List.of(slice));
        run.stores().snapshots().taken(take, List.of(taken));
    }

    @Override
    public StepUnits units() {
        int slices = query.slices(run.period()).size();
        return new StepUnits("slices", _ -> slices, StepFigures::taken);
    }

    @Override
    public long unitsOf(TakenSlice taken) {
        return 1;
    }

    @Override
    public void close() {
        source.close();
    }
}
