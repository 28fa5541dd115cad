package io.monthclose.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoundingHalfUpTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0.00",
        "0.00499999, 0.00",
        "0.005, 0.01",
        "0.00500001, 0.01",
        "0.015, 0.02",
        "0.025, 0.03",
        "2499.9975, 2500.00",
        "2499.9949, 2499.99",
        "-0.0049, 0.00",
        "-0.005, -0.01",
        "92233720368547758.074, 92233720368547758.07"
    })
    void a_tie_goes_up_to_the_next_cent(BigDecimal exact, String cents) {
        assertThat(Rounding.halfUpToCent(new ExactAmount(exact))).hasToString(cents);
    }

    @ParameterizedTest
    @ValueSource(strings = {"92233720368547758.075", "100000000000000000", "-92233720368547758.085"})
    void what_no_longer_fits_into_cents_throws(BigDecimal exact) {
        ExactAmount amount = new ExactAmount(exact);
        assertThatThrownBy(() -> Rounding.halfUpToCent(amount)).isInstanceOf(ArithmeticException.class);
    }
}
