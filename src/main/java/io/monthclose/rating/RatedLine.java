package io.monthclose.rating;

import io.monthclose.money.ExactAmount;
import io.monthclose.money.UnitPrice;
import java.util.Comparator;

/**
 * The month's calls of one API under one price version, where they went, and what they cost. Counts are 0 or more and
 * {@code meteredCalls = betaCalls + freeCalls + prepaidCalls + billableCalls}.
 *
 * @param api the API code
 * @param priceVersion the version in force when the calls happened
 * @param meteredCalls all calls
 * @param betaCalls calls in free public beta
 * @param freeCalls calls covered by the free pool
 * @param prepaidCalls calls covered by prepaid packs
 * @param billableCalls the rest
 * @param tierFrom where the tier starts that the month reached; the first tier's 0 without billable calls and in beta
 * @param unitPrice that tier's price per 1,000 calls; the first tier's without billable calls, 0 in beta
 * @param amount billable calls times unit price, exactly
 */
public record RatedLine(
        String api,
        String priceVersion,
        long meteredCalls,
        long betaCalls,
        long freeCalls,
        long prepaidCalls,
        long billableCalls,
        long tierFrom,
        UnitPrice unitPrice,
        ExactAmount amount) {
    /** By API and version, as UTF-8 bytes: the order of lines on a bill. */
    public static final Comparator<RatedLine> ORDER =
            Comparator.comparing(RatedLine::api).thenComparing(RatedLine::priceVersion);

    /** Checks where the calls went. */
    public RatedLine {
        boolean negative = betaCalls < 0 || freeCalls < 0 || prepaidCalls < 0 || billableCalls < 0;
        if (negative
                || meteredCalls
                        != Math.addExact(
                                Math.addExact(betaCalls, freeCalls), Math.addExact(prepaidCalls, billableCalls))) {
            throw new IllegalArgumentException("the calls of " + api + " at " + priceVersion + " do not add up");
        }
    }
}
