package io.monthclose.explain;

import io.monthclose.period.BillingMonth;
import io.monthclose.pricebook.PriceBook;
import io.monthclose.store.MonthRow;
import io.monthclose.store.MonthState;
import io.monthclose.store.MonthStore;
import io.monthclose.store.SealStore;
import io.monthclose.store.SealedMonth;
import io.monthclose.store.SnapshotStore;
import io.monthclose.store.Take;
import io.monthclose.store.TakenInput;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What all explanations of a month have in common.
 *
 * @param row the month
 * @param period the month in the book's zone
 * @param prices its price book
 * @param take what it is settled from
 * @param inputs what was read, usage files by rank first
 * @param root its root as it was recorded, once it has one; nothing here compares it with what the book holds
 */
public record ExplainedMonth(
        MonthRow row,
        BillingMonth period,
        PriceBook prices,
        Take take,
        List<TakenInput> inputs,
        Optional<String> root) {

    /** Reads what is known of a month. */
    public static ExplainedMonth read(JdbcTemplate jdbc, MonthRow row) {
        PriceBook prices = new MonthStore(jdbc).priceBook(row);
        SnapshotStore snapshots = new SnapshotStore(jdbc);
        Take take = snapshots.take(row);
        return new ExplainedMonth(
                row,
                new BillingMonth(row.month(), prices.zone()),
                prices,
                take,
                snapshots.inputs(take),
                new SealStore(jdbc).find(row.month()).map(SealedMonth::root));
    }

    /** Whether something may still change: the month is not closed. */
    public boolean isProvisional() {
        return row.state() != MonthState.CLOSED;
    }

    /** The name of the usage file of that rank; of a query, the slice. */
    String file(int rank) {
        return inputs.get(rank).name();
    }
}
