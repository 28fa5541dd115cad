package io.monthclose.job;

import io.monthclose.period.BillingMonth;
import io.monthclose.pricebook.PriceBook;
import io.monthclose.store.HistoryStore;
import io.monthclose.store.MonthRow;
import io.monthclose.store.MonthState;
import io.monthclose.store.Take;
import io.monthclose.usage.RowCheck;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One launch of a close: what it was asked for, what it works with, and the first failure it met.
 *
 * @param request what was asked for
 * @param settings how the work is cut
 * @param stores the book's tables
 * @param period the month in the book's zone
 * @param prices the month's price book
 * @param priceBookYaml its bytes
 * @param takeNumber the take it works with, which is the month's as soon as it is planned
 * @param sealing what the closed month is left with
 * @param launchId the launch in the history
 * @param progress hears how far it has come
 * @param failure the first failure
 */
record CloseRun(
        CloseRequest request,
        CloseSettings settings,
        Stores stores,
        BillingMonth period,
        PriceBook prices,
        byte[] priceBookYaml,
        int takeNumber,
        Sealing sealing,
        long launchId,
        Progress progress,
        AtomicReference<@Nullable Throwable> failure) {

    MonthRow month() {
        return stores.months().get(period.yearMonth());
    }

    Take take() {
        return stores.snapshots().take(month());
    }

    /** Judges the rows of the month's usage, by the accounts as the month's take read them. */
    RowCheck rowCheck() {
        return new RowCheck(
                period,
                prices.apis().keySet(),
                stores.masters().accountsBefore(period.yearMonth().plusMonths(1)));
    }

    /** Whether it settles once more what is settled in another book: no money moves. */
    boolean settlesAgain() {
        return !(sealing instanceof Sealing.RootAndSeal);
    }

    void failed(Throwable cause) {
        failure.compareAndSet(null, cause);
    }

    void advance(MonthState from, MonthState to) {
        stores.months().advance(period.yearMonth(), from, to);
    }

    void happened(
            HistoryStore.EventKind kind, @Nullable String step, @Nullable String outcome, @Nullable String detail) {
        stores.history()
                .happened(
                        launchId, new HistoryStore.Event(request.clock().instant(), kind, step, outcome, null, detail));
    }
}
