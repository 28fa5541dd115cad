package io.monthclose.job;

import io.monthclose.ledger.Settling;
import io.monthclose.store.BilledAccount;
import io.monthclose.store.SettledAccount;
import java.time.Instant;

/** Settles one account of a bucket with the month's fixed instant. */
final class AccountSettler {
    private final CloseRun run;
    private final Instant settlementInstant;

    AccountSettler(CloseRun run) {
        this.run = run;
        this.settlementInstant = run.month().fixedInstant();
    }

    SettledAccount settle(BilledAccount billed) {
        return new SettledAccount(
                billed,
                Settling.settle(
                        run.period(),
                        billed.account().account(),
                        billed.account().opening(),
                        billed.topUps(),
                        billed.amountDue(),
                        billed.freezeEstimate(),
                        settlementInstant));
    }
}
