package io.monthclose.pricebook;

import java.time.Instant;
import java.util.List;

/**
 * The prices of an API from an instant on, until its next version. In beta it is free: metered and shown, but not
 * rated.
 *
 * @param version its name, shown on the bill
 * @param from the first instant at which it is in force
 * @param beta whether the API is in free public beta
 * @param tiers the bands from 0 upwards, without gap or overlap, the last one open; none in beta
 */
public record PriceVersion(String version, Instant from, boolean beta, List<Tier> tiers) {
    /** Checks the bands. */
    public PriceVersion {
        tiers = List.copyOf(tiers);
        if (tiers.isEmpty() != beta) {
            throw new IllegalArgumentException("version " + version + " has bands in beta, or none outside");
        }
        List<TierBands.Fault> faults = TierBands.faults(tiers);
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(
                    "version " + version + ": " + faults.getFirst().text());
        }
    }

    /** The lowest band, from 0. Not in beta. */
    public Tier firstTier() {
        return tiers.getFirst();
    }

    /**
     * The band that the month's volume reaches; it prices all calls (rules, "Price"). Not in beta.
     *
     * @param volume 0 or more
     */
    public Tier tierFor(long volume) {
        Tier reached = firstTier();
        for (Tier tier : tiers) {
            if (volume < tier.from()) {
                return reached;
            }
            reached = tier;
        }
        return reached;
    }
}
