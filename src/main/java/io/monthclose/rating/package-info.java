/**
 * Rating: an account's month of usage becomes rated lines, draws from free pools and prepaid packs, and the estimate
 * that is frozen for the next month. Deduction order and tier pricing are here and nowhere else (rules, "Deduction"
 * and "Price").
 *
 * <p>Imports {@code money}, {@code period}, {@code usage} and {@code pricebook}. Lines go on to the bill, the
 * estimate to the ledger, what is left of packs to the next month.
 */
@NullMarked
package io.monthclose.rating;

import org.jspecify.annotations.NullMarked;
