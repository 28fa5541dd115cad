package io.monthclose.pricebook;

/** Which of the month's calls the freeze for the next month is estimated from (rules, "Settling" 3). */
public enum FreezeUsage {
    /** The metered calls, without beta. The default. */
    METERED,
    /** The billable calls: what is left after free pools and packs. */
    BILLABLE
}
