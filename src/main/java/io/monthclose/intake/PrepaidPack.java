package io.monthclose.intake;

import io.monthclose.account.AccountId;
import java.time.Instant;
import java.util.List;

/**
 * A prepaid pack as read. It never changes: the same id with other content is refused.
 *
 * @param packId unique in the book
 * @param account whose calls it covers
 * @param apis the API codes it covers, sorted, at least one
 * @param calls its size, 1 to 10¹⁵−1
 * @param validFrom first instant of its validity
 * @param validUntil first instant after it
 */
public record PrepaidPack(
        String packId, AccountId account, List<String> apis, long calls, Instant validFrom, Instant validUntil) {
    /** Sorts the APIs, whose order means nothing. */
    public PrepaidPack {
        apis = apis.stream().sorted().toList();
    }
}
