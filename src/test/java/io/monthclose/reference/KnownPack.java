package io.monthclose.reference;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;

/** A prepaid pack as bought. */
record KnownPack(
        String packId, String accountId, List<String> apis, BigInteger calls, Instant validFrom, Instant validUntil) {
    KnownPack {
        apis = List.copyOf(apis);
    }

    Pack withOpening(BigInteger opening) {
        return new Pack(packId, apis, validFrom, validUntil, calls, opening);
    }
}
