/** Explanations against the books, the samples and the reference. */
@NullMarked
package io.monthclose.explain;

import org.jspecify.annotations.NullMarked;
