package io.monthclose.store;

import java.time.ZoneId;

/**
 * What is fixed at a book's first close.
 *
 * @param zone the zone of its months
 * @param currency the currency of its balances
 */
public record BookTerms(ZoneId zone, String currency) {}
