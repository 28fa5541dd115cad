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

/** Usage in free public beta is metered and shown, and costs, draws and counts nothing. */
class BetaUsageTest {
    @Test
    void in_august_enhancing_images_is_free_and_takes_no_free_calls() {
        Rating.Rated rated = AccountMonth.of(PriceBooks.shipped(), "2022-08")
                .used("EnhanceImage", 2_000_000, "2022-08-31T23:59:59.999999999+08:00")
                .rated();
        assertThat(rated.lines()).hasSize(1);
        RatedLine line = rated.lines().getFirst();
        assertThat(line.priceVersion()).isEqualTo("2020-01-01");
        assertThat(line.meteredCalls()).isEqualTo(2_000_000);
        assertThat(line.betaCalls()).isEqualTo(2_000_000);
        assertThat(line.freeCalls() + line.prepaidCalls() + line.billableCalls())
                .isZero();
        assertThat(line.tierFrom()).isZero();
        assertThat(line.unitPrice()).hasToString("0");
        assertThat(line.amount()).hasToString("0");
        assertThat(rated.draws()).isEmpty();
        assertThat(rated.freezeEstimate()).hasToString("0.00");
    }

    @Test
    void from_the_first_of_september_it_is_charged() {
        RatedLine line = AccountMonth.of(PriceBooks.shipped(), "2022-09")
                .used("EnhanceImage", 2_000, "2022-09-01T00:00:00+08:00")
                .line();
        assertThat(line.priceVersion()).isEqualTo("2022-09-01");
        assertThat(line.betaCalls()).isZero();
        assertThat(line.freeCalls()).isEqualTo(1_000);
        assertThat(line.amount()).hasToString("8");
    }

    @Test
    void beta_in_the_middle_of_a_month_draws_no_pack_and_counts_in_no_tier_and_no_freeze() {
        PriceBook book = PriceBooks.ofOneApi(
                PriceBooks.beta("beta", "2020-01-01T00:00:00Z"),
                PriceBooks.version("paid", "2022-09-15T16:00:00Z", 1_000, "8", "4"));
        AccountMonth month = AccountMonth.of(book, "2022-09")
                .pack("P1", "Api", 100, "2020-01-01T00:00Z", "2030-01-01T00:00Z")
                .used("Api", 5_000, "2022-09-15T23:59:59+08:00")
                .used("Api", 1_099, "2022-09-16T00:00:00+08:00");
        Rating.Rated rated = month.rated();
        assertThat(rated.lines()).extracting(RatedLine::priceVersion).containsExactly("beta", "paid");
        assertThat(rated.lines()).extracting(RatedLine::betaCalls).containsExactly(5_000L, 0L);
        assertThat(rated.lines()).extracting(RatedLine::prepaidCalls).containsExactly(0L, 100L);
        assertThat(rated.lines().getLast().billableCalls()).isEqualTo(999);
        assertThat(rated.lines().getLast().amount()).hasToString("7.992");
        assertThat(rated.freezeEstimate()).hasToString("4.40");
    }

    @ParameterizedTest
    @CsvSource({"999, 0, 7.992", "1000, 1000, 4"})
    void calls_in_beta_do_not_count_as_metered_volume_either(long charged, long tierFrom, String amount) {
        Switches byMetered = new Switches(
                TierVolume.METERED, FreezeUsage.METERED, FreezePrice.TIER_REACHED, BigDecimal.valueOf(100));
        PriceBook book = PriceBooks.with(
                PriceBooks.ofOneApi(
                        PriceBooks.beta("beta", "2020-01-01T00:00:00Z"),
                        PriceBooks.version("paid", "2022-09-15T16:00:00Z", 1_000, "8", "4")),
                byMetered);
        Rating.Rated rated = AccountMonth.of(book, "2022-09")
                .used("Api", 5_000, "2022-09-15T23:59:59+08:00")
                .used("Api", charged, "2022-09-16T00:00:00+08:00")
                .rated();
        assertThat(rated.lines().getLast().tierFrom()).isEqualTo(tierFrom);
        assertThat(rated.lines().getLast().amount()).hasToString(amount);
    }
}
