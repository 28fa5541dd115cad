/**
 * The output folder: the month's documents for machines and, in {@code index.html}, for people. Reads what is stored
 * and computes nothing that settles anything.
 *
 * <p>Imports the packages above it. The folder that it writes is where the data leaves the program.
 */
@NullMarked
package io.monthclose.export;

import org.jspecify.annotations.NullMarked;
