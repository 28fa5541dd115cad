package io.monthclose.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Instants in the book are exact and in order as text. */
class InstantColumnTest {
    @ParameterizedTest
    @CsvSource({
        "2022-09-30T16:00:00Z, 2022-09-30T16:00:00.000000000Z",
        "2022-02-28T23:59:59.999999999Z, 2022-02-28T23:59:59.999999999Z",
        "2024-02-29T00:00:00.5Z, 2024-02-29T00:00:00.500000000Z",
        "1969-12-31T23:59:59.000000001Z, 1969-12-31T23:59:59.000000001Z",
        "0000-01-01T00:00:00Z, 0000-01-01T00:00:00.000000000Z",
        "9999-12-31T23:59:59.999999999Z, 9999-12-31T23:59:59.999999999Z"
    })
    void an_instant_is_written_in_utc_with_nine_decimals_and_read_again(Instant instant, String text) {
        assertThat(InstantColumn.text(instant)).isEqualTo(text);
        assertThat(InstantColumn.instant(text)).isEqualTo(instant);
    }

    @Test
    void years_that_would_be_out_of_order_as_text_are_refused() {
        for (String instant : List.of("-0001-12-31T23:59:59.999999999Z", "+10000-01-01T00:00:00Z")) {
            assertThatThrownBy(() -> InstantColumn.text(Instant.parse(instant))).isInstanceOf(DateTimeException.class);
        }
        assertThatThrownBy(() -> InstantColumn.instant("2022-09-31T00:00:00.000000000Z"))
                .isInstanceOf(DateTimeException.class)
                .hasMessageContaining("2022-09-31");
    }
}
