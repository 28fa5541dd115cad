package io.monthclose.bill;

/** Whether the account could bear its bill. */
public enum BillStatus {
    /** The balance after the charge is 0 or more. */
    PAID,
    /** The balance after the charge is below 0. */
    ARREARS
}
