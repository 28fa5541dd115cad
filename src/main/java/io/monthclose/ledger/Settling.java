package io.monthclose.ledger;

import io.monthclose.account.Account;
import io.monthclose.bill.BillStatus;
import io.monthclose.money.Money;
import io.monthclose.period.BillingMonth;
import java.time.Instant;
import java.util.List;

/**
 * Settles one account for a month: top-ups, then release → charge → freeze as one decision (rules, "Settling"). All
 * amounts are in cents and exact; an overflow is a value, not an exception.
 */
public final class Settling {
    private Settling() {}

    /**
     * Settles.
     *
     * @param opening the position at the close of the month before, or nothing
     * @param counted the top-ups that count now and never counted before, in any order, none after the instant
     * @param amountDue the bill's, 0 or more
     * @param freezeEstimate what the next month is expected to cost, 0 or more
     * @param settlementInstant the effective instant of all but top-ups
     */
    public static Settlement settle(
            BillingMonth month,
            Account account,
            Position opening,
            List<TopUp> counted,
            Money amountDue,
            Money freezeEstimate,
            Instant settlementInstant) {
        if (amountDue.isNegative() || freezeEstimate.isNegative()) {
            throw new IllegalArgumentException("due " + amountDue + ", freeze estimate " + freezeEstimate);
        }
        if (!counted.stream().allMatch(topUp -> topUp.countsAt(settlementInstant))) {
            throw new IllegalArgumentException("a top-up of " + account.id() + " is later than " + settlementInstant);
        }
        try {
            Posting posting = new Posting(month + "-" + account.id(), opening);
            counted.stream().sorted(TopUp.POSTING_ORDER).forEach(posting::topUp);
            posting.release(settlementInstant);
            posting.charge(amountDue, settlementInstant);
            boolean closed = account.closedByEndOf(month);
            Money wanted = closed ? Money.ZERO : freezeEstimate;
            FreezeStatus freeze = freezeStatus(wanted, posting.position().balance());
            Money frozen = freeze == FreezeStatus.HELD ? wanted : Money.ZERO;
            posting.freeze(frozen, settlementInstant);
            return settled(posting, opening, wanted, freeze, closed);
        } catch (ArithmeticException overflow) {
            return new Settlement.Unsettleable("the balance of " + account.id() + " exceeds ±" + Money.MAX);
        }
    }

    private static Settlement settled(
            Posting posting, Position opening, Money wanted, FreezeStatus freeze, boolean closed) {
        Position closing = posting.position();
        return new Settlement.Settled(
                posting.entries(),
                opening,
                closing,
                opening.frozen(),
                wanted,
                closing.frozen(),
                freeze,
                accountStatus(closed, closing.balance(), freeze),
                closing.balance().isNegative() ? BillStatus.ARREARS : BillStatus.PAID);
    }

    private static FreezeStatus freezeStatus(Money wanted, Money balance) {
        if (wanted.isZero()) {
            return FreezeStatus.NONE;
        }
        return balance.compareTo(wanted) < 0 ? FreezeStatus.INSUFFICIENT : FreezeStatus.HELD;
    }

    private static AccountStatus accountStatus(boolean closed, Money balance, FreezeStatus freeze) {
        if (closed) {
            return AccountStatus.CLOSED;
        }
        if (balance.isNegative()) {
            return AccountStatus.ARREARS;
        }
        return freeze == FreezeStatus.INSUFFICIENT ? AccountStatus.SUSPENDED : AccountStatus.ACTIVE;
    }
}
