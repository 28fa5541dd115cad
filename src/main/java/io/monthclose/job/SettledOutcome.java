package io.monthclose.job;

import io.monthclose.export.TotalsQuery;
import io.monthclose.intake.InputFolder;
import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import io.monthclose.store.MonthRow;
import io.monthclose.store.MonthState;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads how a month stands when its job has ended well. */
final class SettledOutcome {
    private SettledOutcome() {}

    /**
     * How the month stands.
     *
     * @throws ProblemException INVARIANT_BROKEN when it is not closed although no account is parked
     */
    static CloseOutcome.Settled of(CloseRun run, InputFolder folder) {
        Stores stores = run.stores();
        MonthRow month = run.month();
        List<String> parked = stores.months().parked(month.month()).stream()
                .map(account -> account.accountId() + ": " + account.reason())
                .toList();
        if (month.state() != MonthState.CLOSED && parked.isEmpty()) {
            throw new ProblemException(
                    ProblemCode.INVARIANT_BROKEN,
                    "the job ended well but " + month.month() + " is " + month.state() + ", not CLOSED");
        }
        JdbcClient sql = JdbcClient.create(stores.jdbc());
        return new CloseOutcome.Settled(
                month,
                run.prices().currency(),
                TotalsQuery.read(sql, month),
                TotalsQuery.rejects(sql, month),
                parked,
                folder.ignored(),
                run.request().output(),
                stores.seals().find(month.month()));
    }
}
