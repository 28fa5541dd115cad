package io.monthclose.rating;

import io.monthclose.money.ExactAmount;
import io.monthclose.pricebook.PriceVersion;
import io.monthclose.pricebook.Tier;
import io.monthclose.usage.UsageRecord;

/**
 * Hears how a rating comes about while it does: where the calls of each record go, which volume picks a tier, what a freeze
 * estimate is the sum of. Of each record, in the order of the walk, either {@link #inBeta} is told, or each draw and then
 * {@link #billable}. In a close nobody listens.
 */
public interface RatingListener {
    /** Listens to nothing. */
    RatingListener NONE = new RatingListener() {};

    /** The record's calls cost nothing: the API is in free beta. */
    default void inBeta(UsageRecord record) {}

    /**
     * Some of the record's calls are drawn.
     *
     * @param id the free pool's name, or the pack's id
     * @param calls 1 or more
     */
    default void drawn(UsageRecord record, DrawSource source, String id, long calls) {}

    /**
     * What is left of the record's calls is billable.
     *
     * @param calls 0 or more
     */
    default void billable(UsageRecord record, long calls) {}

    /** The volume that picks the tier of an API's lines. */
    default void volume(String api, long calls) {}

    /**
     * What an API adds to the freeze estimate, before the ratio.
     *
     * @param calls the calls that are frozen for
     * @param version the version in force at the first instant of the next month
     * @param tier the tier whose list price is taken
     * @param amount calls times that price, exactly
     */
    default void estimated(String api, long calls, PriceVersion version, Tier tier, ExactAmount amount) {}
}
