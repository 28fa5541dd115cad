package io.monthclose.pricebook;

import java.math.BigDecimal;

/**
 * The four rulings that a price book may decide otherwise.
 *
 * @param tierVolume which calls pick the tier
 * @param freezeUsage which calls are frozen for
 * @param freezePrice which list price they are frozen at
 * @param freezeRatioPercent how much of that is frozen, in per cent: 0 to 1000, at most 2 decimals
 */
public record Switches(
        TierVolume tierVolume, FreezeUsage freezeUsage, FreezePrice freezePrice, BigDecimal freezeRatioPercent) {
    /** The greatest ratio, in per cent. */
    public static final BigDecimal MOST_RATIO_PERCENT = BigDecimal.valueOf(1000);

    /** The decimals that a ratio may have. */
    public static final int MOST_RATIO_DECIMALS = 2;

    /** Checks the bounds of the ratio. */
    public Switches {
        if (freezeRatioPercent.signum() < 0
                || freezeRatioPercent.compareTo(MOST_RATIO_PERCENT) > 0
                || freezeRatioPercent.stripTrailingZeros().scale() > MOST_RATIO_DECIMALS) {
            throw new IllegalArgumentException("a freeze ratio is 0 to 1000 per cent with at most 2 decimals");
        }
    }
}
