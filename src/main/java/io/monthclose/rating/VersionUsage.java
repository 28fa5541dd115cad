package io.monthclose.rating;

import io.monthclose.money.ExactAmount;
import io.monthclose.money.UnitPrice;
import io.monthclose.pricebook.PriceVersion;
import io.monthclose.pricebook.Tier;

/**
 * The calls of one API under one price version, sorted by where they went. Sums cannot overflow: {@link ApiUsage} has
 * added every call to the month's total before.
 */
final class VersionUsage {
    private final String api;
    private final PriceVersion version;
    private long beta;
    private long free;
    private long prepaid;
    private long billable;

    VersionUsage(String api, PriceVersion version) {
        this.api = api;
        this.version = version;
    }

    PriceVersion version() {
        return version;
    }

    void addBeta(long calls) {
        beta += calls;
    }

    void addDrawn(DrawSource source, long calls) {
        switch (source) {
            case FREE -> free += calls;
            case PREPAID -> prepaid += calls;
        }
    }

    void addBillable(long calls) {
        billable += calls;
    }

    long billable() {
        return billable;
    }

    /** All calls but those in beta. */
    long meteredWithoutBeta() {
        return free + prepaid + billable;
    }

    /**
     * The line of the bill (rules, "Price").
     *
     * @param tierVolume the volume of the month, over all versions, that picks the tier
     */
    RatedLine line(long tierVolume) {
        if (version.beta()) {
            return line(0, UnitPrice.ZERO);
        }
        Tier tier = billable == 0 ? version.firstTier() : version.tierFor(tierVolume);
        return line(tier.from(), tier.price());
    }

    private RatedLine line(long tierFrom, UnitPrice price) {
        long metered = beta + meteredWithoutBeta();
        ExactAmount amount = price.times(billable);
        return new RatedLine(api, version.version(), metered, beta, free, prepaid, billable, tierFrom, price, amount);
    }
}
