/**
 * The account as settlement sees it: its id, and when it is open. Also the one definition of what an id looks like, for
 * records, packs, top-ups and the codes of the price book.
 *
 * <p>Imports {@code period}. Usage is checked against accounts; bills and the ledger belong to them.
 */
@NullMarked
package io.monthclose.account;

import org.jspecify.annotations.NullMarked;
