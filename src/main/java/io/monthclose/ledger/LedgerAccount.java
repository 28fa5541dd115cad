package io.monthclose.ledger;

/** The accounts between which the money of one customer's account moves. */
public enum LedgerAccount {
    /** What came in from outside. */
    CASH,
    /** What the customer may still spend. */
    AVAILABLE,
    /** What is held for the next month. */
    FROZEN,
    /** What was charged. */
    REVENUE
}
