/**
 * Usage records: one raw row becomes a record or a reject with one reason of a closed list, and an account's records
 * lose their duplicates and conflicts (rules, "Usage records").
 *
 * <p>Imports {@code account} and {@code period}. The intake cuts rows into fields and hands them here; what is
 * accepted goes into the snapshot and from there to rating, what is rejected is kept whole.
 */
@NullMarked
package io.monthclose.usage;

import org.jspecify.annotations.NullMarked;
