package io.monthclose.reference;

import java.math.BigInteger;
import java.time.Instant;

/** One accepted usage record of one account. */
public record Usage(String recordId, String api, BigInteger calls, Instant occurredAt) {
    boolean sameContentAs(Usage other) {
        return api.equals(other.api) && calls.equals(other.calls) && occurredAt.equals(other.occurredAt);
    }
}
