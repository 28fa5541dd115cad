/**
 * How a bill came about: an account's month is rated and settled again from the snapshot while someone listens, and the outcome is
 * compared with what the book recorded, figure by figure. Reads only.
 *
 * <p>Imports the core, {@code intake} and {@code store}. The {@code explain} command tells an explanation as text or JSON, the
 * export makes statements of them.
 */
@NullMarked
package io.monthclose.explain;

import org.jspecify.annotations.NullMarked;
