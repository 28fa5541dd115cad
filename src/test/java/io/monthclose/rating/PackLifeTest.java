package io.monthclose.rating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.monthclose.period.BillingMonth;
import io.monthclose.pricebook.PriceBook;
import io.monthclose.pricebook.PriceBooks;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** opening − drawn − forfeited = closing; what is left at {@code valid_until} is forfeited in the month it falls in. */
class PackLifeTest {
    private static final PriceBook BOOK = PriceBooks.shipped();

    @ParameterizedTest
    @CsvSource({
        "2022-09-01T00:00:00+08:00, 0, 100, 0",
        "2022-09-01T00:00:00.000000001+08:00, 0, 100, 0",
        "2022-09-15T12:00:00+08:00, 0, 100, 0",
        "2022-09-15T12:00:01+08:00, 30, 70, 0",
        "2022-09-30T23:59:59.999999999+08:00, 30, 70, 0",
        "2022-10-01T00:00:00+08:00, 30, 0, 70",
        "2022-11-01T00:00:00+08:00, 30, 0, 70"
    })
    void what_is_left_when_it_ends_is_forfeited_in_that_month(String until, long drawn, long forfeited, long closing) {
        Rating.Rated rated = AccountMonth.of(BOOK, "2022-09")
                .pack("P1", "DetectEnvelope", 100, "2022-01-01T00:00Z", until)
                .used("DetectEnvelope", 1_030, "2022-09-15T12:00:00+08:00")
                .rated();
        assertThat(rated.packs()).containsExactly(new PackMovement("P1", 100, drawn, forfeited, closing));
    }

    @Test
    void a_pack_that_ended_before_the_month_does_not_move() {
        Rating.Rated rated = AccountMonth.of(BOOK, "2022-09")
                .pack("P1", "DetectEnvelope", 100, "2022-01-01T00:00Z", "2022-08-31T23:59:59.999999999+08:00")
                .rated();
        assertThat(rated.packs()).isEmpty();
    }

    @Test
    void a_pack_used_up_before_does_not_move_and_one_that_starts_later_does() {
        BillingMonth september = BillingMonth.parse("2022-09", BOOK.zone());
        Rating rating = new Rater(BOOK, september)
                .rate(
                        List.of(),
                        List.of(pack("future", "2022-10-05T00:00Z", 9), pack("empty", "2022-01-01T00:00Z", 0)));
        assertThat(rating)
                .isInstanceOfSatisfying(
                        Rating.Rated.class,
                        rated -> assertThat(rated.packs()).containsExactly(new PackMovement("future", 9, 0, 0, 9)));
    }

    @Test
    void a_pack_goes_on_with_what_is_left_and_not_with_its_size() {
        BillingMonth september = BillingMonth.parse("2022-09", BOOK.zone());
        PackBalance pack = pack("P1", "2022-01-01T00:00Z", 40);
        AccountMonth whole = AccountMonth.of(BOOK, "2022-09")
                .pack("P1", "DetectEnvelope", 40, "2022-01-01T00:00Z", "2030-01-01T00:00Z");
        assertThat(pack.size()).isEqualTo(100);
        assertThat(new Rater(BOOK, september).rate(List.of(), List.of(pack))).isEqualTo(whole.rate());
    }

    @Test
    void movements_come_by_pack_id_and_not_in_the_order_of_deduction() {
        Rating.Rated rated = AccountMonth.of(BOOK, "2022-09")
                .pack("b", "DetectEnvelope", 1, "2022-01-01T00:00Z", "2022-11-01T00:00Z")
                .pack("a", "DetectEnvelope", 1, "2022-01-01T00:00Z", "2022-12-01T00:00Z")
                .pack("B", "DetectEnvelope", 1, "2022-01-01T00:00Z", "2023-01-01T00:00Z")
                .rated();
        assertThat(rated.packs()).extracting(PackMovement::packId).containsExactly("B", "a", "b");
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0, 0", "5, -1, 0, 6", "5, 0, -1, 6", "5, 6, 0, -1", "5, 1, 1, 4", "5, 1, 1, 2"})
    void a_movement_that_does_not_add_up_is_none(long opening, long drawn, long forfeited, long closing) {
        assertThatThrownBy(() -> new PackMovement("P1", opening, drawn, forfeited, closing))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_draw_draws_something() {
        assertThatThrownBy(() -> new Draw("DetectProduct", DrawSource.FREE, "PRODUCT", 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static PackBalance pack(String id, String from, long opening) {
        return new PackBalance(
                id,
                List.of("DetectEnvelope"),
                AccountMonth.instant(from),
                AccountMonth.instant("2030-01-01T00:00Z"),
                100,
                opening);
    }
}
