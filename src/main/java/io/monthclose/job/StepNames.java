package io.monthclose.job;

/** The six steps, in the order of the flow. */
public final class StepNames {
    /** Usage and master files become the snapshot. */
    public static final String TAKE_USAGE = "takeUsage";
    /** The snapshot becomes bills. */
    public static final String RATE_ACCOUNTS = "rateAccounts";
    /** Invariants 1 to 5, before any money moves. */
    public static final String RECONCILE_RATING = "reconcileRating";
    /** Bills become money: release, charge, freeze. */
    public static final String SETTLE_ACCOUNTS = "settleAccounts";
    /** Every invariant. */
    public static final String RECONCILE_BOOKS = "reconcileBooks";
    /** The output folder; then the month is closed. */
    public static final String EXPORT = "export";

    private StepNames() {}
}
