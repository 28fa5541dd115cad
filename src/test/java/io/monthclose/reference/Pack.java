package io.monthclose.reference;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** A prepaid pack with what is left of it at the month's start; valid in {@code [validFrom, validUntil)}. */
public record Pack(
        String packId, List<String> apis, Instant validFrom, Instant validUntil, BigInteger size, BigInteger opening) {
    /** Which pack is drawn first. */
    static final Comparator<Pack> DRAWING_ORDER = Comparator.comparing(Pack::validUntil)
            .thenComparing(Pack::validFrom)
            .thenComparing(Pack::packId, ByteOrder.OF_TEXT);

    public Pack {
        apis = List.copyOf(apis);
    }

    boolean covers(Usage usage) {
        return apis.contains(usage.api())
                && !usage.occurredAt().isBefore(validFrom)
                && usage.occurredAt().isBefore(validUntil);
    }
}
