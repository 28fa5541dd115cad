package io.monthclose.job;

import io.monthclose.intake.Sha256;
import io.monthclose.pricebook.PriceBook;
import io.monthclose.pricebook.PriceBookReader;
import io.monthclose.problem.ProblemException;
import io.monthclose.store.Differences;
import io.monthclose.store.RecordedFacts;
import io.monthclose.store.Take;
import java.time.YearMonth;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the price book that a month was settled with, and adds what of it cannot be right to the differences. */
final class RecordedPrices {
    private static final Pattern REPLACED = Pattern.compile("([0-9a-f]{64}) in the place of ([0-9a-f]{64})");

    private final YearMonth month;
    private final RecordedFacts facts;
    private final List<String> notes;
    private final Differences differences;

    /** The price book of a month, of which the history notes this. */
    RecordedPrices(YearMonth month, RecordedFacts facts, List<String> notes, Differences differences) {
        this.month = month;
        this.facts = facts;
        this.notes = notes;
        this.differences = differences;
    }

    /**
     * A price book that was read.
     *
     * @param yaml its bytes
     * @param prices what they say
     */
    record Read(byte[] yaml, PriceBook prices) {}

    /** The price book of the month; nothing where it cannot be read. */
    Optional<Read> read(RecordedFacts.Row row, Take take) {
        Optional<String> begunWith =
                Objects.requireNonNull(facts.takes().get(take.number())).priceBookSha256();
        String sha256 = row.priceBookSha256();
        Optional<byte[]> yaml = facts.priceBook(sha256);
        if (yaml.isEmpty()) {
            differences.add("closing_month", "month " + month, "price_book_sha256", sha256, "no price book has it");
            differences.add("price_book", "sha256 " + sha256, "row", "none", "the month names it");
            sha256 = begunWith.orElse(sha256);
            yaml = facts.priceBook(sha256);
        }
        if (yaml.isEmpty()) {
            return Optional.empty();
        }
        replacedAsNoted(sha256, begunWith, take);
        replacedInTurn();
        try {
            PriceBook prices = PriceBookReader.read(yaml.get(), "the price book of " + month);
            compare(sha256, prices);
            return Optional.of(new Read(yaml.get(), prices));
        } catch (ProblemException e) {
            differences.add("price_book", sha256, "yaml", "bytes", "they cannot be read: " + e.getMessage());
            return Optional.empty();
        }
    }

    /** A rerun may have put another price book in the place of the one that the take was begun with, and notes it. */
    private void replacedAsNoted(String sha256, Optional<String> begunWith, Take take) {
        if (begunWith.isPresent()
                && !begunWith.get().equals(sha256)
                && notes.stream().noneMatch(note -> note.contains("in the place of " + begunWith.get()))) {
            differences.add(
                    "usage_take",
                    "month " + month + " take " + take.number(),
                    "price_book_sha256",
                    begunWith.get(),
                    "closing_month has price_book_sha256 " + sha256 + ", and the history notes no other");
        }
    }

    /** One that a rerun put in the place of another, and a later rerun replaced: no month names it, the history does. */
    private void replacedInTurn() {
        notes.stream()
                .flatMap(note -> REPLACED.matcher(note).results())
                .flatMap(found -> Stream.of(found.group(1), found.group(2)))
                .distinct()
                .forEach(this::isKept);
    }

    private void isKept(String sha256) {
        if (facts.priceBookVersion(sha256).isEmpty()) {
            differences.add("price_book", "sha256 " + sha256, "row", "none", "the history notes it");
        } else {
            facts.priceBook(sha256)
                    .map(Sha256::of)
                    .filter(found -> !found.equals(sha256))
                    .ifPresent(found -> differences.add(
                            "price_book", "sha256 " + sha256, "yaml", "bytes", "they hash to " + found));
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
        comparePools(sha256, prices);
        compareTerms(prices);
    }

    private void comparePools(String sha256, PriceBook prices) {
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
    }

    private void compareTerms(PriceBook prices) {
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
}
