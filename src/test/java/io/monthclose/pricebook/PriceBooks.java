package io.monthclose.pricebook;

import io.monthclose.money.UnitPrice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;

/** The price books that tests rate by. */
public final class PriceBooks {
    /** Where the shipped price book lies, seen from the project. */
    public static final Path SHIPPED = Path.of("jobs", "month-close", "price-book.yaml");

    /** The switches as the rules have them by default. */
    public static final Switches DEFAULTS =
            new Switches(TierVolume.BILLABLE, FreezeUsage.METERED, FreezePrice.TIER_REACHED, BigDecimal.valueOf(100));

    /** A speech service in Berlin: other APIs, pools, currency, zone and window, and every switch the other way. */
    public static final String SPEECH = """
        version: "speech-7"
        currency: EUR
        zone: Europe/Berlin
        settlement_window_days: 5
        switches:
          tier_volume: metered
          freeze_usage: billable
          freeze_price: first-tier
          freeze_ratio_percent: 37.5
        groups:
          voice: {name: Voice, prepaid: true}
          text: {name: Text, prepaid: false}
        free_pools: {MINUTES: 500, WORDS: 0}
        apis:
          - code: Listen
            name: Speech to text
            group: voice
            free_pool: MINUTES
            prices:
              - version: "a"
                from: "2023-01-01T00:00:00+01:00"
                tiers:
                  - {from: 0, to: 2000, price_per_1000: 0.12345}
                  - {from: 2000, price_per_1000: 0.1}
          - code: Speak
            name: Text to speech
            group: voice
            free_pool: MINUTES
            prices:
              - version: "a"
                from: "2023-01-01T00:00:00+01:00"
                tiers:
                  - {from: 0, price_per_1000: 16}
          - code: Translate
            name: Translation
            group: text
            free_pool: WORDS
            prices:
              - version: "a"
                from: "2023-01-01T00:00:00+01:00"
                tiers:
                  - {from: 0, to: 1000, price_per_1000: 20}
                  - {from: 1000, price_per_1000: 10}
          - code: Archive
            name: Archive
            group: text
            prices:
              - version: "a"
                from: "2023-01-01T00:00:00+01:00"
                tiers:
                  - {from: 0, price_per_1000: 0.00001}
        """;

    private PriceBooks() {}

    /** The book that is shipped. */
    public static PriceBook shipped() {
        return PriceBookReader.read(shippedBytes(), "price-book.yaml");
    }

    /** The shipped book with other switches. */
    public static PriceBook shippedWith(Switches switches) {
        return with(shipped(), switches);
    }

    /** The speech service. */
    public static PriceBook speech() {
        return PriceBookReader.read(SPEECH.getBytes(StandardCharsets.UTF_8), "speech.yaml");
    }

    /** The shipped book with one API, {@code Api}, without free calls, that packs may cover, at these prices. */
    public static PriceBook ofOneApi(PriceVersion... versions) {
        PriceBook book = shipped();
        Group group = new Group("group", "Group", true);
        TreeMap<String, Group> groups = new TreeMap<>();
        groups.put("group", group);
        TreeMap<String, Api> apis = new TreeMap<>();
        apis.put("Api", new Api("Api", "An API", group, null, List.of(versions)));
        return new PriceBook(
                "one-api",
                book.sha256(),
                book.currency(),
                book.zone(),
                book.settlementWindowDays(),
                DEFAULTS,
                groups,
                new TreeMap<>(),
                apis);
    }

    /** A version with one price up to a bound, and another from there on. */
    public static PriceVersion version(String name, String from, long bound, String price, String priceAbove) {
        return new PriceVersion(
                name,
                Instant.parse(from),
                false,
                List.of(tier(0, bound, price), new Tier(bound, null, price(priceAbove))));
    }

    /** A version in beta. */
    public static PriceVersion beta(String name, String from) {
        return new PriceVersion(name, Instant.parse(from), true, List.of());
    }

    /** A band that ends. */
    public static Tier tier(long from, long to, String price) {
        return new Tier(from, to, price(price));
    }

    static UnitPrice price(String perThousand) {
        return new UnitPrice(new BigDecimal(perThousand));
    }

    static byte[] shippedBytes() {
        try {
            return Files.readAllBytes(SHIPPED);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** That book with other switches. */
    public static PriceBook with(PriceBook book, Switches switches) {
        return new PriceBook(
                book.version(),
                book.sha256(),
                book.currency(),
                book.zone(),
                book.settlementWindowDays(),
                switches,
                book.groups(),
                book.freePools(),
                book.apis());
    }
}
