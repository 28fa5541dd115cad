/**
 * The reference settler: slow, obvious and independent of the program. It is written from the rules alone, shares no
 * code with the program, and exists so that tests can compare the two.
 *
 * <p>It may use the JDK only. {@link io.monthclose.reference.ReferenceRater} rates one account-month, {@link
 * io.monthclose.reference.ReferenceBook} settles a chain of months from input folders, and the {@code Random*} classes
 * make inputs from a seed.
 */
@NullMarked
package io.monthclose.reference;

import org.jspecify.annotations.NullMarked;
