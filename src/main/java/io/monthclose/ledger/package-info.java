/**
 * The ledger: money moves by double entry, and settling an account is one decision of three movements, release,
 * charge and freeze, that always belong together (rules, "Settling").
 *
 * <p>Imports {@code bill}, {@code account}, {@code money} and {@code period}. Takes the amount due of the bill and
 * the freeze estimate of rating; its entries and the closing position are kept in one transaction by the store, and
 * the closing position opens the next month.
 */
@NullMarked
package io.monthclose.ledger;

import org.jspecify.annotations.NullMarked;
