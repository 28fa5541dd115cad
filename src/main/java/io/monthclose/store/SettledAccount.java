package io.monthclose.store;

import io.monthclose.ledger.Settlement;

/**
 * An account after settling.
 *
 * @param billed the account with its bill
 * @param settlement what became of it
 */
public record SettledAccount(BilledAccount billed, Settlement settlement) {}
