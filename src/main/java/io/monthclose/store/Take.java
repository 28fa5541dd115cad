package io.monthclose.store;

import java.time.YearMonth;

/**
 * One taking of a month's usage.
 *
 * @param month the month
 * @param number from 1
 * @param buckets how many buckets its accounts are dealt out to
 */
public record Take(YearMonth month, int number, int buckets) {}
