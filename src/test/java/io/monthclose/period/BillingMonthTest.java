package io.monthclose.period;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BillingMonthTest {
    private static final ZoneId SHANGHAI = ZoneId.of("+08:00");
    private static final BillingMonth SEPTEMBER = BillingMonth.parse("2022-09", SHANGHAI);

    @ParameterizedTest
    @CsvSource({
        "2022-08-31T15:59:59.999999999Z, false",
        "2022-08-31T16:00:00Z, true",
        "2022-09-15T00:00:00Z, true",
        "2022-09-30T15:59:59.999999999Z, true",
        "2022-09-30T16:00:00Z, false"
    })
    void a_month_runs_from_the_1st_to_the_next_1st_in_the_zone_of_the_book(Instant instant, boolean inside) {
        assertThat(SEPTEMBER.contains(instant)).isEqualTo(inside);
        assertThat(SEPTEMBER.range().contains(instant)).isEqualTo(inside);
    }

    @Test
    void its_ends_and_days_are_told() {
        assertThat(SEPTEMBER.start()).isEqualTo("2022-08-31T16:00:00Z");
        assertThat(SEPTEMBER.end()).isEqualTo("2022-09-30T16:00:00Z");
        assertThat(SEPTEMBER.firstDay()).isEqualTo(LocalDate.of(2022, 9, 1));
        assertThat(SEPTEMBER.firstDayOfNext()).isEqualTo(LocalDate.of(2022, 10, 1));
        assertThat(SEPTEMBER).hasToString("2022-09");
    }

    @Test
    void a_region_with_summer_time_makes_a_month_an_hour_shorter_or_longer() {
        BillingMonth march = BillingMonth.parse("2023-03", ZoneId.of("Europe/Berlin"));
        assertThat(march.start()).isEqualTo("2023-02-28T23:00:00Z");
        assertThat(march.end()).isEqualTo("2023-03-31T22:00:00Z");
    }

    @Test
    void the_next_and_the_previous_month_cross_the_year() {
        BillingMonth december = BillingMonth.parse("2022-12", SHANGHAI);
        assertThat(december.next()).hasToString("2023-01");
        assertThat(december.next().previous()).isEqualTo(december);
        assertThat(december.next().zone()).isEqualTo(SHANGHAI);
        assertThat(december.previous().zone()).isEqualTo(SHANGHAI);
    }

    @Test
    void months_are_ordered_in_time() {
        assertThat(SEPTEMBER).isLessThan(SEPTEMBER.next()).isGreaterThan(SEPTEMBER.previous());
        assertThat(SEPTEMBER).isEqualByComparingTo(new BillingMonth(YearMonth.of(2022, 9), SHANGHAI));
        assertThat(SEPTEMBER).isNotEqualByComparingTo(BillingMonth.parse("2022-09", ZoneId.of("+09:00")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0001-01", "2022-01", "2022-12", "9998-12"})
    void a_month_is_read_as_it_is_written(String text) {
        assertThat(BillingMonth.parse(text, SHANGHAI)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2022",
                "2022-9",
                "2022-00",
                "2022-13",
                "202-09",
                "22022-9",
                "2022/09",
                "2022-09 ",
                " 2022-09",
                "2022-09-01",
                "-022-09",
                "+022-09",
                "٢٠٢٢-٠٩",
                "0000-01",
                "9999-01",
                "2022-O9"
            })
    void anything_else_is_wrong_use(String text) {
        ProblemException problem =
                catchThrowableOfType(ProblemException.class, () -> BillingMonth.parse(text, SHANGHAI));
        assertThat(problem.code()).isEqualTo(ProblemCode.WRONG_USE);
        assertThat(problem).hasMessage("'" + text + "' is not a month like 2022-09");
    }

    @ParameterizedTest
    @CsvSource({
        "3, 2022-09-30T15:59:59Z, false",
        "3, 2022-09-30T16:00:00Z, true",
        "3, 2022-10-03T15:59:59.999999999Z, true",
        "3, 2022-10-03T16:00:00Z, false",
        "1, 2022-10-01T15:59:59Z, true",
        "1, 2022-10-01T16:00:00Z, false",
        "28, 2022-10-28T15:59:59Z, true",
        "28, 2022-10-28T16:00:00Z, false"
    })
    void the_settlement_window_opens_on_the_next_1st_for_so_many_days(int days, Instant instant, boolean open) {
        assertThat(new SettlementWindow(SEPTEMBER, days).contains(instant)).isEqualTo(open);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 29})
    void a_settlement_window_has_1_to_28_days(int days) {
        assertThatThrownBy(() -> new SettlementWindow(SEPTEMBER, days)).isInstanceOf(IllegalArgumentException.class);
    }
}
