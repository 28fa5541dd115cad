package io.monthclose.job;

import io.monthclose.intake.Buckets;
import io.monthclose.intake.Slice;
import io.monthclose.intake.TakenSlice;
import io.monthclose.intake.UsageQuery;
import io.monthclose.store.Take;
import io.monthclose.store.TakenInput;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** Where a close takes the month's usage from: what is planned, what is left to read, how a slice is read and kept. */
sealed interface UsageSource permits FileUsage, KeptUsage, QueryUsage, TakenUsage {
    /**
     * Looks at the source before anything of it is kept.
     *
     * @throws io.monthclose.problem.ProblemException when the source is refused, missing or not reachable
     */
    Plan plan();

    /**
     * What a take keeps of its source before the first slice is read.
     *
     * @param inputs files, by rank
     * @param slices their slices, in order
     * @param query the query, where it is one; its slices need not be kept
     * @param buckets as many as so many accounts need
     */
    record Plan(
            List<TakenInput> inputs, List<Slice> slices, Optional<UsageQuery> query, IntFunction<Buckets> buckets) {}

    /** Puts the source in the place of one that was planned and that nothing was read of. */
    void planAgain(Take take);

    /** What is left to read, in order; each reads one slice, on any thread. */
    List<Supplier<TakenSlice>> left(Take take);

    /** Keeps a slice that was read, in the transaction of the caller. */
    void keep(Take take, TakenSlice taken);

    /** How the progress of reading is counted. */
    StepUnits units();

    /** How many of these units a slice is. */
    long unitsOf(TakenSlice taken);
}
