package io.monthclose.rating;

import static org.assertj.core.api.Assertions.assertThat;

import io.monthclose.period.BillingMonth;
import io.monthclose.pricebook.Api;
import io.monthclose.pricebook.PriceBook;
import io.monthclose.pricebook.PriceBooks;
import io.monthclose.usage.Origin;
import io.monthclose.usage.UsageRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.ToLongFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What must always hold (rules, 1–4), over random months of one account. */
class RandomMonthsTest {
    private static final PriceBook BOOK = PriceBooks.shipped();
    private static final BillingMonth SEPTEMBER = BillingMonth.parse("2022-09", BOOK.zone());
    private static final List<String> APIS = List.copyOf(BOOK.apis().keySet());
    private static final int MONTHS = 200;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 20220901, 987654321})
    void calls_go_somewhere_pools_and_packs_are_kept_and_order_never_matters(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < MONTHS; i++) {
            List<UsageRecord> records = records(random);
            List<PackBalance> packs = packs(random);
            Rating.Rated rated = rate(records, packs);
            assertCallsGoSomewhere(rated, records);
            assertPoolsAreDrawnFirst(rated);
            assertPacksAreKept(rated, packs);
            Collections.shuffle(records, random);
            Collections.shuffle(packs, random);
            assertThat(rate(records, packs)).isEqualTo(rated);
        }
    }

    private static void assertCallsGoSomewhere(Rating.Rated rated, List<UsageRecord> records) {
        for (String api : APIS) {
            long used = records.stream()
                    .filter(record -> record.api().equals(api))
                    .mapToLong(UsageRecord::calls)
                    .sum();
            assertThat(sum(rated, api, RatedLine::meteredCalls)).isEqualTo(used);
            assertThat(sum(rated, api, RatedLine::freeCalls)).isEqualTo(drawn(rated, api, DrawSource.FREE));
            assertThat(sum(rated, api, RatedLine::prepaidCalls)).isEqualTo(drawn(rated, api, DrawSource.PREPAID));
        }
    }

    private static void assertPoolsAreDrawnFirst(Rating.Rated rated) {
        BOOK.freePools().forEach((pool, size) -> {
            long drawn = rated.draws().stream()
                    .filter(draw ->
                            draw.source() == DrawSource.FREE && draw.packId().equals(pool))
                    .mapToLong(Draw::calls)
                    .sum();
            assertThat(drawn).isBetween(0L, size);
            if (drawn < size) {
                BOOK.apis().values().stream()
                        .filter(api -> pool.equals(api.freePool()))
                        .map(Api::code)
                        .forEach(api -> assertThat(sum(rated, api, line -> line.prepaidCalls() + line.billableCalls()))
                                .isZero());
            }
        });
    }

    private static void assertPacksAreKept(Rating.Rated rated, List<PackBalance> packs) {
        assertThat(rated.packs()).hasSameSizeAs(packs);
        for (PackBalance pack : packs) {
            PackMovement movement = rated.packs().stream()
                    .filter(candidate -> candidate.packId().equals(pack.packId()))
                    .findFirst()
                    .orElseThrow();
            assertThat(movement.drawn())
                    .isEqualTo(rated.draws().stream()
                            .filter(draw -> draw.packId().equals(pack.packId()))
                            .mapToLong(Draw::calls)
                            .sum());
            boolean validAllMonth = !pack.validFrom().isAfter(SEPTEMBER.start())
                    && !pack.validUntil().isBefore(SEPTEMBER.end());
            if (validAllMonth && movement.closing() > 0) {
                pack.apis()
                        .forEach(api -> assertThat(sum(rated, api, RatedLine::billableCalls))
                                .isZero());
            }
        }
    }

    private static List<UsageRecord> records(Random random) {
        List<UsageRecord> records = new ArrayList<>();
        int count = random.nextInt(40);
        for (int i = 0; i < count; i++) {
            String api = APIS.get(random.nextInt(APIS.size()));
            long calls = random.nextInt(4) == 0 ? 0 : random.nextLong(1, 6_000);
            records.add(new UsageRecord("r" + i, api, calls, dayOf(random, 0, 30), new Origin(0, i + 2)));
        }
        return records;
    }

    private static List<PackBalance> packs(Random random) {
        List<PackBalance> packs = new ArrayList<>();
        int count = random.nextInt(4);
        for (int i = 0; i < count; i++) {
            List<String> apis = random.nextBoolean()
                    ? List.of("RecognizeCar", "RecognizeCarPro")
                    : List.of("DetectProduct", "DetectEnvelope");
            long opening = random.nextLong(1, 5_000);
            packs.add(new PackBalance("P" + i, apis, dayOf(random, -10, 10), dayOf(random, 15, 60), 5_000, opening));
        }
        return packs;
    }

    /** A whole day, so that instants often coincide and the record id decides. */
    private static Instant dayOf(Random random, int from, int until) {
        return SEPTEMBER.start().plusSeconds(random.nextInt(from, until) * 86_400L);
    }

    private static Rating.Rated rate(List<UsageRecord> records, List<PackBalance> packs) {
        return switch (new Rater(BOOK, SEPTEMBER).rate(records, packs)) {
            case Rating.Rated rated -> rated;
            case Rating.Unratable unratable -> throw new AssertionError(unratable.reason());
        };
    }

    private static long sum(Rating.Rated rated, String api, ToLongFunction<RatedLine> calls) {
        return rated.lines().stream()
                .filter(line -> line.api().equals(api))
                .mapToLong(calls)
                .sum();
    }

    private static long drawn(Rating.Rated rated, String api, DrawSource source) {
        return rated.draws().stream()
                .filter(draw -> draw.api().equals(api) && draw.source() == source)
                .mapToLong(Draw::calls)
                .sum();
    }
}
