package io.monthclose.job;

import io.monthclose.intake.Buckets;
import io.monthclose.intake.InputFolder;
import io.monthclose.intake.PlannedFile;
import io.monthclose.intake.Slice;
import io.monthclose.intake.SliceReader;
import io.monthclose.intake.TakenSlice;
import io.monthclose.store.Take;
import io.monthclose.store.TakenInput;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** Usage from the files of the input folder: they are planned whole, and hashed again as they are read. */
final class FileUsage implements UsageSource {
    private final CloseRun run;
    private final InputFolder folder;

    FileUsage(CloseRun run, InputFolder folder) {
        this.run = run;
        this.folder = folder;
    }

    @Override
    public Plan plan() {
        List<PlannedFile> files = planned();
        List<Slice> slices =
                files.stream().flatMap(file -> file.slices().stream()).toList();
        long bytes = slices.stream()
                .mapToLong(slice -> slice.untilByte() - slice.fromByte())
                .sum();
        return new Plan(
                InputInventory.usage(files),
                slices,
                Optional.empty(),
                _ -> run.settings().bucketsFor(bytes));
    }

    /** The files as they lie there now. */
    List<PlannedFile> planned() {
        return folder.plan(run.settings().sliceBytes());
    }

    @Override
    public void planAgain(Take take) {}

    @Override
    public List<Supplier<TakenSlice>> left(Take take) {
        Lazily<SliceReader> reader = new Lazily<>(() -> new SliceReader(run.rowCheck(), new Buckets(take.buckets())));
        List<TakenInput> inputs = run.stores().snapshots().inputs(take);
        return run.stores().snapshots().pendingSlices(take).stream()
                .<Supplier<TakenSlice>>map(slice -> () -> reader.get()
                        .read(
                                folder.usageFiles().get(slice.file()),
                                Objects.requireNonNull(inputs.get(slice.file()).header()),
                                slice))
                .toList();
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
