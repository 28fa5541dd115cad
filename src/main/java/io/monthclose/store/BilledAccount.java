package io.monthclose.store;

import io.monthclose.ledger.TopUp;
import io.monthclose.money.Money;
import java.util.List;

/**
 * An account with its bill, before it is settled.
 *
 * @param account the account with its opening position
 * @param amountDue the bill's
 * @param freezeEstimate what the next month is expected to cost
 * @param topUps received by the settlement instant and never counted before
 */
public record BilledAccount(MonthAccount account, Money amountDue, Money freezeEstimate, List<TopUp> topUps) {
    /** Copies the list. */
    public BilledAccount {
        topUps = List.copyOf(topUps);
    }
}
