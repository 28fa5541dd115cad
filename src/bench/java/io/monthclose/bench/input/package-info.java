/**
 * The bench's input: a month of usage of any size, as an input folder in the contract's formats, the same bytes for the
 * same seed.
 */
@NullMarked
package io.monthclose.bench.input;

import org.jspecify.annotations.NullMarked;
