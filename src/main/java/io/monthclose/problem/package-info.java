/**
 * What can go wrong, as a closed list: {@link io.monthclose.problem.ProblemCode} with the exit code of each, one
 * exception that carries a code, and a list that collects every fault of a file and throws once.
 *
 * <p>Imports nothing of this program. Every other package throws from here; only the command line turns a code into an
 * exit code and a line on standard error.
 */
@NullMarked
package io.monthclose.problem;

import org.jspecify.annotations.NullMarked;
