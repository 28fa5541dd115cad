/** The job as a whole, on real databases. */
@NullMarked
package io.monthclose.job;

import org.jspecify.annotations.NullMarked;
