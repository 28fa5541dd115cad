package io.monthclose.reference;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;

/** Money paid in; the amount has two decimals. */
record KnownTopUp(String topUpId, String accountId, BigDecimal amount, Instant receivedAt) {
    static final Comparator<KnownTopUp> POSTING_ORDER =
            Comparator.comparing(KnownTopUp::receivedAt).thenComparing(KnownTopUp::topUpId, ByteOrder.OF_TEXT);
}
