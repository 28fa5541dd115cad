package io.monthclose.job;

import io.monthclose.intake.Buckets;
import io.monthclose.pricebook.PriceBook;
import io.monthclose.pricebook.PriceBookReader;
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
import java.util.TreeMap;
import java.util.TreeSet;
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
        boolean closed = row.state() == MonthState.CLOSED || facts.documents() > 0;
        if (!closed) {
            mustBeSettled(row);
        }
        return take(row).flatMap(take -> read(row, take, closed));
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

    private Optional<RecordedMonth> read(RecordedFacts.Row row, Take take, boolean closed) {
        return prices(row, take)
                .flatMap(prices -> instant(row)
                        .map(instant -> new RecordedMonth(
                                new KeptSnapshot(stores.jdbc(), take),
                                prices.yaml(),
                                prices.prices(),
                                instant,
                                closed)));
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

    /**
     * A price book that was read.
     *
     * @param yaml its bytes
     * @param prices what they say
     */
    private record ReadPrices(byte[] yaml, PriceBook prices) {}

    private Optional<ReadPrices> prices(RecordedFacts.Row row, Take take) {
        Optional<String> begunWith =
                Objects.requireNonNull(facts.takes().get(take.number())).priceBookSha256();
        String sha256 = row.priceBookSha256();
        Optional<byte[]> yaml = facts.priceBook(sha256);
        if (yaml.isEmpty()) {
            tell("price_book_sha256", sha256, "no price book has it");
            differences.add("price_book", "sha256 " + sha256, "row", "none", "the month names it");
            sha256 = begunWith.orElse(sha256);
            yaml = facts.priceBook(sha256);
        }
        if (yaml.isEmpty()) {
            return Optional.empty();
        }
        replacedAsNoted(sha256, begunWith, take);
        try {
            PriceBook prices = PriceBookReader.read(yaml.get(), "the price book of " + month);
            compare(sha256, prices);
            return Optional.of(new ReadPrices(yaml.get(), prices));
        } catch (ProblemException e) {
            differences.add("price_book", sha256, "yaml", "bytes", "they cannot be read: " + e.getMessage());
            return Optional.empty();
        }
    }

    /** A rerun may have put another price book in the place of the one that the take was begun with, and notes it. */
    private void replacedAsNoted(String sha256, Optional<String> begunWith, Take take) {
        if (begunWith.isPresent()
                && !begunWith.get().equals(sha256)
                && notes().stream().noneMatch(note -> note.contains("in the place of " + begunWith.get()))) {
            differences.add(
                    "usage_take",
                    "month " + month + " take " + take.number(),
                    "price_book_sha256",
                    begunWith.get(),
                    "closing_month has price_book_sha256 " + sha256 + ", and the history notes no other");
        }
    }

    private void compare(String sha256, PriceBook prices) {
        if (!prices.sha256().equals(sha256)) {
            differences.add("price_book", sha256, "yaml", "bytes", "they hash to " + prices.sha256());
        }
        String version = facts.priceBookVersion(sha256).orElse("nothing");
        if (!version.equals(prices.version())) {
            differences.add("price_book", sha256, "version", version, "its bytes say " + prices.version());
        }
        SortedMap<String, String> pools = new TreeMap<>();
        prices.apis().values().forEach(api -> {
            String pool = api.freePool();
            if (pool != null) {
                pools.put(api.code(), pool + ", " + prices.freePools().get(pool));
            }
        });
        SortedMap<String, String> recorded = facts.pools(sha256);
        TreeSet<String> apis = new TreeSet<>(pools.keySet());
        apis.addAll(recorded.keySet());
        apis.forEach(api -> comparePool(sha256, api, recorded, pools));
        facts.terms()
                .ifPresentOrElse(
                        terms -> {
                            compareTerm("zone", terms.getFirst(), prices.zone().getId());
                            compareTerm("currency", terms.getLast(), prices.currency());
                        },
                        () -> differences.add(
                                "book", "only_row 1", "row", "nothing", "a book has a zone and a currency"));
    }

    private void comparePool(
            String sha256, String api, SortedMap<String, String> recorded, SortedMap<String, String> pools) {
        String before = recorded.getOrDefault(api, "nothing");
        String now = pools.getOrDefault(api, "nothing");
        if (!before.equals(now)) {
            differences.add(
                    "price_book_pool", sha256 + " api " + api, "pool, calls", before, "the price book says " + now);
        }
    }

    private void compareTerm(String term, String recorded, String prices) {
        if (!recorded.equals(prices)) {
            differences.add("book", "only_row 1", term, recorded, "the price book of " + month + " says " + prices);
        }
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
