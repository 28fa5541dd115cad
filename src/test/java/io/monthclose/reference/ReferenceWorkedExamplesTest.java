package io.monthclose.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.monthclose.reference.Catalogue.FreezePrice;
import io.monthclose.reference.Catalogue.FreezeUsage;
import io.monthclose.reference.Catalogue.Switches;
import io.monthclose.reference.Catalogue.TierVolume;
import io.monthclose.reference.ReferenceRating.Draw;
import io.monthclose.reference.ReferenceRating.Line;
import io.monthclose.reference.ReferenceRating.PackMovement;
import io.monthclose.reference.ReferenceRating.Rated;
import io.monthclose.reference.ReferenceRating.Unratable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The figures of the rules, worked out by hand, hold in the reference rater. */
class ReferenceWorkedExamplesTest {
    private static final YearMonth AUGUST = YearMonth.of(2022, 8);
    private static final YearMonth SEPTEMBER = YearMonth.of(2022, 9);
    private static final Catalogue SHIPPED = Catalogue.shipped();

    @ParameterizedTest
    @CsvSource({
        "10000, 0, 0, 2.5, 0, 0.00",
        "10001, 1, 0, 2.5, 0.0025, 0.00",
        "10002, 2, 0, 2.5, 0.005, 0.01",
        "1009500, 999500, 0, 2.5, 2498.75, 2498.75",
        "1009999, 999999, 0, 2.5, 2499.9975, 2500.00",
        "1010000, 1000000, 1000000, 2.2, 2200, 2200.00",
        "1010100, 1000100, 1000000, 2.2, 2200.22, 2200.22",
        "3009999, 2999999, 1000000, 2.2, 6599.9978, 6600.00",
        "3010000, 3000000, 3000000, 2, 6000, 6000.00",
        "15009999, 14999999, 3000000, 2, 29999.998, 30000.00",
        "15010000, 15000000, 15000000, 1.5, 22500, 22500.00",
    })
    void theTierReachedPricesAllBillableCalls(
            long metered, long billable, long tierFrom, String price, String amount, String due) {
        Rated rated = rate(SHIPPED, SEPTEMBER, List.of(usage("r1", "DetectProduct", metered, "2022-09-05T00:00:00Z")));

        Line line = rated.lines().getFirst();
        assertThat(line.billableCalls()).isEqualTo(BigInteger.valueOf(billable));
        assertThat(line.tierFrom()).isEqualTo(BigInteger.valueOf(tierFrom));
        assertThat(line.unitPricePerThousand()).isEqualByComparingTo(price);
        assertThat(line.amount()).isEqualByComparingTo(amount);
        assertThat(rated.amountDue()).isEqualTo(new BigDecimal(due));
    }

    @ParameterizedTest
    @CsvSource({
        "DetectProduct, 10000, 2.5, 2.2, 2, 1.5",
        "DetectProductBeta, 10000, 3.5, 3.2, 2.8, 2.2",
        "RecognizeCar, 10000, 3, 2.5, 2, 1.5",
        "RecognizeCarPro, 10000, 75, 45, 35, 30",
        "AssessQuality, 10000, 3, 2.5, 2, 1.5",
        "CropImage, 10000, 2, 1.5, 1.2, 1",
        "EnhanceImage, 1000, 8, 7.5, 7, 6",
    })
    void theBandsStartAtOneThreeAndFifteenMillionCalls(
            String api, long pool, String first, String second, String third, String fourth) {
        assertPriceAt(api, pool + 999_999, first);
        assertPriceAt(api, pool + 1_000_000, second);
        assertPriceAt(api, pool + 3_000_000, third);
        assertPriceAt(api, pool + 15_000_000, fourth);
    }

    @Test
    void theBandsOfEnvelopesStartAtThreeTenAndFifteenMillionCalls() {
        assertPriceAt("DetectEnvelope", 1_000 + 2_999_999, "7");
        assertPriceAt("DetectEnvelope", 1_000 + 3_000_000, "6.5");
        assertPriceAt("DetectEnvelope", 1_000 + 10_000_000, "6");
        assertPriceAt("DetectEnvelope", 1_000 + 15_000_000, "5.5");
    }

    @ParameterizedTest
    @CsvSource({"RecognizeCar, RecognizeCarPro, 450.00", "RecognizeCarPro, RecognizeCar, 18.00"})
    void theFirstCallDrawsTheSharedPool(String earlier, String later, BigDecimal due) {
        Rated rated = rate(
                SHIPPED,
                SEPTEMBER,
                List.of(
                        usage("r2", later, 8_000, "2022-09-03T00:00:00Z"),
                        usage("r1", earlier, 8_000, "2022-09-02T00:00:00Z")));

        assertThat(rated.amountDue()).isEqualTo(due);
        assertThat(rated.draws())
                .containsExactlyInAnyOrder(
                        draw(earlier, "FREE", "VEHICLE", 8_000), draw(later, "FREE", "VEHICLE", 2_000));
    }

    @Test
    void atTheSameInstantTheRecordIdDecidesByItsBytes() {
        Rated rated = rate(
                SHIPPED,
                SEPTEMBER,
                List.of(
                        usage("a", "RecognizeCarPro", 8_000, "2022-09-02T00:00:00Z"),
                        usage("B", "RecognizeCar", 8_000, "2022-09-02T00:00:00Z")));

        assertThat(rated.amountDue()).isEqualTo(new BigDecimal("450.00"));
    }

    @Test
    void usageInBetaIsShownAndCostsNothing() {
        Rated rated = rate(SHIPPED, AUGUST, List.of(usage("r1", "EnhanceImage", 5_000, "2022-08-31T15:59:59Z")));

        assertThat(rated.lines()).hasSize(1);
        Line line = rated.lines().getFirst();
        assertThat(line.priceVersion()).isEqualTo("2020-01-01");
        assertThat(line.betaCalls()).isEqualTo(BigInteger.valueOf(5_000));
        assertThat(line.freeCalls()).isZero();
        assertThat(line.unitPricePerThousand()).isZero();
        assertThat(rated.amountDue()).isZero();
        assertThat(rated.freezeEstimate()).isZero();
        assertThat(rated.draws()).isEmpty();
    }

    @Test
    void afterBetaTheSameUsageIsCharged() {
        Rated rated = rate(SHIPPED, SEPTEMBER, List.of(usage("r1", "EnhanceImage", 5_000, "2022-08-31T16:00:00Z")));

        assertThat(rated.lines().getFirst().priceVersion()).isEqualTo("2022-09-01");
        assertThat(rated.amountDue()).isEqualTo(new BigDecimal("32.00"));
        assertThat(rated.freezeEstimate()).isEqualTo(new BigDecimal("40.00"));
    }

    @Test
    void packsAreDrawnByTheirEndAndForfeitWhatIsLeft() {
        Pack early = pack("P2", "2022-09-01T00:00:00Z", "2022-09-10T00:00:00Z", 1_000);
        Pack late = pack("P1", "2022-08-01T00:00:00Z", "2022-09-30T16:00:00Z", 3_000);
        Pack ended = pack("P0", "2022-08-01T00:00:00Z", "2022-08-31T15:59:59Z", 500);

        Rated rated = rate(
                SHIPPED,
                SEPTEMBER,
                List.of(
                        usage("r1", "DetectProduct", 10_600, "2022-09-09T23:59:59Z"),
                        usage("r2", "DetectProduct", 100, "2022-09-10T00:00:00Z")),
                early,
                late,
                ended);

        assertThat(rated.draws())
                .containsExactly(
                        draw("DetectProduct", "FREE", "PRODUCT", 10_000),
                        draw("DetectProduct", "PREPAID", "P1", 100),
                        draw("DetectProduct", "PREPAID", "P2", 600));
        assertThat(rated.packs())
                .containsExactly(movement("P1", 3_000, 100, 0, 2_900), movement("P2", 1_000, 600, 400, 0));
        assertThat(rated.amountDue()).isZero();
    }

    @Test
    void aPackCoversTheInstantAtWhichItBegins() {
        Pack pack = pack("P1", "2022-09-10T00:00:00Z", "2022-10-10T00:00:00Z", 1_000);
        List<Usage> usage = List.of(
                usage("r1", "DetectProduct", 10_000, "2022-09-01T00:00:00Z"),
                usage("r2", "DetectProduct", 5, "2022-09-09T23:59:59.999999999Z"),
                usage("r3", "DetectProduct", 7, "2022-09-10T00:00:00Z"));

        assertThat(rate(SHIPPED, SEPTEMBER, usage, pack).packs()).containsExactly(movement("P1", 1_000, 7, 0, 993));
    }

    @Test
    void theFreezeTakesTheMeteredCallsAtTheTierTheyReach() {
        List<Usage> usage = List.of(usage("r1", "DetectProduct", 1_005_000, "2022-09-09T00:00:00Z"));

        assertThat(estimate(FreezeUsage.METERED, FreezePrice.TIER_REACHED, "100", usage))
                .isEqualTo("2211.00");
        assertThat(estimate(FreezeUsage.METERED, FreezePrice.FIRST_TIER, "100", usage))
                .isEqualTo("2512.50");
        assertThat(estimate(FreezeUsage.BILLABLE, FreezePrice.TIER_REACHED, "100", usage))
                .isEqualTo("2487.50");
        assertThat(estimate(FreezeUsage.METERED, FreezePrice.TIER_REACHED, "33.33", usage))
                .isEqualTo("736.93");
    }

    @Test
    void theTierVolumeCanBeTheMeteredCalls() {
        Catalogue metered = SHIPPED.with(new Switches(
                TierVolume.METERED, FreezeUsage.METERED, FreezePrice.TIER_REACHED, BigDecimal.valueOf(100)));
        Rated rated =
                rate(metered, SEPTEMBER, List.of(usage("r1", "DetectProduct", 1_000_000, "2022-09-09T00:00:00Z")));

        assertThat(rated.amountDue()).isEqualTo(new BigDecimal("2178.00"));
    }

    @Test
    void twoPriceVersionsInOneMonthShareTheTierVolume() {
        Catalogue twoVersions = WorkedCatalogues.productCheaperFrom("2022-09-15T00:00:00Z", "2.4", "2.1");
        Rated rated = rate(
                twoVersions,
                SEPTEMBER,
                List.of(
                        usage("r1", "DetectProduct", 510_000, "2022-09-14T23:59:59.999999999Z"),
                        usage("r2", "DetectProduct", 500_000, "2022-09-15T00:00:00Z")));

        assertThat(rated.lines()).extracting(Line::priceVersion).containsExactly("2020-01-01", "2022-09-15");
        assertThat(rated.lines().get(0).amount()).isEqualByComparingTo("1100");
        assertThat(rated.lines().get(1).amount()).isEqualByComparingTo("1050");
        assertThat(rated.freezeEstimate()).isEqualTo(new BigDecimal("2121.00"));
    }

    @Test
    void aCallWithoutAPriceMakesTheAccountUnratable() {
        List<Usage> tooEarly = List.of(usage("r1", "DetectProduct", 1, "2019-12-31T15:59:59Z"));

        assertThat(new ReferenceRater(SHIPPED, YearMonth.of(2019, 12)).rate(tooEarly, List.of()))
                .isInstanceOf(Unratable.class);
    }

    @Test
    void anUnknownApiIsNotForTheRater() {
        List<Usage> unknown = List.of(usage("r1", "Nothing", 1, "2022-09-01T00:00:00Z"));

        assertThatThrownBy(() -> rate(SHIPPED, SEPTEMBER, unknown)).isInstanceOf(IllegalArgumentException.class);
    }

    private static void assertPriceAt(String api, long metered, String price) {
        Rated rated = rate(SHIPPED, SEPTEMBER, List.of(usage("r1", api, metered, "2022-09-05T00:00:00Z")));
        assertThat(rated.lines().getFirst().unitPricePerThousand()).isEqualByComparingTo(price);
    }

    private static String estimate(FreezeUsage usage, FreezePrice price, String ratio, List<Usage> records) {
        Switches switches = new Switches(TierVolume.BILLABLE, usage, price, new BigDecimal(ratio));
        return rate(SHIPPED.with(switches), SEPTEMBER, records).freezeEstimate().toPlainString();
    }

    private static Rated rate(Catalogue catalogue, YearMonth month, List<Usage> usage, Pack... packs) {
        return (Rated) new ReferenceRater(catalogue, month).rate(usage, List.of(packs));
    }

    private static Usage usage(String recordId, String api, long calls, String occurredAt) {
        return new Usage(recordId, api, BigInteger.valueOf(calls), Instant.parse(occurredAt));
    }

    private static Pack pack(String packId, String from, String until, long calls) {
        BigInteger size = BigInteger.valueOf(calls);
        return new Pack(packId, List.of("DetectProduct"), Instant.parse(from), Instant.parse(until), size, size);
    }

    private static Draw draw(String api, String source, String packId, long calls) {
        return new Draw(api, source, packId, BigInteger.valueOf(calls));
    }

    private static PackMovement movement(String packId, long opening, long drawn, long forfeited, long closing) {
        return new PackMovement(
                packId,
                BigInteger.valueOf(opening),
                BigInteger.valueOf(drawn),
                BigInteger.valueOf(forfeited),
                BigInteger.valueOf(closing));
    }
}
