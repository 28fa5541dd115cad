/**
 * The command line: commands, progress, exit codes. Parses strictly before anything starts; {@code --help} needs no database.
 *
 * <p>{@code Rehearsal} and {@code OldClassFiles} are run by the launcher, to make its start cache.
 *
 * <p>Imports the packages above it and picocli. Here, and in {@code job}, the clock may be read.
 */
@NullMarked
package io.monthclose.cli;

import org.jspecify.annotations.NullMarked;
