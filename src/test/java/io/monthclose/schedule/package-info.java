/** The schedules that are shipped beside the launcher, checked against the exit codes of the program. */
@NullMarked
package io.monthclose.schedule;

import org.jspecify.annotations.NullMarked;
