package io.monthclose.period;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstantRangeTest {
    private static final InstantRange TEN_TO_TWENTY = range(10, 20);

    @ParameterizedTest
    @CsvSource({"9, false", "10, true", "11, true", "19, true", "20, false", "21, false"})
    void from_is_inside_and_until_is_not(long second, boolean inside) {
        assertThat(TEN_TO_TWENTY.contains(Instant.ofEpochSecond(second))).isEqualTo(inside);
    }

    @Test
    void the_last_nanosecond_before_until_is_inside() {
        assertThat(TEN_TO_TWENTY.contains(Instant.ofEpochSecond(20).minusNanos(1)))
                .isTrue();
        assertThat(TEN_TO_TWENTY.contains(Instant.ofEpochSecond(10).minusNanos(1)))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 10, false",
        "0, 11, true",
        "10, 20, true",
        "12, 13, true",
        "5, 25, true",
        "19, 30, true",
        "20, 30, false",
        "15, 15, false",
        "10, 10, false"
    })
    void ranges_that_only_touch_do_not_intersect_and_an_empty_one_never_does(long from, long until, boolean expected) {
        assertThat(TEN_TO_TWENTY.intersects(range(from, until))).isEqualTo(expected);
        assertThat(range(from, until).intersects(TEN_TO_TWENTY)).isEqualTo(expected);
    }

    @Test
    void a_range_does_not_run_backwards() {
        assertThatThrownBy(() -> range(10, 9)).isInstanceOf(IllegalArgumentException.class);
        assertThat(range(10, 10).contains(Instant.ofEpochSecond(10))).isFalse();
    }

    private static InstantRange range(long from, long until) {
        return new InstantRange(Instant.ofEpochSecond(from), Instant.ofEpochSecond(until));
    }
}
