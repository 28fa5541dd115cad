package io.monthclose.usage;

/**
 * Why a row is rejected: a closed list in the order in which the reasons are tried; the first that matches is given.
 */
public enum RejectReason {
    /** Encoding, quoting, the number of columns, or an id outside its format. */
    MALFORMED,
    /** The instant is not one. */
    INVALID_TIME,
    /** The calls are not 1 to 15 digits. */
    INVALID_CALLS,
    /** The price book has no such API. */
    UNKNOWN_API,
    /** There is no such account. */
    UNKNOWN_ACCOUNT,
    /** Before the month. */
    LATE,
    /** After the month. */
    AFTER_MONTH,
    /** Before the account opens, or from its closing on. */
    ACCOUNT_NOT_OPEN,
    /** The id of another record of the account, with other content. */
    CONFLICT
}
