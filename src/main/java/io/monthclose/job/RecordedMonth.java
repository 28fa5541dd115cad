package io.monthclose.job;

import io.monthclose.pricebook.PriceBook;
import io.monthclose.store.KeptSnapshot;
import java.time.Instant;

/**
 * A month as the book has it, as far as it takes to settle it again.
 *
 * @param snapshot its take
 * @param priceBookYaml the bytes of its price book
 * @param prices the price book
 * @param settlementInstant as of when it was settled
 * @param end how far it came
 */
record RecordedMonth(
        KeptSnapshot snapshot, byte[] priceBookYaml, PriceBook prices, Instant settlementInstant, End end) {
    /** How far it came. */
    enum End {
        /** Accounts are parked. */
        OPEN,
        /** It was closed when there were no roots: its documents name none. */
        CLOSED_WITHOUT_ROOT,
        /** It was closed. */
        CLOSED
    }

    /** Whether it was closed. */
    boolean isClosed() {
        return end != End.OPEN;
    }
}
