/** The book's tables, and what their reconciliation finds. */
@NullMarked
package io.monthclose.store;

import org.jspecify.annotations.NullMarked;
