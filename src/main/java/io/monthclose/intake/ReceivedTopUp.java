package io.monthclose.intake;

import io.monthclose.account.AccountId;
import io.monthclose.ledger.TopUp;

/**
 * A top-up as read. It never changes: the same id with other content is refused.
 *
 * @param account whose balance it raises
 * @param topUp id, amount and instant
 */
public record ReceivedTopUp(AccountId account, TopUp topUp) {}
