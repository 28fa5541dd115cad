package io.monthclose.rating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.monthclose.money.ExactAmount;
import io.monthclose.money.UnitPrice;
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

/** An account that cannot be rated is parked with its reason. */
class UnratableTest {
    private static final PriceBook BOOK = PriceBooks.shipped();

    @Test
    void calls_beyond_64_bits() {
        AccountMonth most = AccountMonth.of(BOOK, "2022-09").used("DetectProduct", Long.MAX_VALUE);
        assertThat(most.line().meteredCalls()).isEqualTo(Long.MAX_VALUE);
        assertUnratable(most.used("DetectProduct", 1).rate(), "the calls of DetectProduct exceed 9223372036854775807");
    }

    @Test
    void calls_beyond_64_bits_in_beta_too() {
        assertUnratable(
                AccountMonth.of(BOOK, "2022-08")
                        .used("EnhanceImage", Long.MAX_VALUE)
                        .used("EnhanceImage", 1)
                        .rate(),
                "the calls of EnhanceImage exceed 9223372036854775807");
    }

    @Test
    void calls_are_counted_per_api() {
        Rating.Rated rated = AccountMonth.of(BOOK, "2022-08")
                .used("EnhanceImage", Long.MAX_VALUE)
                .used("DetectProduct", 1)
                .rated();
        assertThat(rated.lines()).extracting(RatedLine::meteredCalls).containsExactly(1L, Long.MAX_VALUE);
    }

    @ParameterizedTest
    @CsvSource({"3074457345618258602, false", "3074457345618258603, true"})
    void an_amount_due_beyond_the_range_of_money(long billable, boolean unratable) {
        Switches nothingFrozen =
                new Switches(TierVolume.BILLABLE, FreezeUsage.METERED, FreezePrice.TIER_REACHED, BigDecimal.ZERO);
        Rating rating = AccountMonth.of(PriceBooks.shippedWith(nothingFrozen), "2022-09")
                .used("RecognizeCarPro", billable + 10_000)
                .rate();
        if (unratable) {
            assertUnratable(rating, "the amount due exceeds 92233720368547758.07");
        } else {
            assertThat(rating).isInstanceOf(Rating.Rated.class);
        }
    }

    @Test
    void a_freeze_estimate_beyond_the_range_of_money() {
        Switches tenfold = new Switches(
                TierVolume.BILLABLE, FreezeUsage.METERED, FreezePrice.TIER_REACHED, BigDecimal.valueOf(1000));
        assertUnratable(
                AccountMonth.of(PriceBooks.shippedWith(tenfold), "2022-09")
                        .used("DetectProduct", Long.MAX_VALUE)
                        .rate(),
                "the freeze estimate exceeds 92233720368547758.07");
    }

    @Test
    void no_price_in_force() {
        assertUnratable(
                AccountMonth.of(BOOK, "2019-12")
                        .used("DetectProduct", 1, "2019-12-31T23:59:59+08:00")
                        .rate(),
                "no price of DetectProduct is in force at 2019-12-31T23:59:59+08:00");
    }

    @Test
    void an_api_that_is_not_in_the_price_book() {
        assertUnratable(
                AccountMonth.of(BOOK, "2022-09").used("DetectLabel", 1).rate(), "no API DetectLabel in the price book");
    }

    @ParameterizedTest
    @CsvSource({"6, 1, 1, 1, 2", "5, -1, 2, 2, 2", "5, 2, -1, 2, 2", "5, 2, 2, -1, 2", "5, 2, 2, 2, -1"})
    void a_line_whose_calls_do_not_add_up_is_none(long metered, long beta, long free, long prepaid, long billable) {
        assertThatThrownBy(() -> new RatedLine(
                        "Api", "v", metered, beta, free, prepaid, billable, 0, UnitPrice.ZERO, ExactAmount.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static void assertUnratable(Rating rating, String reason) {
        assertThat(rating).isEqualTo(new Rating.Unratable(reason));
    }
}
