package io.monthclose.ledger;

/** What became of the freeze for the next month (rules, "Settling" 3). */
public enum FreezeStatus {
    /** Frozen in full. */
    HELD,
    /** The balance did not reach; nothing is frozen. */
    INSUFFICIENT,
    /** Nothing was wanted. */
    NONE
}
