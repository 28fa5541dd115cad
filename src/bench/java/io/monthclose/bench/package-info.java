/**
 * The bench: a month of any size is closed by the program and by other means in turn, each as a whole process, and
 * every bill is compared. {@link io.monthclose.bench.Bench} is where it starts.
 */
@NullMarked
package io.monthclose.bench;

import org.jspecify.annotations.NullMarked;
