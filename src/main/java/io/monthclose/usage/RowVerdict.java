package io.monthclose.usage;

import io.monthclose.account.AccountId;
import org.jspecify.annotations.Nullable;

/** What becomes of one row. */
public sealed interface RowVerdict {
    /**
     * The row is a record of this account. Whether it is a duplicate or a conflict shows only beside the account's
     * others.
     *
     * @param account a known account, open at the record's instant
     * @param record a record of the month
     */
    record Accepted(AccountId account, UsageRecord record) implements RowVerdict {}

    /**
     * The row is rejected.
     *
     * @param reason the first reason that matches
     * @param detail what was expected, in one line
     * @param late what it would have added to an earlier month; null unless the reason is {@link RejectReason#LATE}
     */
    record Rejected(
            RejectReason reason, String detail, @Nullable LateUsage late) implements RowVerdict {}
}
