package io.monthclose.store;

/** How far a month has come; it only moves forward. */
public enum MonthState {
    /** A take is planned; usage is being taken. */
    OPEN,
    /** The snapshot is whole. */
    TAKEN,
    /** Every due account is rated or parked, and the rating is reconciled. */
    RATED,
    /** Every due account is settled or parked, and the books are reconciled. */
    SETTLED,
    /** The documents are written; nothing changes any more. */
    CLOSED
}
