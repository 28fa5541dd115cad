package io.monthclose.pricebook;

/** Which list price the freeze for the next month is estimated at (rules, "Settling" 3). */
public enum FreezePrice {
    /** The price of the tier that the estimated calls reach. The default. */
    TIER_REACHED,
    /** The price of the first tier. */
    FIRST_TIER
}
