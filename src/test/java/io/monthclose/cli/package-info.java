/** The commands as their users meet them. */
@NullMarked
package io.monthclose.cli;

import org.jspecify.annotations.NullMarked;
