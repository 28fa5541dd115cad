package io.monthclose.job;

import io.monthclose.intake.InputFolder;
import io.monthclose.intake.UsageKind;
import io.monthclose.problem.Faults;
import io.monthclose.problem.ProblemCode;
import io.monthclose.store.Take;
import io.monthclose.store.TakenInput;
import java.util.List;

/**
 * What a close reads: master files, and usage from wherever it comes.
 *
 * @param folder the input folder
 * @param usage the usage
 */
record CloseInput(InputFolder folder, UsageSource usage) implements AutoCloseable {
    /**
     * Looks into the folder; a usage database is not yet connected to.
     *
     * @throws io.monthclose.problem.ProblemException when the folder or the settings are refused
     */
    static CloseInput open(CloseRun run) {
        return switch (run.request().usage()) {
            case CSV -> {
                InputFolder folder = InputFolder.open(run.request().input());
                yield new CloseInput(folder, new FileUsage(run, folder));
            }
            case JDBC -> {
                run.settings().usage().check();
                yield new CloseInput(InputFolder.openWithoutUsage(run.request().input()), new QueryUsage(run));
            }
        };
    }

    /** No input at all: the take is whole. */
    static CloseInput nothing() {
        return new CloseInput(InputFolder.nothing(), new TakenUsage());
    }

    /** What a take read its usage from. */
    static UsageKind kindOf(Take take, Stores stores) {
        return stores.queries().find(take).isPresent() ? UsageKind.JDBC : UsageKind.CSV;
    }

    /**
     * Compares with what was taken.
     *
     * @throws io.monthclose.problem.ProblemException INPUT_REFUSED, naming everything that changed, is missing or is new
     */
    void checkUnchanged(CloseRun run) {
        boolean charged = run.stores().takes().isCharged(run.period().yearMonth());
        Faults faults = new Faults(
                ProblemCode.INPUT_REFUSED,
                "the input changed since it was taken" + (charged ? "" : "; --retake REASON takes it anew"));
        Take take = run.take();
        List<TakenInput> taken = run.stores().snapshots().inputs(take);
        switch (usage) {
            case FileUsage files -> InputInventory.compare(taken, InputInventory.of(folder, files.planned()), faults);
            case QueryUsage query -> {
                query.compare(take, faults);
                InputInventory.compare(InputInventory.masters(taken), InputInventory.masters(folder), faults);
            }
            case KeptUsage _, TakenUsage _ -> {}
        }
        faults.throwIfAny();
    }

    @Override
    public void close() {
        folder.close();
        switch (usage) {
            case FileUsage _, KeptUsage _, TakenUsage _ -> {}
            case QueryUsage query -> query.close();
        }
    }
}
