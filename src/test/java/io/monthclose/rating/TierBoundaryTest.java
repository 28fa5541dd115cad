package io.monthclose.rating;

import static org.assertj.core.api.Assertions.assertThat;

import io.monthclose.pricebook.FreezePrice;
import io.monthclose.pricebook.FreezeUsage;
import io.monthclose.pricebook.PriceBook;
import io.monthclose.pricebook.PriceBooks;
import io.monthclose.pricebook.Switches;
import io.monthclose.pricebook.TierVolume;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** "阶梯到达": the tier reached prices everything. Bands are half-open, so their upper bound lies in the next. */
class TierBoundaryTest {
    private static final PriceBook BY_BILLABLE = PriceBooks.shipped();
    private static final PriceBook BY_METERED = PriceBooks.shippedWith(
            new Switches(TierVolume.METERED, FreezeUsage.METERED, FreezePrice.TIER_REACHED, BigDecimal.valueOf(100)));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        DetectProduct     |  1009999 |   999999 |        0 | 2.5 |  2499.9975
        DetectProduct     |  1010000 |  1000000 |  1000000 | 2.2 |       2200
        DetectProduct     |  1010001 |  1000001 |  1000000 | 2.2 |  2200.0022
        DetectProduct     |  3009999 |  2999999 |  1000000 | 2.2 |  6599.9978
        DetectProduct     |  3010000 |  3000000 |  3000000 |   2 |       6000
        DetectProduct     |  3010001 |  3000001 |  3000000 |   2 |   6000.002
        DetectProduct     | 15009999 | 14999999 |  3000000 |   2 |  29999.998
        DetectProduct     | 15010000 | 15000000 | 15000000 | 1.5 |      22500
        DetectProduct     | 15010001 | 15000001 | 15000000 | 1.5 | 22500.0015
        DetectProductBeta |  1009999 |   999999 |        0 | 3.5 |  3499.9965
        DetectProductBeta |  1010000 |  1000000 |  1000000 | 3.2 |       3200
        DetectProductBeta |  1010001 |  1000001 |  1000000 | 3.2 |  3200.0032
        DetectProductBeta |  3009999 |  2999999 |  1000000 | 3.2 |  9599.9968
        DetectProductBeta |  3010000 |  3000000 |  3000000 | 2.8 |       8400
        DetectProductBeta |  3010001 |  3000001 |  3000000 | 2.8 |  8400.0028
        DetectProductBeta | 15009999 | 14999999 |  3000000 | 2.8 | 41999.9972
        DetectProductBeta | 15010000 | 15000000 | 15000000 | 2.2 |      33000
        DetectProductBeta | 15010001 | 15000001 | 15000000 | 2.2 | 33000.0022
        RecognizeCar      |  1009999 |   999999 |        0 |   3 |   2999.997
        RecognizeCar      |  1010000 |  1000000 |  1000000 | 2.5 |       2500
        RecognizeCar      |  1010001 |  1000001 |  1000000 | 2.5 |  2500.0025
        RecognizeCar      |  3009999 |  2999999 |  1000000 | 2.5 |  7499.9975
        RecognizeCar      |  3010000 |  3000000 |  3000000 |   2 |       6000
        RecognizeCar      |  3010001 |  3000001 |  3000000 |   2 |   6000.002
        RecognizeCar      | 15009999 | 14999999 |  3000000 |   2 |  29999.998
        RecognizeCar      | 15010000 | 15000000 | 15000000 | 1.5 |      22500
        RecognizeCar      | 15010001 | 15000001 | 15000000 | 1.5 | 22500.0015
        RecognizeCarPro   |  1009999 |   999999 |        0 |  75 |  74999.925
        RecognizeCarPro   |  1010000 |  1000000 |  1000000 |  45 |      45000
        RecognizeCarPro   |  1010001 |  1000001 |  1000000 |  45 |  45000.045
        RecognizeCarPro   |  3009999 |  2999999 |  1000000 |  45 | 134999.955
        RecognizeCarPro   |  3010000 |  3000000 |  3000000 |  35 |     105000
        RecognizeCarPro   |  3010001 |  3000001 |  3000000 |  35 | 105000.035
        RecognizeCarPro   | 15009999 | 14999999 |  3000000 |  35 | 524999.965
        RecognizeCarPro   | 15010000 | 15000000 | 15000000 |  30 |     450000
        RecognizeCarPro   | 15010001 | 15000001 | 15000000 |  30 |  450000.03
        DetectEnvelope    |  3000999 |  2999999 |        0 |   7 |  20999.993
        DetectEnvelope    |  3001000 |  3000000 |  3000000 | 6.5 |      19500
        DetectEnvelope    |  3001001 |  3000001 |  3000000 | 6.5 | 19500.0065
        DetectEnvelope    | 10000999 |  9999999 |  3000000 | 6.5 | 64999.9935
        DetectEnvelope    | 10001000 | 10000000 | 10000000 |   6 |      60000
        DetectEnvelope    | 10001001 | 10000001 | 10000000 |   6 |  60000.006
        DetectEnvelope    | 15000999 | 14999999 | 10000000 |   6 |  89999.994
        DetectEnvelope    | 15001000 | 15000000 | 15000000 | 5.5 |      82500
        DetectEnvelope    | 15001001 | 15000001 | 15000000 | 5.5 | 82500.0055
        AssessQuality     |  1009999 |   999999 |        0 |   3 |   2999.997
        AssessQuality     |  1010000 |  1000000 |  1000000 | 2.5 |       2500
        AssessQuality     |  1010001 |  1000001 |  1000000 | 2.5 |  2500.0025
        AssessQuality     |  3009999 |  2999999 |  1000000 | 2.5 |  7499.9975
        AssessQuality     |  3010000 |  3000000 |  3000000 |   2 |       6000
        AssessQuality     |  3010001 |  3000001 |  3000000 |   2 |   6000.002
        AssessQuality     | 15009999 | 14999999 |  3000000 |   2 |  29999.998
        AssessQuality     | 15010000 | 15000000 | 15000000 | 1.5 |      22500
        AssessQuality     | 15010001 | 15000001 | 15000000 | 1.5 | 22500.0015
        CropImage         |  1009999 |   999999 |        0 |   2 |   1999.998
        CropImage         |  1010000 |  1000000 |  1000000 | 1.5 |       1500
        CropImage         |  1010001 |  1000001 |  1000000 | 1.5 |  1500.0015
        CropImage         |  3009999 |  2999999 |  1000000 | 1.5 |  4499.9985
        CropImage         |  3010000 |  3000000 |  3000000 | 1.2 |       3600
        CropImage         |  3010001 |  3000001 |  3000000 | 1.2 |  3600.0012
        CropImage         | 15009999 | 14999999 |  3000000 | 1.2 | 17999.9988
        CropImage         | 15010000 | 15000000 | 15000000 |   1 |      15000
        CropImage         | 15010001 | 15000001 | 15000000 |   1 |  15000.001
        EnhanceImage      |  1000999 |   999999 |        0 |   8 |   7999.992
        EnhanceImage      |  1001000 |  1000000 |  1000000 | 7.5 |       7500
        EnhanceImage      |  1001001 |  1000001 |  1000000 | 7.5 |  7500.0075
        EnhanceImage      |  3000999 |  2999999 |  1000000 | 7.5 | 22499.9925
        EnhanceImage      |  3001000 |  3000000 |  3000000 |   7 |      21000
        EnhanceImage      |  3001001 |  3000001 |  3000000 |   7 |  21000.007
        EnhanceImage      | 15000999 | 14999999 |  3000000 |   7 | 104999.993
        EnhanceImage      | 15001000 | 15000000 | 15000000 |   6 |      90000
        EnhanceImage      | 15001001 | 15000001 | 15000000 |   6 |  90000.006
        """)
    void billable_calls_just_below_on_and_just_above_every_bound(
            String api, long metered, long billable, long tierFrom, String price, String amount) {
        assertLine(AccountMonth.of(BY_BILLABLE, "2022-09").used(api, metered), billable, tierFrom, price, amount);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        DetectProduct     |   999999 |   989999 |        0 | 2.5 |  2474.9975
        DetectProduct     |  1000000 |   990000 |  1000000 | 2.2 |       2178
        DetectProduct     |  1000001 |   990001 |  1000000 | 2.2 |  2178.0022
        DetectProduct     |  2999999 |  2989999 |  1000000 | 2.2 |  6577.9978
        DetectProduct     |  3000000 |  2990000 |  3000000 |   2 |       5980
        DetectProduct     |  3000001 |  2990001 |  3000000 |   2 |   5980.002
        DetectProduct     | 14999999 | 14989999 |  3000000 |   2 |  29979.998
        DetectProduct     | 15000000 | 14990000 | 15000000 | 1.5 |      22485
        DetectProduct     | 15000001 | 14990001 | 15000000 | 1.5 | 22485.0015
        DetectProductBeta |   999999 |   989999 |        0 | 3.5 |  3464.9965
        DetectProductBeta |  1000000 |   990000 |  1000000 | 3.2 |       3168
        DetectProductBeta |  1000001 |   990001 |  1000000 | 3.2 |  3168.0032
        DetectProductBeta |  2999999 |  2989999 |  1000000 | 3.2 |  9567.9968
        DetectProductBeta |  3000000 |  2990000 |  3000000 | 2.8 |       8372
        DetectProductBeta |  3000001 |  2990001 |  3000000 | 2.8 |  8372.0028
        DetectProductBeta | 14999999 | 14989999 |  3000000 | 2.8 | 41971.9972
        DetectProductBeta | 15000000 | 14990000 | 15000000 | 2.2 |      32978
        DetectProductBeta | 15000001 | 14990001 | 15000000 | 2.2 | 32978.0022
        RecognizeCar      |   999999 |   989999 |        0 |   3 |   2969.997
        RecognizeCar      |  1000000 |   990000 |  1000000 | 2.5 |       2475
        RecognizeCar      |  1000001 |   990001 |  1000000 | 2.5 |  2475.0025
        RecognizeCar      |  2999999 |  2989999 |  1000000 | 2.5 |  7474.9975
        RecognizeCar      |  3000000 |  2990000 |  3000000 |   2 |       5980
        RecognizeCar      |  3000001 |  2990001 |  3000000 |   2 |   5980.002
        RecognizeCar      | 14999999 | 14989999 |  3000000 |   2 |  29979.998
        RecognizeCar      | 15000000 | 14990000 | 15000000 | 1.5 |      22485
        RecognizeCar      | 15000001 | 14990001 | 15000000 | 1.5 | 22485.0015
        RecognizeCarPro   |   999999 |   989999 |        0 |  75 |  74249.925
        RecognizeCarPro   |  1000000 |   990000 |  1000000 |  45 |      44550
        RecognizeCarPro   |  1000001 |   990001 |  1000000 |  45 |  44550.045
        RecognizeCarPro   |  2999999 |  2989999 |  1000000 |  45 | 134549.955
        RecognizeCarPro   |  3000000 |  2990000 |  3000000 |  35 |     104650
        RecognizeCarPro   |  3000001 |  2990001 |  3000000 |  35 | 104650.035
        RecognizeCarPro   | 14999999 | 14989999 |  3000000 |  35 | 524649.965
        RecognizeCarPro   | 15000000 | 14990000 | 15000000 |  30 |     449700
        RecognizeCarPro   | 15000001 | 14990001 | 15000000 |  30 |  449700.03
        DetectEnvelope    |  2999999 |  2998999 |        0 |   7 |  20992.993
        DetectEnvelope    |  3000000 |  2999000 |  3000000 | 6.5 |    19493.5
        DetectEnvelope    |  3000001 |  2999001 |  3000000 | 6.5 | 19493.5065
        DetectEnvelope    |  9999999 |  9998999 |  3000000 | 6.5 | 64993.4935
        DetectEnvelope    | 10000000 |  9999000 | 10000000 |   6 |      59994
        DetectEnvelope    | 10000001 |  9999001 | 10000000 |   6 |  59994.006
        DetectEnvelope    | 14999999 | 14998999 | 10000000 |   6 |  89993.994
        DetectEnvelope    | 15000000 | 14999000 | 15000000 | 5.5 |    82494.5
        DetectEnvelope    | 15000001 | 14999001 | 15000000 | 5.5 | 82494.5055
        AssessQuality     |   999999 |   989999 |        0 |   3 |   2969.997
        AssessQuality     |  1000000 |   990000 |  1000000 | 2.5 |       2475
        AssessQuality     |  1000001 |   990001 |  1000000 | 2.5 |  2475.0025
        AssessQuality     |  2999999 |  2989999 |  1000000 | 2.5 |  7474.9975
        AssessQuality     |  3000000 |  2990000 |  3000000 |   2 |       5980
        AssessQuality     |  3000001 |  2990001 |  3000000 |   2 |   5980.002
        AssessQuality     | 14999999 | 14989999 |  3000000 |   2 |  29979.998
        AssessQuality     | 15000000 | 14990000 | 15000000 | 1.5 |      22485
        AssessQuality     | 15000001 | 14990001 | 15000000 | 1.5 | 22485.0015
        CropImage         |   999999 |   989999 |        0 |   2 |   1979.998
        CropImage         |  1000000 |   990000 |  1000000 | 1.5 |       1485
        CropImage         |  1000001 |   990001 |  1000000 | 1.5 |  1485.0015
        CropImage         |  2999999 |  2989999 |  1000000 | 1.5 |  4484.9985
        CropImage         |  3000000 |  2990000 |  3000000 | 1.2 |       3588
        CropImage         |  3000001 |  2990001 |  3000000 | 1.2 |  3588.0012
        CropImage         | 14999999 | 14989999 |  3000000 | 1.2 | 17987.9988
        CropImage         | 15000000 | 14990000 | 15000000 |   1 |      14990
        CropImage         | 15000001 | 14990001 | 15000000 |   1 |  14990.001
        EnhanceImage      |   999999 |   998999 |        0 |   8 |   7991.992
        EnhanceImage      |  1000000 |   999000 |  1000000 | 7.5 |     7492.5
        EnhanceImage      |  1000001 |   999001 |  1000000 | 7.5 |  7492.5075
        EnhanceImage      |  2999999 |  2998999 |  1000000 | 7.5 | 22492.4925
        EnhanceImage      |  3000000 |  2999000 |  3000000 |   7 |      20993
        EnhanceImage      |  3000001 |  2999001 |  3000000 |   7 |  20993.007
        EnhanceImage      | 14999999 | 14998999 |  3000000 |   7 | 104992.993
        EnhanceImage      | 15000000 | 14999000 | 15000000 |   6 |      89994
        EnhanceImage      | 15000001 | 14999001 | 15000000 |   6 |  89994.006
        """)
    void metered_calls_just_below_on_and_just_above_every_bound(
            String api, long metered, long billable, long tierFrom, String price, String amount) {
        assertLine(AccountMonth.of(BY_METERED, "2022-09").used(api, metered), billable, tierFrom, price, amount);
    }

    @ParameterizedTest
    @CsvSource({
        "DetectProduct, 10001, 0.0025",
        "DetectProductBeta, 10001, 0.0035",
        "RecognizeCar, 10001, 0.003",
        "RecognizeCarPro, 10001, 0.075",
        "DetectEnvelope, 1001, 0.007",
        "AssessQuality, 10001, 0.003",
        "CropImage, 10001, 0.002",
        "EnhanceImage, 1001, 0.008"
    })
    void the_first_call_after_the_free_ones_costs_a_thousandth_of_the_price(String api, long metered, String amount) {
        RatedLine line =
                AccountMonth.of(BY_BILLABLE, "2022-09").used(api, metered).line();
        assertThat(line.billableCalls()).isEqualTo(1);
        assertThat(line.amount()).hasToString(amount);
    }

    @Test
    void the_amount_may_fall_as_usage_grows() {
        RatedLine below = AccountMonth.of(BY_BILLABLE, "2022-09")
                .used("DetectProduct", 1_009_999)
                .line();
        RatedLine on = AccountMonth.of(BY_BILLABLE, "2022-09")
                .used("DetectProduct", 1_010_000)
                .line();
        assertThat(below.amount()).hasToString("2499.9975").isGreaterThan(on.amount());
        assertThat(on.amount()).hasToString("2200");
    }

    @Test
    void the_volume_is_the_months_over_all_records_of_the_api_and_of_no_other() {
        AccountMonth month = AccountMonth.of(BY_BILLABLE, "2022-09")
                .used("DetectProduct", 510_000, "2022-09-01T00:00:00+08:00")
                .used("DetectProduct", 490_000, "2022-09-30T23:59:59+08:00")
                .used("DetectProductBeta", 900_000, "2022-09-15T00:00:00+08:00");
        assertThat(month.line("DetectProduct").amount()).hasToString("2475");
        month.used("DetectProduct", 10_000, "2022-09-20T00:00:00+08:00");
        assertThat(month.line("DetectProduct").amount()).hasToString("2200");
    }

    @ParameterizedTest
    @CsvSource({"0, DetectProduct", "10000, DetectProduct", "1000, EnhanceImage"})
    void a_line_without_billable_calls_shows_the_first_tier_and_costs_nothing(long metered, String api) {
        for (PriceBook book : new PriceBook[] {BY_BILLABLE, BY_METERED}) {
            RatedLine line = AccountMonth.of(book, "2022-09").used(api, metered).line();
            assertThat(line.freeCalls()).isEqualTo(metered);
            assertThat(line.tierFrom()).isZero();
            assertThat(line.unitPrice()).hasToString(api.equals("EnhanceImage") ? "8" : "2.5");
            assertThat(line.amount()).hasToString("0");
        }
    }

    @Test
    void even_by_metered_volume_a_line_that_packs_cover_shows_the_first_tier() {
        RatedLine line = AccountMonth.of(BY_METERED, "2022-09")
                .pack("P1", "DetectProduct", 2_000_000, "2022-01-01T00:00Z", "2023-01-01T00:00Z")
                .used("DetectProduct", 1_500_000)
                .line();
        assertThat(line.prepaidCalls()).isEqualTo(1_490_000);
        assertThat(line.tierFrom()).isZero();
        assertThat(line.unitPrice()).hasToString("2.5");
    }

    private static void assertLine(AccountMonth month, long billable, long tierFrom, String price, String amount) {
        RatedLine line = month.line();
        assertThat(line.billableCalls()).isEqualTo(billable);
        assertThat(line.tierFrom()).isEqualTo(tierFrom);
        assertThat(line.unitPrice()).hasToString(price);
        assertThat(line.amount()).hasToString(amount);
    }
}
