package io.monthclose.explain;

import io.monthclose.bill.Bill;
import io.monthclose.explain.Explanation.Outcome;
import io.monthclose.money.Money;
import io.monthclose.rating.Rater;
import io.monthclose.rating.Rating;
import io.monthclose.store.MonthPack;
import io.monthclose.store.RecordedAccount;
import io.monthclose.usage.Deduplicated;
import io.monthclose.usage.Deduplication;
import io.monthclose.usage.RejectReason;
import io.monthclose.usage.UsageRecord;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Explains the bills of one month: rates and settles an account again and compares with the book. Threads may share it. */
final class Explainer {
    /** What is known of an account that cannot be rated. */
    private static final Rating.Rated NOTHING_RATED = new Rating.Rated(List.of(), List.of(), List.of(), Money.ZERO);

    private final ExplainedMonth month;
    private final boolean withRecords;
    private final Rater rater;

    Explainer(ExplainedMonth month, boolean withRecords) {
        this.month = month;
        this.withRecords = withRecords;
        this.rater = new Rater(month.prices(), month.period());
    }

    /**
     * Explains one account.
     *
     * @param recorded what the book says
     * @param kept its kept rows, duplicates and conflicts still among them
     * @param rejected its rejected lines by reason
     */
    Explanation explain(RecordedAccount recorded, Collection<UsageRecord> kept, Map<RejectReason, Long> rejected) {
        Deduplicated rows = Deduplication.of(kept);
        Derivation derivation = new Derivation(month, withRecords);
        Rating rating = rater.rate(
                rows.accepted(),
                recorded.packs().stream().map(MonthPack::balance).toList(),
                derivation);
        AgainstTheBook book = new AgainstTheBook(month, recorded);
        Outcome outcome = switch (rating) {
            case Rating.Rated rated ->
                book.rated(
                        Bill.of(month.period(), recorded.account().account().id(), rated.lines()), rated, derivation);
            case Rating.Unratable unratable -> book.unratable(unratable.reason());
        };
        Parts parts = new Parts(
                month.prices(),
                rows.accepted(),
                rating instanceof Rating.Rated rated ? rated : NOTHING_RATED,
                derivation);
        return new Explanation(
                month,
                recorded.account().account(),
                parts.usage(rows.duplicates().size(), rejected),
                parts.apis(),
                parts.pools(),
                parts.packs(recorded.packs()),
                derivation.records(),
                outcome,
                book.comparison().compared(),
                book.comparison().disagreements());
    }
}
