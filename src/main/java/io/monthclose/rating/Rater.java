package io.monthclose.rating;

import io.monthclose.money.ExactAmount;
import io.monthclose.money.Money;
import io.monthclose.money.Rounding;
import io.monthclose.period.BillingMonth;
import io.monthclose.pricebook.PriceBook;
import io.monthclose.usage.UsageRecord;
import java.util.ArrayList;
import java.util.List;

/**
 * Rates one account's month: the deduction walk, then the tier that the month reached prices all billable calls of an
 * API (rules, "Deduction" and "Price"). Exact; only the freeze estimate is rounded, once. Keeps nothing between
 * accounts, so that threads may share it.
 */
public final class Rater {
    private final PriceBook book;
    private final BillingMonth month;
    private final FreezeEstimate freezeEstimate;

    /** A rater for one month at the prices of one book. */
    public Rater(PriceBook book, BillingMonth month) {
        this.book = book;
        this.month = month;
        this.freezeEstimate = new FreezeEstimate(book.switches(), month.end());
    }

    /**
     * Rates the month. A bill made of the lines never overflows.
     *
     * @param accepted the account's records without duplicates and conflicts, in any order, all in the month
     * @param packs the account's prepaid packs, in any order
     */
    public Rating rate(List<UsageRecord> accepted, List<PackBalance> packs) {
        return rate(accepted, packs, RatingListener.NONE);
    }

    /**
     * Rates the month while someone listens; the same rating.
     *
     * @param accepted the account's records without duplicates and conflicts, in any order, all in the month
     * @param packs the account's prepaid packs, in any order
     * @param listener hears how it comes about; of a month that cannot be rated, the part before that shows
     */
    public Rating rate(List<UsageRecord> accepted, List<PackBalance> packs, RatingListener listener) {
        List<UsageRecord> inTimeOrder = new ArrayList<>(accepted);
        inTimeOrder.sort(UsageRecord.TIME_ORDER);
        try {
            DeductionWalk walk = new DeductionWalk(book, month, packs, listener);
            inTimeOrder.forEach(walk::add);
            return rated(walk, listener);
        } catch (UnratableException unratable) {
            return new Rating.Unratable(unratable.reason());
        }
    }

    private Rating rated(DeductionWalk walk, RatingListener listener) {
        List<RatedLine> lines = walk.apis().stream()
                .flatMap(usage -> usage.lines(tierVolume(usage, listener)).stream())
                .sorted(RatedLine.ORDER)
                .toList();
        ExactAmount total = lines.stream().map(RatedLine::amount).reduce(ExactAmount.ZERO, ExactAmount::plus);
        rounded("the amount due", total);
        Money estimate = rounded("the freeze estimate", freezeEstimate.of(walk.apis(), listener));
        return new Rating.Rated(lines, walk.draws(), walk.packMovements(), estimate);
    }

    private long tierVolume(ApiUsage usage, RatingListener listener) {
        long volume = switch (book.switches().tierVolume()) {
            case BILLABLE -> usage.billable();
            case METERED -> usage.meteredWithoutBeta();
        };
        listener.volume(usage.api().code(), volume);
        return volume;
    }

    private static Money rounded(String what, ExactAmount amount) {
        try {
            return Rounding.halfUpToCent(amount);
        } catch (ArithmeticException overflow) {
            throw new UnratableException(what + " exceeds " + Money.MAX);
        }
    }
}
