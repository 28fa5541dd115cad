/**
 * Exact amounts. A settled amount ({@link io.monthclose.money.Money}, whole cents) and a calculation amount
 * ({@link io.monthclose.money.ExactAmount}, as many decimals as the calculation needs) are two types; the only way
 * from the second to the first is {@link io.monthclose.money.Rounding}. Nothing here rounds unasked, and whatever
 * overflows throws {@link ArithmeticException}.
 *
 * <p>Imports nothing of this program. Unit prices come from the price book; rating multiplies them to exact amounts,
 * the bill rounds their sum, the ledger moves the result.
 */
@NullMarked
package io.monthclose.money;

import org.jspecify.annotations.NullMarked;
