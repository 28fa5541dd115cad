/**
 * The job {@code monthClose}: six steps around the core, each restartable, each reading its work from the book's own tables.
 * The framework coordinates and keeps progress; what is true is in the store.
 *
 * <p>Imports the packages above it, Spring Batch and Spring Boot. The command line launches it.
 */
@NullMarked
package io.monthclose.job;

import org.jspecify.annotations.NullMarked;
