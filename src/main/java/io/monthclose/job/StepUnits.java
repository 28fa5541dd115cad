package io.monthclose.job;

import io.monthclose.store.StepCounts;
import io.monthclose.store.StepFigures;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * What a step's progress counts, and what it has to show when it has ended.
 *
 * @param unit what is counted, in the plural
 * @param total how many there are, finished ones too
 * @param result what the step has to show
 */
record StepUnits(String unit, ToLongFunction<StepFigures> total, Function<StepFigures, StepCounts> result) {
    /** Lines of the usage files. */
    static final StepUnits LINES = new StepUnits("lines", StepFigures::linesToTake, StepFigures::taken);
    /** Accounts with something to rate. */
    static final StepUnits ACCOUNTS = new StepUnits("accounts", StepFigures::accountsToRate, StepFigures::rated);
    /** Bills to settle. */
    static final StepUnits BILLS = new StepUnits("bills", StepFigures::billsToSettle, StepFigures::settled);
    /** Nothing worth counting. */
    static final StepUnits NONE = new StepUnits("", _ -> 0, _ -> StepCounts.NONE);

    long total(CloseRun run) {
        return total.applyAsLong(figures(run));
    }

    StepCounts result(CloseRun run) {
        return result.apply(figures(run));
    }

    private static StepFigures figures(CloseRun run) {
        return new StepFigures(run.stores().jdbc(), run.month());
    }
}
