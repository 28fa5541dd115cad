package io.monthclose.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitPriceTest {
    @ParameterizedTest
    @CsvSource({
        "2.5, 0, 0",
        "2.5, 1, 0.0025",
        "2.5, 999999, 2499.9975",
        "2.2, 1000000, 2200",
        "0.00001, 1, 0.00000001",
        "1000000000, 1000, 1000000000",
        "0, 999999999999999, 0",
        "75, 9223372036854775807, 691752902764108185.525"
    })
    void calls_are_charged_one_by_one_and_exactly(BigDecimal perThousand, long calls, String amount) {
        assertThat(new UnitPrice(perThousand).times(calls)).hasToString(amount);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0.00001", "1000000000.00001", "0.000001", "1.123456", "1E+10"})
    void a_price_is_0_to_a_billion_with_at_most_5_decimals(BigDecimal perThousand) {
        assertThatThrownBy(() -> new UnitPrice(perThousand)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"2.50, 2.5", "2.000, 2", "0.00, 0", "1E+9, 1000000000", "0.12345, 0.12345", "30, 30"})
    void a_price_prints_plainly_and_without_trailing_zeros(BigDecimal perThousand, String text) {
        assertThat(new UnitPrice(perThousand)).hasToString(text).isEqualTo(new UnitPrice(new BigDecimal(text)));
    }

    @Test
    void calls_below_0_have_no_price() {
        assertThatThrownBy(() -> UnitPrice.ZERO.times(-1)).isInstanceOf(IllegalArgumentException.class);
    }
}
