/**
 * Time as the rules cut it: the billing month, half-open intervals, the settlement window, and the one way an instant
 * is read and written. Everything depends on the book's zone only, never on the zone or locale of the machine, and
 * nothing here looks at a clock.
 *
 * <p>Imports {@code problem}. Usage checks, prices, packs and settling all compare their instants through these
 * types.
 */
@NullMarked
package io.monthclose.period;

import org.jspecify.annotations.NullMarked;
