/**
 * The book's tables: the month's state, what it is settled from, what came out, the reconciliation and the history. Every SQL
 * statement of the program that is not the framework's or an export's is here; the schema's migrations lie beside the code as
 * resources.
 *
 * <p>Imports the packages above it and Spring's JDBC. The job writes through it in its chunks' transactions; the export reads.
 */
@NullMarked
package io.monthclose.store;

import org.jspecify.annotations.NullMarked;
