package io.monthclose.rating;

/** What a draw is taken from, in the order of deduction. */
public enum DrawSource {
    /** A free pool of the month. */
    FREE,
    /** A prepaid pack. */
    PREPAID
}
