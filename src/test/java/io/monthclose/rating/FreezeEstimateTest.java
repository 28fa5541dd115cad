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

/** The freeze for the next month: this month's usage × list price × ratio, rounded once. */
class FreezeEstimateTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0.00",
        "1, 0.00",
        "2, 0.01",
        "4000, 10.00",
        "500000, 1250.00",
        "999999, 2500.00",
        "1000000, 2200.00",
        "1000001, 2200.00",
        "1210000, 2662.00",
        "2999999, 6600.00",
        "3000000, 6000.00",
        "14999999, 30000.00",
        "15000000, 22500.00"
    })
    void metered_calls_at_the_list_price_of_the_tier_they_reach(long metered, String estimate) {
        assertThat(AccountMonth.of(PriceBooks.shipped(), "2022-09")
                        .used("DetectProduct", metered)
                        .freezeEstimate())
                .isEqualTo(estimate);
    }

    @ParameterizedTest
    @CsvSource({
        "METERED,  TIER_REACHED, 1210000, 2662.00",
        "METERED,  FIRST_TIER,   1210000, 3025.00",
        "BILLABLE, TIER_REACHED, 1210000, 2640.00",
        "BILLABLE, FIRST_TIER,   1210000, 3000.00",
        "METERED,  TIER_REACHED, 1005000, 2211.00",
        "BILLABLE, TIER_REACHED, 1005000, 2487.50",
        "BILLABLE, TIER_REACHED, 10000,   0.00",
        "METERED,  FIRST_TIER,   10000,   25.00"
    })
    void the_switches_choose_usage_and_price(FreezeUsage usage, FreezePrice price, long metered, String estimate) {
        for (TierVolume volume : TierVolume.values()) {
            PriceBook book = PriceBooks.shippedWith(new Switches(volume, usage, price, BigDecimal.valueOf(100)));
            assertThat(AccountMonth.of(book, "2022-09")
                            .used("DetectProduct", metered)
                            .freezeEstimate())
                    .isEqualTo(estimate);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 500000, 0.00",
        "37.5, 500000, 468.75",
        "99.99, 500000, 1249.88",
        "100, 500000, 1250.00",
        "1000, 500000, 12500.00",
        "200, 1, 0.01",
        "199.99, 1, 0.00",
        "33.33, 6, 0.00",
        "33.34, 6, 0.01"
    })
    void the_ratio_is_applied_before_the_one_rounding(BigDecimal percent, long metered, String estimate) {
        PriceBook book = PriceBooks.shippedWith(
                new Switches(TierVolume.BILLABLE, FreezeUsage.METERED, FreezePrice.TIER_REACHED, percent));
        assertThat(AccountMonth.of(book, "2022-09")
                        .used("DetectProduct", metered)
                        .freezeEstimate())
                .isEqualTo(estimate);
    }

    @Test
    void apis_are_summed_before_the_one_rounding() {
        AccountMonth month = AccountMonth.of(PriceBooks.shipped(), "2022-09")
                .used("RecognizeCar", 1)
                .used("AssessQuality", 1);
        assertThat(month.freezeEstimate()).isEqualTo("0.01");
    }

    @Test
    void every_api_reaches_a_tier_of_its_own() {
        AccountMonth month = AccountMonth.of(PriceBooks.shipped(), "2022-09")
                .used("DetectProduct", 1_000_000)
                .used("CropImage", 500_000)
                .used("DetectEnvelope", 3_000_000);
        assertThat(month.freezeEstimate()).isEqualTo("22700.00");
    }

    @Test
    void calls_that_a_pack_covered_are_frozen_for_like_any_other() {
        AccountMonth month = AccountMonth.of(PriceBooks.shipped(), "2022-09")
                .pack("P1", "DetectProduct", 2_000_000, "2022-01-01T00:00Z", "2023-01-01T00:00Z")
                .used("DetectProduct", 1_210_000);
        assertThat(month.line().billableCalls()).isZero();
        assertThat(month.freezeEstimate()).isEqualTo("2662.00");
    }

    @ParameterizedTest
    @CsvSource({
        "2022-09-30T15:59:59.999999999Z, 3.00",
        "2022-09-30T16:00:00Z, 3.00",
        "2022-09-30T16:00:00.000000001Z, 2.00"
    })
    void the_list_price_is_the_one_in_force_at_the_first_instant_of_the_next_month(String from, String estimate) {
        PriceBook book = PriceBooks.ofOneApi(
                PriceBooks.version("old", "2020-01-01T00:00:00Z", 10_000, "2", "1"),
                PriceBooks.version("new", from, 10_000, "3", "1.5"));
        assertThat(AccountMonth.of(book, "2022-09")
                        .used("Api", 1_000, "2022-09-10T00:00Z")
                        .freezeEstimate())
                .isEqualTo(estimate);
    }

    @Test
    void calls_under_two_versions_reach_one_tier_together() {
        PriceBook book = PriceBooks.ofOneApi(
                PriceBooks.version("old", "2020-01-01T00:00:00Z", 10_000, "2", "1"),
                PriceBooks.version("new", "2022-09-15T16:00:00Z", 10_000, "3", "1.5"));
        assertThat(AccountMonth.of(book, "2022-09")
                        .used("Api", 6_000, "2022-09-10T00:00Z")
                        .used("Api", 4_000, "2022-09-20T00:00Z")
                        .freezeEstimate())
                .isEqualTo("15.00");
    }

    @Test
    void an_api_in_beta_next_month_adds_nothing() {
        PriceBook book = PriceBooks.ofOneApi(
                PriceBooks.version("paid", "2020-01-01T00:00:00Z", 10_000, "2", "1"),
                PriceBooks.beta("beta", "2022-09-30T16:00:00Z"));
        assertThat(AccountMonth.of(book, "2022-09")
                        .used("Api", 1_000, "2022-09-10T00:00Z")
                        .freezeEstimate())
                .isEqualTo("0.00");
    }
}
