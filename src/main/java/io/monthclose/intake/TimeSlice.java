package io.monthclose.intake;

import io.monthclose.period.InstantRange;

/**
 * An interval of time for which a usage query is asked once, the item of {@code takeUsage} where usage comes from a database.
 *
 * @param number its number in the take, from 0, in the order of time; also the rank of the file that its rows are told by
 * @param range what {@code :from} and {@code :until} are; never empty, and inside the month
 */
public record TimeSlice(int number, InstantRange range) {}
