package io.monthclose.rating;

import static org.assertj.core.api.Assertions.assertThat;

import io.monthclose.pricebook.PriceBook;
import io.monthclose.pricebook.PriceBooks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A call is priced by the version in force when it happened; the tier comes from the volume over all versions. */
class EffectiveDatedPriceTest {
    /** Version {@code z} first, {@code a} from the 16th 00:00 in the zone of the book. */
    private static final PriceBook BOOK = PriceBooks.ofOneApi(
            PriceBooks.version("z", "2020-01-01T00:00:00Z", 1_000_000, "2", "1"),
            PriceBooks.version("a", "2022-09-15T16:00:00Z", 1_000_000, "3", "1.5"));

    @ParameterizedTest
    @CsvSource({
        "2022-09-15T23:59:59.999999999+08:00, z, 2",
        "2022-09-16T00:00:00+08:00, a, 3",
        "2022-09-16T00:00:00.000000001+08:00, a, 3"
    })
    void the_instant_of_the_call_picks_the_version(String at, String version, String amount) {
        RatedLine line = september().used("Api", 1_000, at).line();
        assertThat(line.priceVersion()).isEqualTo(version);
        assertThat(line.amount()).hasToString(amount);
    }

    @Test
    void two_versions_make_two_lines_by_name_whose_tier_comes_from_both() {
        Rating.Rated rated = september()
                .used("Api", 600_000, "2022-09-10T00:00:00+08:00")
                .used("Api", 400_000, "2022-09-20T00:00:00+08:00")
                .rated();
        assertThat(rated.lines()).extracting(RatedLine::priceVersion).containsExactly("a", "z");
        assertThat(rated.lines()).extracting(RatedLine::billableCalls).containsExactly(400_000L, 600_000L);
        assertThat(rated.lines()).extracting(RatedLine::tierFrom).containsExactly(1_000_000L, 1_000_000L);
        assertThat(rated.lines()).extracting(line -> line.amount().toString()).containsExactly("600", "600");
    }

    @Test
    void one_call_less_and_both_are_in_the_first_tier() {
        Rating.Rated rated = september()
                .used("Api", 599_999, "2022-09-10T00:00:00+08:00")
                .used("Api", 400_000, "2022-09-20T00:00:00+08:00")
                .rated();
        assertThat(rated.lines()).extracting(line -> line.amount().toString()).containsExactly("1200", "1199.998");
    }

    @Test
    void a_version_without_billable_calls_shows_its_own_first_tier() {
        Rating.Rated rated = september()
                .pack("P1", "Api", 50, "2022-09-01T00:00:00+08:00", "2022-09-11T00:00:00+08:00")
                .used("Api", 50, "2022-09-10T00:00:00+08:00")
                .used("Api", 2_000_000, "2022-09-20T00:00:00+08:00")
                .rated();
        assertThat(rated.lines()).extracting(RatedLine::tierFrom).containsExactly(1_000_000L, 0L);
        assertThat(rated.lines())
                .extracting(line -> line.unitPrice().toString())
                .containsExactly("1.5", "2");
    }

    @Test
    void several_records_of_a_version_make_one_line() {
        RatedLine line = september()
                .used("Api", 1_000, "2022-09-10T00:00:00+08:00")
                .used("Api", 500, "2022-09-11T00:00:00+08:00")
                .line();
        assertThat(line.meteredCalls()).isEqualTo(1_500);
        assertThat(line.amount()).hasToString("3");
    }

    private static AccountMonth september() {
        return AccountMonth.of(BOOK, "2022-09");
    }
}
