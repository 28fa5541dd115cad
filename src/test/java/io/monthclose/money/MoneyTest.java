package io.monthclose.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MoneyTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0, 0.00",
        "1, 0.01, 0.01",
        "-1, -0.01, -0.01",
        "100, 1, 1.00",
        "-29853, -298.53, -298.53",
        "266200, 2662.000, 2662.00",
        "9223372036854775807, 92233720368547758.07, 92233720368547758.07",
        "-9223372036854775808, -92233720368547758.08, -92233720368547758.08"
    })
    void an_amount_is_whole_cents_and_is_written_with_two_decimals(long cents, BigDecimal amount, String text) {
        assertThat(Money.of(amount)).isEqualTo(Money.ofCents(cents)).hasToString(text);
        assertThat(Money.ofCents(cents).amount()).isEqualTo(new BigDecimal(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0.001", "-0.005", "92233720368547758.08", "-92233720368547758.09", "1e20000000", "1e-20000000"})
    void what_is_finer_than_a_cent_or_out_of_range_is_refused_and_never_rounded(BigDecimal amount) {
        assertThatThrownBy(() -> Money.of(amount)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void sums_and_differences_are_exact() {
        assertThat(Money.ofCents(336_000).minus(Money.ofCents(266_200))).isEqualTo(Money.ofCents(69_800));
        assertThat(Money.ofCents(69_800).plus(Money.ofCents(266_200))).isEqualTo(Money.ofCents(336_000));
        assertThat(Money.ZERO.minus(Money.ofCents(1))).isEqualTo(Money.ofCents(-1));
    }

    @Test
    void an_overflow_throws() {
        Money cent = Money.ofCents(1);
        assertThat(Money.MAX.minus(cent).plus(cent)).isEqualTo(Money.MAX);
        assertThatThrownBy(() -> Money.MAX.plus(cent)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Money.ofCents(Long.MIN_VALUE).minus(cent)).isInstanceOf(ArithmeticException.class);
    }

    @ParameterizedTest
    @CsvSource({"-1, true, false, false", "0, false, true, false", "1, false, false, true"})
    void an_amount_is_negative_zero_or_positive(long cents, boolean negative, boolean zero, boolean positive) {
        Money money = Money.ofCents(cents);
        assertThat(money.isNegative()).isEqualTo(negative);
        assertThat(money.isZero()).isEqualTo(zero);
        assertThat(money.isPositive()).isEqualTo(positive);
    }

    @Test
    void amounts_are_ordered_by_value() {
        assertThat(Money.ofCents(-1)).isLessThan(Money.ZERO);
        assertThat(Money.ofCents(10)).isGreaterThan(Money.ofCents(9));
        assertThat(Money.ofCents(7)).isEqualByComparingTo(Money.ofCents(7));
    }
}
