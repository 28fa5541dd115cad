package io.monthclose.job;

import io.monthclose.money.Percentage;
import io.monthclose.store.RatedTotals;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a close may find and still charge. Exactly as much as a limit says passes.
 *
 * @param rejects how many lines may be rejected, where that is limited
 * @param change by how much the month's total may differ from the last closed month's, where that is limited
 */
public record ChargeLimits(Optional<RejectLimit> rejects, Optional<Percentage> change) {
    /** Whatever is found, it is charged. */
    public static final ChargeLimits NONE = new ChargeLimits(Optional.empty(), Optional.empty());

    /** The options that say so, as they are written. */
    List<String> options() {
        List<String> options = new ArrayList<>();
        rejects.ifPresent(limit -> options.add("--max-rejects " + limit));
        change.ifPresent(limit -> options.add("--max-change " + limit));
        return options;
    }

    /**
     * What a month exceeds, in words.
     *
     * @param month the month
     * @param before the last closed month, where there is one
     */
    List<String> exceededBy(RatedTotals month, Optional<RatedTotals> before, String currency) {
        List<String> found = new ArrayList<>();
        rejects.filter(limit -> limit.isExceededBy(month.rejected(), month.linesRead()))
                .ifPresent(limit -> found.add(month.rejected() + " of " + month.linesRead() + " lines are rejected ("
                        + Percentage.shareOf(
                                BigDecimal.valueOf(month.rejected()), BigDecimal.valueOf(month.linesRead()))
                        + "), --max-rejects " + limit));
        change.ifPresent(limit -> before.filter(last -> limit.isExceededBy(change(month, last), last.billed()))
                .ifPresent(last -> found.add("billed " + month.billed().toPlainString() + " " + currency + ", in "
                        + last.month() + " " + last.billed().toPlainString() + " (" + changed(month, last)
                        + "), --max-change " + limit)));
        return found;
    }

    private static BigDecimal change(RatedTotals month, RatedTotals last) {
        return month.billed().subtract(last.billed()).abs();
    }

    private static String changed(RatedTotals month, RatedTotals last) {
        String sign = month.billed().compareTo(last.billed()) > 0 ? "+" : "-";
        return last.billed().signum() == 0
                ? "from nothing"
                : sign + Percentage.shareOf(change(month, last), last.billed());
    }
}
