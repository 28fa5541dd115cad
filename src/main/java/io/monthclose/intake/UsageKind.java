package io.monthclose.intake;

/** Where a month's usage comes from. Master files come from the input folder in both cases. */
public enum UsageKind {
    /** {@code usage*.csv} of the input folder. */
    CSV,
    /** The configured query. */
    JDBC
}
