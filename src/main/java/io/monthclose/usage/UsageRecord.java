package io.monthclose.usage;

import java.time.Instant;
import java.util.Comparator;

/**
 * So many calls of one API by one account at one instant. The account is not part of it: records are always kept with
 * their account. There are millions of them, hence the forms of the two ids are not checked again here;
 * {@link RowCheck} has.
 *
 * @param recordId unique within account and month
 * @param api the API code
 * @param calls 0 or more
 * @param occurredAt when the calls happened
 * @param origin where it was read
 */
public record UsageRecord(String recordId, String api, long calls, Instant occurredAt, Origin origin) {
    /**
     * The order of the deduction walk: by instant, then by record id as UTF-8 bytes (rules, "Deduction"). Ids are
     * ASCII, whose order as strings is the same.
     */
    public static final Comparator<UsageRecord> TIME_ORDER = UsageRecord::compareInTime;

    /** Checks that the calls are not negative. */
    public UsageRecord {
        if (calls < 0) {
            throw new IllegalArgumentException("calls below 0 in record " + recordId);
        }
    }

    private static int compareInTime(UsageRecord one, UsageRecord other) {
        int byInstant = one.occurredAt.compareTo(other.occurredAt);
        return byInstant != 0 ? byInstant : one.recordId.compareTo(other.recordId);
    }

    /** Whether instant, API and calls are the same, however they were written; ids and origins are not compared. */
    public boolean sameContentAs(UsageRecord other) {
        return calls == other.calls && occurredAt.equals(other.occurredAt) && api.equals(other.api);
    }
}
