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
 * @param closed whether it was closed; else accounts are parked
 */
record RecordedMonth(
        KeptSnapshot snapshot, byte[] priceBookYaml, PriceBook prices, Instant settlementInstant, boolean closed) {}
