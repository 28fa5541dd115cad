/**
 * What makes a closed month provable: the root over what its documents say, as a Merkle tree over its accounts, and the seal over
 * the rows of the book that it was settled from and into. Both are hashes of short texts, the statements, that say what they cover.
 *
 * <p>Imports the digest of {@code intake} and nothing else of this program; knows no database and no file. {@code store} reads
 * rows into it and keeps what comes out, {@code export} gives it what the documents say of each account.
 */
@NullMarked
package io.monthclose.seal;

import org.jspecify.annotations.NullMarked;
