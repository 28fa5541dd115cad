package io.monthclose.job;

import io.monthclose.store.BookLease;
import io.monthclose.store.FencedTransactions;
import io.monthclose.store.HistoryStore;
import io.monthclose.store.MasterStore;
import io.monthclose.store.MonthStore;
import io.monthclose.store.OpeningStore;
import io.monthclose.store.QueryStore;
import io.monthclose.store.RatingStore;
import io.monthclose.store.Reconciliation;
import io.monthclose.store.SealStore;
import io.monthclose.store.SettlementStore;
import io.monthclose.store.SnapshotStore;
import io.monthclose.store.TakeStore;
import java.time.Duration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The book's tables, and the transactions on them.
 *
 * @param jdbc the database
 * @param manager of the transactions on it
 */
record Stores(JdbcTemplate jdbc, FencedTransactions manager) {
    /** The right to close in this book, until it is closed. */
    BookLease lease(Duration length, CloseRequest.LaunchedBy holder) {
        return BookLease.take(
                jdbc,
                manager,
                length,
                holder.operator() + " on " + holder.host() + " (process "
                        + ProcessHandle.current().pid() + ")");
    }

    /** Runs a piece of work in a transaction. */
    TransactionTemplate transactions() {
        return new TransactionTemplate(manager);
    }

    MonthStore months() {
        return new MonthStore(jdbc);
    }

    MasterStore masters() {
        return new MasterStore(jdbc);
    }

    OpeningStore openings() {
        return new OpeningStore(jdbc);
    }

    SnapshotStore snapshots() {
        return new SnapshotStore(jdbc);
    }

    TakeStore takes() {
        return new TakeStore(jdbc);
    }

    QueryStore queries() {
        return new QueryStore(jdbc);
    }

    RatingStore ratings() {
        return new RatingStore(jdbc, snapshots());
    }

    SettlementStore settlements() {
        return new SettlementStore(jdbc, snapshots());
    }

    Reconciliation reconciliation() {
        return new Reconciliation(jdbc);
    }

    SealStore seals() {
        return new SealStore(jdbc);
    }

    HistoryStore history() {
        return new HistoryStore(jdbc);
    }
}
