/**
 * Other ways to rate the same month, each a program of its own that ends with the same bills: DuckDB in SQL, PostgreSQL
 * in SQL, and a Spring Batch job as tutorials write it. None keeps a snapshot, a ledger or a hash, and none can go on
 * where it stopped.
 */
@NullMarked
package io.monthclose.bench.baseline;

import org.jspecify.annotations.NullMarked;
