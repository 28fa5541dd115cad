package io.monthclose.store;

import io.monthclose.account.Account;
import io.monthclose.ledger.Position;

/**
 * An account as a month finds it.
 *
 * @param account as read
 * @param bucket where its usage lies
 * @param due whether it gets a bill: open at any instant of the month, or still holding a freeze
 * @param opening what its last settlement left
 */
public record MonthAccount(Account account, int bucket, boolean due, Position opening) {}
