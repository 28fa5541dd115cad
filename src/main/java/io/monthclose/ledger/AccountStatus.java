package io.monthclose.ledger;

/** How the account stands after settling; the first that holds, in this order. */
public enum AccountStatus {
    /** Closed by the end of the month. */
    CLOSED,
    /** The balance is below 0. */
    ARREARS,
    /** The freeze was insufficient. */
    SUSPENDED,
    /** None of these. */
    ACTIVE
}
