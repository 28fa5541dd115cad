package io.monthclose.pricebook;

/** Which of the month's calls of an API pick its tier (rules, "Price"). */
public enum TierVolume {
    /** The billable calls: what is left after free pools and packs. The default. */
    BILLABLE,
    /** The metered calls, without beta. */
    METERED
}
