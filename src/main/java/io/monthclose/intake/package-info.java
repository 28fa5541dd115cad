/**
 * The intake: the input folder's CSV files, or a query of another database, become slices; a slice becomes hashed segments of usage
 * by bucket and rejects kept whole; master files become accounts, packs and top-ups, or one list of every fault.
 *
 * <p>Imports the packages above it, never the store. Plain rows are read from their bytes, OpenCSV cuts all
 * others; how fields must look is decided here and in
 * {@code usage}. What comes out goes to the store, and from there to rating.
 */
@NullMarked
package io.monthclose.intake;

import org.jspecify.annotations.NullMarked;
