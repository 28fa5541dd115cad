/**
 * The fuzzing: readers of what comes from outside are given bytes that a fuzzer makes up, guided by what they reach. What must
 * hold of any bytes is said by the tests; {@link io.monthclose.fuzz.Fuzzing} is where it starts.
 */
@NullMarked
package io.monthclose.fuzz;

import org.jspecify.annotations.NullMarked;
