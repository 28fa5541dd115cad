package io.monthclose.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExactAmountTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "0.00, 0",
        "2499.9975, 2499.9975",
        "2499.99750000, 2499.9975",
        "100, 100",
        "1E+2, 100",
        "-0.0050, -0.005",
        "1E-12, 0.000000000001",
        "1E+29, 100000000000000000000000000000"
    })
    void equal_amounts_are_equal_however_written_and_print_without_exponent(BigDecimal written, String text) {
        assertThat(new ExactAmount(written)).hasToString(text).isEqualTo(new ExactAmount(new BigDecimal(text)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1E-13", "0.1234567890123", "1E+30", "-1E+30", "1E+20000000"})
    void finer_than_12_decimals_or_longer_than_30_digits_is_refused(BigDecimal value) {
        assertThatThrownBy(() -> new ExactAmount(value)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void sums_and_differences_are_exact() {
        ExactAmount line = amount("2499.9975");
        assertThat(line.plus(amount("0.0025"))).isEqualTo(amount("2500"));
        assertThat(amount("2500").minus(line)).isEqualTo(amount("0.0025"));
        assertThat(amount("2499").minus(line)).isEqualTo(amount("-0.9975"));
        assertThat(ExactAmount.ZERO.plus(line)).isEqualTo(line);
    }

    @ParameterizedTest
    @CsvSource({"2662, 100, 2662", "1250, 37.5, 468.75", "0.00000001, 0.01, 0.000000000001", "5, 0, 0", "5, 1000, 50"})
    void a_percentage_is_exact(BigDecimal value, BigDecimal percent, String expected) {
        assertThat(new ExactAmount(value).timesPercent(percent)).isEqualTo(amount(expected));
    }

    @Test
    void money_is_an_exact_amount() {
        assertThat(ExactAmount.of(Money.ofCents(250_000))).isEqualTo(amount("2500"));
        assertThat(ExactAmount.of(Money.ofCents(-1))).isEqualTo(amount("-0.01"));
    }

    @Test
    void amounts_are_ordered_by_value() {
        assertThat(amount("10")).isGreaterThan(amount("9.99"));
        assertThat(amount("-1")).isLessThan(ExactAmount.ZERO);
        assertThat(amount("1.50")).isEqualByComparingTo(amount("1.5"));
    }

    private static ExactAmount amount(String text) {
        return new ExactAmount(new BigDecimal(text));
    }
}
