/**
 * The bill of an account for a month: its lines, their exact total, and the amount due after the one rounding.
 *
 * <p>Imports {@code rating}, {@code account}, {@code money} and {@code period}. Made from rated lines, kept in the
 * store; the ledger charges its amount.
 */
@NullMarked
package io.monthclose.bill;

import org.jspecify.annotations.NullMarked;
