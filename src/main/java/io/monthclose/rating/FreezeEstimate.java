package io.monthclose.rating;

import io.monthclose.money.ExactAmount;
import io.monthclose.pricebook.PriceVersion;
import io.monthclose.pricebook.Switches;
import io.monthclose.pricebook.Tier;
import java.time.Instant;
import java.util.Collection;

/**
 * What the next month is expected to cost: per API, this month's calls at next month's list price, times the freeze
 * ratio (rules, "Settling" 3). 0 or more, not rounded here. An API without a price at the first instant of the next
 * month, or in beta then, adds nothing.
 */
final class FreezeEstimate {
    private final Switches switches;
    private final Instant nextMonth;

    /**
     * An estimate under these switches.
     *
     * @param nextMonth the first instant of the next month
     */
    FreezeEstimate(Switches switches, Instant nextMonth) {
        this.switches = switches;
        this.nextMonth = nextMonth;
    }

    ExactAmount of(Collection<ApiUsage> apis, RatingListener listener) {
        ExactAmount listPrices = ExactAmount.ZERO;
        for (ApiUsage usage : apis) {
            listPrices = listPrices.plus(atListPrice(usage, listener));
        }
        return listPrices.timesPercent(switches.freezeRatioPercent());
    }

    private ExactAmount atListPrice(ApiUsage usage, RatingListener listener) {
        long calls = frozenFor(usage);
        return usage.api()
                .versionAt(nextMonth)
                .filter(version -> !version.beta())
                .map(version -> atListPrice(usage.api().code(), calls, version, listener))
                .orElse(ExactAmount.ZERO);
    }

    private ExactAmount atListPrice(String api, long calls, PriceVersion version, RatingListener listener) {
        Tier tier = tier(version, calls);
        ExactAmount amount = tier.price().times(calls);
        listener.estimated(api, calls, version, tier, amount);
        return amount;
    }

    private long frozenFor(ApiUsage usage) {
        return switch (switches.freezeUsage()) {
            case METERED -> usage.meteredWithoutBeta();
            case BILLABLE -> usage.billable();
        };
    }

    private Tier tier(PriceVersion version, long calls) {
        return switch (switches.freezePrice()) {
            case TIER_REACHED -> version.tierFor(calls);
            case FIRST_TIER -> version.firstTier();
        };
    }
}
