package io.monthclose.rating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.monthclose.money.Money;
import io.monthclose.pricebook.PriceBook;
import io.monthclose.pricebook.PriceBooks;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Free pool → prepaid packs → post-paid, in time order. */
class DeductionOrderTest {
    private static final String ALWAYS = "2020-01-01T00:00Z";
    private static final String LATER = "2030-01-01T00:00Z";
    private static final PriceBook BOOK = PriceBooks.shipped();

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, 0",
        "1, 1, 0, 0",
        "9999, 9999, 0, 0",
        "10000, 10000, 0, 0",
        "10001, 10000, 1, 0",
        "14999, 10000, 4999, 0",
        "15000, 10000, 5000, 0",
        "15001, 10000, 5000, 1",
        "20000, 10000, 5000, 5000"
    })
    void one_record_is_split_over_pool_pack_and_bill(long calls, long free, long prepaid, long billable) {
        RatedLine line = september()
                .pack("P1", "DetectProduct", 5_000, ALWAYS, LATER)
                .used("DetectProduct", calls)
                .line();
        assertThat(line.meteredCalls()).isEqualTo(calls);
        assertThat(line.betaCalls()).isZero();
        assertThat(line.freeCalls()).isEqualTo(free);
        assertThat(line.prepaidCalls()).isEqualTo(prepaid);
        assertThat(line.billableCalls()).isEqualTo(billable);
    }

    @Test
    void what_is_drawn_is_told_by_api_source_and_pack() {
        Rating.Rated rated = september()
                .pack("P2", "DetectProduct|RecognizeCar", 7_000, ALWAYS, "2022-12-01T00:00Z")
                .pack("P1", "DetectProduct", 5_000, ALWAYS, "2022-11-01T00:00Z")
                .used("RecognizeCar", 11_000, "2022-09-01T00:00:00+08:00")
                .used("DetectProduct", 8_000, "2022-09-02T00:00:00+08:00")
                .used("DetectProduct", 10_000, "2022-09-03T00:00:00+08:00")
                .used("CropImage", 0, "2022-09-04T00:00:00+08:00")
                .rated();
        assertThat(rated.draws())
                .containsExactly(
                        new Draw("DetectProduct", DrawSource.FREE, "PRODUCT", 10_000),
                        new Draw("DetectProduct", DrawSource.PREPAID, "P1", 5_000),
                        new Draw("DetectProduct", DrawSource.PREPAID, "P2", 3_000),
                        new Draw("RecognizeCar", DrawSource.FREE, "VEHICLE", 10_000),
                        new Draw("RecognizeCar", DrawSource.PREPAID, "P2", 1_000));
        assertThat(rated.packs())
                .containsExactly(
                        new PackMovement("P1", 5_000, 5_000, 0, 0), new PackMovement("P2", 7_000, 4_000, 0, 3_000));
    }

    @Test
    void lines_come_by_api_whatever_was_used_first() {
        Rating.Rated rated = september()
                .used("RecognizeCar", 1, "2022-09-01T00:00:00+08:00")
                .used("AssessQuality", 1, "2022-09-02T00:00:00+08:00")
                .used("DetectEnvelope", 1, "2022-09-03T00:00:00+08:00")
                .rated();
        assertThat(rated.lines())
                .extracting(RatedLine::api)
                .containsExactly("AssessQuality", "DetectEnvelope", "RecognizeCar");
    }

    @Test
    void an_account_without_usage_has_no_line_no_draw_and_nothing_to_freeze() {
        assertThat(september().rate()).isEqualTo(new Rating.Rated(List.of(), List.of(), List.of(), Money.ZERO));
    }

    @ParameterizedTest
    @CsvSource({
        "until decides, P2, 2020-01-01T00:00Z, 2022-11-01T00:00Z, P1, 2020-01-01T00:00Z, 2022-11-01T00:00:01Z",
        "until before from, P2, 2021-01-01T00:00Z, 2022-11-01T00:00Z, P1, 2020-01-01T00:00Z, 2022-12-01T00:00Z",
        "then from, P2, 2020-01-01T00:00Z, 2022-11-01T00:00Z, P1, 2020-01-01T00:00:01Z, 2022-11-01T00:00Z",
        "then id, P1, 2020-01-01T00:00Z, 2022-11-01T00:00Z, P2, 2020-01-01T00:00Z, 2022-11-01T00:00Z",
        "id by bytes, P10, 2020-01-01T00:00Z, 2022-11-01T00:00Z, P9, 2020-01-01T00:00Z, 2022-11-01T00:00Z",
        "upper case first, PB, 2020-01-01T00:00Z, 2022-11-01T00:00Z, Pa, 2020-01-01T00:00Z, 2022-11-01T00:00Z"
    })
    void of_several_packs_the_first_to_end_is_drawn_first(
            String why, String first, String from1, String until1, String second, String from2, String until2) {
        AccountMonth inOrder = september()
                .pack(first, "DetectProduct", 100, from1, until1)
                .pack(second, "DetectProduct", 100, from2, until2)
                .used("DetectProduct", 10_060);
        AccountMonth reversed = september()
                .pack(second, "DetectProduct", 100, from2, until2)
                .pack(first, "DetectProduct", 100, from1, until1)
                .used("DetectProduct", 10_060);
        for (AccountMonth month : List.of(inOrder, reversed)) {
            assertThat(month.rated().draws())
                    .as(why)
                    .containsExactly(
                            new Draw("DetectProduct", DrawSource.FREE, "PRODUCT", 10_000),
                            new Draw("DetectProduct", DrawSource.PREPAID, first, 60));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2022-09-09T23:59:59.999999999+08:00, 0",
        "2022-09-10T00:00:00+08:00, 50",
        "2022-09-10T00:00:00.000000001+08:00, 50",
        "2022-09-19T23:59:59.999999999+08:00, 50",
        "2022-09-20T00:00:00+08:00, 0"
    })
    void a_pack_covers_a_call_from_valid_from_until_just_before_valid_until(String at, long prepaid) {
        RatedLine line = september()
                .pack("P1", "DetectEnvelope", 50, "2022-09-10T00:00:00+08:00", "2022-09-20T00:00:00+08:00")
                .used("r0", "DetectEnvelope", 1_000, "2022-09-01T00:00:00+08:00")
                .used("r1", "DetectEnvelope", 80, at)
                .line();
        assertThat(line.prepaidCalls()).isEqualTo(prepaid);
        assertThat(line.billableCalls()).isEqualTo(80 - prepaid);
    }

    @Test
    void a_pack_that_is_not_valid_yet_does_not_stand_before_one_that_is() {
        AccountMonth month = september()
                .pack("P1", "DetectEnvelope", 50, "2022-09-20T00:00:00+08:00", "2022-10-01T00:00:00+08:00")
                .pack("P2", "DetectEnvelope", 50, ALWAYS, LATER)
                .used("DetectEnvelope", 1_030, "2022-09-10T00:00:00+08:00")
                .used("DetectEnvelope", 30, "2022-09-20T00:00:00+08:00");
        assertThat(month.rated().draws())
                .containsExactly(
                        new Draw("DetectEnvelope", DrawSource.FREE, "ENVELOPE", 1_000),
                        new Draw("DetectEnvelope", DrawSource.PREPAID, "P1", 30),
                        new Draw("DetectEnvelope", DrawSource.PREPAID, "P2", 30));
    }

    @Test
    void a_pack_of_several_apis_is_shared_in_time_order() {
        AccountMonth month = september()
                .pack("P1", "DetectProduct|DetectProductBeta", 100, ALWAYS, LATER)
                .used("DetectProductBeta", 10_070, "2022-09-02T00:00:00+08:00")
                .used("DetectProduct", 10_070, "2022-09-03T00:00:00+08:00");
        assertThat(month.line("DetectProductBeta").prepaidCalls()).isEqualTo(70);
        assertThat(month.line("DetectProduct").prepaidCalls()).isEqualTo(30);
        assertThat(month.line("DetectProduct").billableCalls()).isEqualTo(40);
    }

    @Test
    void a_pack_covers_only_the_apis_it_names() {
        RatedLine line = september()
                .pack("P1", "DetectProductBeta", 100, ALWAYS, LATER)
                .used("DetectProduct", 10_001)
                .line();
        assertThat(line.billableCalls()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"AssessQuality, 10050", "CropImage, 10050", "EnhanceImage, 1050"})
    void a_pack_that_was_accepted_covers_what_it_names_whatever_its_group_allows_now(String api, long calls) {
        AccountMonth month = september().pack("P1", api, 100, ALWAYS, LATER).used(api, calls);
        assertThat(month.line().prepaidCalls()).isEqualTo(50);
        assertThat(month.rated().packs()).containsExactly(new PackMovement("P1", 100, 50, 0, 50));
    }

    @ParameterizedTest
    @CsvSource({"a, b, DetectProduct", "b, a, RecognizeCar", "r10, r9, DetectProduct", "B, a, DetectProduct"})
    void at_one_instant_the_smaller_record_id_draws_first(String ofProduct, String ofCar, String winner) {
        AccountMonth month = september()
                .pack("P1", "DetectProduct|RecognizeCar", 5, ALWAYS, LATER)
                .used("0", "DetectProduct", 10_000, "2022-09-01T00:00:00+08:00")
                .used("1", "RecognizeCar", 10_000, "2022-09-01T00:00:00+08:00")
                .used(ofCar, "RecognizeCar", 5, "2022-09-02T00:00:00+08:00")
                .used(ofProduct, "DetectProduct", 5, "2022-09-02T00:00:00+08:00");
        assertThat(month.line(winner).prepaidCalls()).isEqualTo(5);
        assertThat(month.rated().packs()).containsExactly(new PackMovement("P1", 5, 5, 0, 0));
    }

    @Test
    void a_record_without_calls_makes_a_line_and_no_draw() {
        Rating.Rated rated = september().used("DetectProduct", 0).rated();
        assertThat(rated.lines()).hasSize(1);
        assertThat(rated.lines().getFirst().meteredCalls()).isZero();
        assertThat(rated.draws()).isEmpty();
        assertThat(rated.freezeEstimate()).hasToString("0.00");
    }

    @Test
    void a_record_of_another_month_is_a_broken_promise_of_the_caller() {
        assertThatThrownBy(() -> september()
                        .used("DetectProduct", 1, "2022-10-01T00:00:00+08:00")
                        .rate())
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> september()
                        .used("DetectProduct", 1, "2022-08-31T23:59:59+08:00")
                        .rate())
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"5, 6, 1, 2", "5, -1, 1, 2", "5, 5, 2, 2", "5, 5, 3, 2"})
    void a_pack_has_between_none_and_all_of_its_calls_left_and_is_valid_sometime(
            long size, long opening, long from, long until) {
        assertThatThrownBy(() -> new PackBalance(
                        "P1",
                        List.of("DetectProduct"),
                        Instant.ofEpochSecond(from),
                        Instant.ofEpochSecond(until),
                        size,
                        opening))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static AccountMonth september() {
        return AccountMonth.of(BOOK, "2022-09");
    }
}
