/** Tests. */
@NullMarked
package io.monthclose.seal;

import org.jspecify.annotations.NullMarked;
