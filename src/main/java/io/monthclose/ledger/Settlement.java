package io.monthclose.ledger;

import io.monthclose.bill.BillStatus;
import io.monthclose.money.Money;
import java.util.List;

/** What became of an account in settling. */
public sealed interface Settlement {
    /**
     * The account is settled.
     *
     * @param entries in posting order: top-ups, release, charge, freeze
     * @param opening the position before the first entry
     * @param closing the position after the last: the balance after the charge, and the new freeze
     * @param released the freeze that was released, 0 or more
     * @param wanted the freeze that was wanted for the next month, 0 or more
     * @param frozen the freeze that was placed: {@code wanted} or 0
     * @param freezeStatus what became of the freeze
     * @param accountStatus how the account stands
     * @param billStatus whether the bill left the balance at 0 or more
     */
    record Settled(
            List<LedgerEntry> entries,
            Position opening,
            Position closing,
            Money released,
            Money wanted,
            Money frozen,
            FreezeStatus freezeStatus,
            AccountStatus accountStatus,
            BillStatus billStatus)
            implements Settlement {
        /** Keeps a list of its own. */
        public Settled {
            entries = List.copyOf(entries);
        }
    }

    /**
     * The account cannot be settled: it is parked.
     *
     * @param reason why, in one line
     */
    record Unsettleable(String reason) implements Settlement {}
}
