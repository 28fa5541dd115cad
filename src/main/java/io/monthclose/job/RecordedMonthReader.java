package io.monthclose.job;

import io.monthclose.intake.Buckets;
import io.monthclose.job.RecordedMonth.End;
import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import io.monthclose.store.Differences;
import io.monthclose.store.HistoryStore;
import io.monthclose.store.KeptSnapshot;
import io.monthclose.store.MonthState;
import io.monthclose.store.RecordedFacts;
import io.monthclose.store.Take;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.IntStream;

/** Reads what a month was settled from, and adds what of it cannot be right to the differences. */
final class RecordedMonthReader {
    private static final int ACCOUNTS_ASKED = 100;

    private final Stores stores;
    private final YearMonth month;
    private final RecordedFacts facts;
    private final Differences differences;

    RecordedMonthReader(Stores stores, YearMonth month, Differences differences) {
        this.stores = stores;
        this.month = month;
        this.facts = new RecordedFacts(stores.jdbc(), month);
        this.differences = differences;
    }

    /**
     * The month; nothing when it is so far from what it was that it cannot be settled again.
     *
     * @throws ProblemException NOT_NOW when it is not settled
     */
    Optional<RecordedMonth> read() {
        Optional<RecordedFacts.Row> found = facts.row();
        if (found.isEmpty() && facts.traces() == 0) {
            throw new ProblemException(
                    ProblemCode.NOT_NOW, month + " is not in the book; status shows the months that are");
        }
        if (found.isEmpty()) {
            tell("row", "nothing", "other tables have rows of the month");
            return Optional.empty();
        }
        RecordedFacts.Row row = found.get();
        End end = end(row);
        if (end == End.OPEN) {
            mustBeSettled(row);
        }
        return take(row).flatMap(take -> read(row, take, end));
    }

    /** Whatever its state says: what is left behind only by a close tells of one. */
    private End end(RecordedFacts.Row row) {
        boolean closed = row.state() == MonthState.CLOSED || facts.documents() > 0 || facts.isFollowed();
        // Asked last, as a close beside it writes documents and seal at once.
        if (facts.isSealed()) {
            return End.CLOSED;
        }
        return closed ? End.CLOSED_WITHOUT_ROOT : End.OPEN;
    }

    private void mustBeSettled(RecordedFacts.Row row) {
        if (row.state().compareTo(MonthState.SETTLED) < 0) {
            throw new ProblemException(
                    ProblemCode.NOT_NOW,
                    month + " is " + row.state() + "; only a settled month can be verified: close goes on with it");
        }
        if (stores.settlements().unsettled(month) > 0) {
            throw new ProblemException(
                    ProblemCode.NOT_NOW, month + " has accounts that are rated and not settled: close goes on with it");
        }
    }

    private Optional<RecordedMonth> read(RecordedFacts.Row row, Take take, End end) {
        return new RecordedPrices(month, facts, notes(), differences)
                .read(row, take)
                .flatMap(prices -> instant(row)
                        .map(instant -> new RecordedMonth(
                                new KeptSnapshot(stores.jdbc(), take), prices.yaml(), prices.prices(), instant, end)));
    }

    /** The last take is in force. */
    private Optional<Take> take(RecordedFacts.Row row) {
        SortedMap<Integer, RecordedFacts.BegunTake> takes = facts.takes();
        if (takes.isEmpty()) {
            differences.add("usage_take", "month " + month, "row", "nothing", "the month is in take " + row.take());
            return Optional.empty();
        }
        int last = takes.lastKey();
        if (row.take() != last) {
            tell("take", String.valueOf(row.take()), "the last take of usage_take is " + last);
        }
        RecordedFacts.BegunTake begun = Objects.requireNonNull(takes.get(last));
        begunAsNoted(last, begun);
        return Optional.of(new Take(month, last, buckets(last, begun.buckets())));
    }

    /** What the history says of a retake. */
    private void begunAsNoted(int take, RecordedFacts.BegunTake begun) {
        String noted = "RETAKE: take " + take + ", " + begun.reason().orElse("");
        if (take > 1 && notes().stream().noneMatch(noted::equals)) {
            differences.add(
                    "usage_take",
                    "month " + month + " take " + take,
                    "reason",
                    begun.reason().orElse("nothing"),
                    "no launch of the history notes a retake for it");
        }
    }

    private List<String> notes() {
        HistoryStore history = stores.history();
        return history.launches(Optional.of(month.toString())).stream()
                .flatMap(launch -> history.events(launch.launchId()).stream())
                .flatMap(event -> Optional.ofNullable(event.detail()).stream())
                .toList();
    }

    /** Accounts are dealt out by their ids alone: a wrong number of buckets does not fit them. */
    private int buckets(int take, int recorded) {
        SortedMap<String, Integer> accounts = facts.someBuckets(take, ACCOUNTS_ASKED);
        if (recorded >= 1 && recorded <= Buckets.MOST && fits(accounts, recorded)) {
            return recorded;
        }
        int fitting = IntStream.rangeClosed(1, Buckets.MOST)
                .filter(count -> fits(accounts, count))
                .findFirst()
                .orElse(0);
        if (fitting > 0) {
            differences.add(
                    "usage_take",
                    "month " + month + " take " + take,
                    "buckets",
                    String.valueOf(recorded),
                    "its accounts are dealt out to " + fitting);
            return fitting;
        }
        return Math.clamp(recorded, 1, Buckets.MOST);
    }

    private static boolean fits(SortedMap<String, Integer> accounts, int count) {
        Buckets buckets = new Buckets(count);
        return accounts.entrySet().stream().allMatch(account -> buckets.of(account.getKey()) == account.getValue());
    }

    /** The instant of the month's row, where its entries say none other. */
    private Optional<Instant> instant(RecordedFacts.Row row) {
        Optional<Instant> recorded = row.instant();
        Optional<Instant> posted = facts.postedAsOf();
        if (recorded.isEmpty()
                || posted.filter(instant -> !recorded.get().equals(instant)).isPresent()) {
            tell(
                    "settlement_instant",
                    String.valueOf(row.settlementInstant()),
                    posted.map(instant -> "its entries are posted as of " + instant)
                            .orElse("it is none"));
        }
        return posted.or(() -> recorded);
    }

    private void tell(String field, String recorded, String found) {
        differences.add("closing_month", "month " + month, field, recorded, found);
    }
}
