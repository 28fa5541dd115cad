package io.monthclose.usage;

import java.util.List;

/**
 * An account's records, told apart; each list in the order of origin, and every record in exactly one of them.
 *
 * @param accepted one record per id: what is billed
 * @param duplicates the same records again: counted, not billed
 * @param conflicts the same ids with other content: rejected
 */
public record Deduplicated(List<UsageRecord> accepted, List<UsageRecord> duplicates, List<Conflict> conflicts) {
    /** Keeps lists of its own. */
    public Deduplicated {
        accepted = List.copyOf(accepted);
        duplicates = List.copyOf(duplicates);
        conflicts = List.copyOf(conflicts);
    }
}
