package io.monthclose.store;

import io.monthclose.intake.PrepaidPack;
import io.monthclose.rating.PackBalance;

/**
 * A pack with calls left at the month's start.
 *
 * @param pack the pack
 * @param opening the calls left, above 0
 */
public record MonthPack(PrepaidPack pack, long opening) {
    /** As rating takes it. */
    public PackBalance balance() {
        return new PackBalance(pack.packId(), pack.apis(), pack.validFrom(), pack.validUntil(), pack.calls(), opening);
    }
}
