package io.monthclose.job;

import io.monthclose.intake.TakenSlice;
import io.monthclose.store.Take;
import java.util.List;
import java.util.function.Supplier;

/** The usage of a take that is whole: a rerun works from the snapshot and reads nothing any more. */
final class TakenUsage implements UsageSource {
    @Override
    public Plan plan() {
        throw new IllegalStateException("a rerun takes nothing");
    }

    @Override
    public void planAgain(Take take) {}

    @Override
    public List<Supplier<TakenSlice>> left(Take take) {
        return List.of();
    }

    @Override
    public void keep(Take take, TakenSlice taken) {
        throw new IllegalStateException("a rerun takes nothing");
    }

    @Override
    public StepUnits units() {
        return StepUnits.LINES;
    }

    @Override
    public long unitsOf(TakenSlice taken) {
        return 0;
    }
}
