/** What holds for the sources as a whole: their architecture and their format. */
@NullMarked
package io.monthclose;

import org.jspecify.annotations.NullMarked;
