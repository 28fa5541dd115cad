/**
 * The price book: what another service would set differently, as data. APIs with their effective-dated prices and
 * tiers, free pools, which groups take prepaid packs, currency, zone, settlement window, and the four switches of the
 * rules. {@link io.monthclose.pricebook.PriceBookReader} reads it from YAML and reports every fault at once, with
 * line and column.
 *
 * <p>Imports {@code account} (the form of ids), {@code period}, {@code money} and {@code problem}, and the YAML
 * parser. Usage is checked against its API codes, rating walks by its pools and prices.
 */
@NullMarked
package io.monthclose.pricebook;

import org.jspecify.annotations.NullMarked;
