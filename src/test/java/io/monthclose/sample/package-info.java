/**
 * The fictional city of {@code sample-data/city}: a seeded generator writes the input folder of one month. It uses
 * nothing of the program, so that the program can be measured against it, and neither clock nor locale, so that the
 * same bytes come out everywhere.
 */
@NullMarked
package io.monthclose.sample;

import org.jspecify.annotations.NullMarked;
