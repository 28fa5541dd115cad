package io.monthclose.job;

import io.monthclose.export.MonthTotals;
import io.monthclose.store.MonthRow;
import io.monthclose.store.SealedMonth;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** How a close ended, when it did not fail. */
public sealed interface CloseOutcome {
    /**
     * The month was closed before; nothing was done.
     *
     * @param month the month
     */
    record ClosedAlready(MonthRow month) implements CloseOutcome {}

    /**
     * The month is settled; closed when no account is parked.
     *
     * @param month the month
     * @param currency of all amounts
     * @param totals the control totals
     * @param rejects rejected lines by reason, such as {@code LATE 8}
     * @param parked accounts that could not be settled, with their reasons
     * @param ignored CSV files of the input folder that are none of the contract's
     * @param output where the documents are
     * @param sealed root and seal, once it is closed
     */
    record Settled(
            MonthRow month,
            String currency,
            MonthTotals totals,
            List<String> rejects,
            List<String> parked,
            List<String> ignored,
            Path output,
            Optional<SealedMonth> sealed)
            implements CloseOutcome {
        /** Copies the lists. */
        public Settled {
            rejects = List.copyOf(rejects);
            parked = List.copyOf(parked);
            ignored = List.copyOf(ignored);
        }

        /** The same, with its documents elsewhere. */
        Settled in(Path folder) {
            return new Settled(month, currency, totals, rejects, parked, ignored, folder, sealed);
        }
    }
}
