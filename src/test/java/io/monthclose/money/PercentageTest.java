package io.monthclose.money;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A percentage is compared exactly, and what is shown of it never hides that a limit is exceeded. */
class PercentageTest {
    @ParameterizedTest
    @ValueSource(strings = {"0%", "0.5%", "12.5%", "100%", "0.0001%", "1000%", "999999999.9999%"})
    void a_percentage_is_a_decimal_number_with_up_to_4_decimals(String text) {
        assertThat(Percentage.parse(text)).map(Percentage::toString).contains(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "%", "5", "-5%", "+5%", "5.%", ".5%", "5.00001%", "1e3%", "5 %", " 5%", "５%", "5%%", "0x5%"})
    void what_is_written_in_another_way_is_none(String text) {
        assertThat(Percentage.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0.5%, 4, 1000, false",
        "0.5%, 5, 1000, false",
        "0.5%, 6, 1000, true",
        "33.3333%, 333333, 1000000, false",
        "33.3333%, 1, 3, true",
        "0%, 0, 0, false",
        "0%, 1, 1000000, true",
        "100%, 2640.00, 2640.00, false",
        "100%, 2640.01, 2640.00, true",
        "100%, 0.01, 0.00, true",
        "999999999%, 0.00, 0.00, false",
        "0.0001%, 99999999999999999.99, 99999999999999999990000.00, false",
        "0.0001%, 99999999999999999.99, 99999999999999999989999.99, true"
    })
    void exactly_so_much_is_not_more(String limit, BigDecimal part, BigDecimal whole, boolean more) {
        assertThat(Percentage.parse(limit).orElseThrow().isExceededBy(part, whole))
                .isEqualTo(more);
    }

    @Test
    void a_share_is_never_shown_as_less_than_it_is() {
        assertThat(Percentage.shareOf(BigDecimal.ONE, BigDecimal.valueOf(3))).isEqualTo("33.3334%");
        assertThat(Percentage.shareOf(BigDecimal.valueOf(5), BigDecimal.valueOf(1000)))
                .isEqualTo("0.5%");
        assertThat(Percentage.shareOf(BigDecimal.valueOf(100), BigDecimal.TEN)).isEqualTo("1000%");
    }

    @ParameterizedTest
    @CsvSource({"100.00, 150.00, 50.00", "150.00, 100.00, -33.33", "100.00, 0.00, -100.00", "3, 3, 0.00", "0.00, 1.00,"
    })
    void a_change_has_its_sign_and_there_is_none_from_nothing(BigDecimal before, BigDecimal now, BigDecimal change) {
        assertThat(Percentage.change(before, now).orElse(null)).isEqualTo(change);
    }
}
