package io.monthclose.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.monthclose.Machine;
import io.monthclose.pricebook.PriceBook;
import io.monthclose.pricebook.PriceBookReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be closed when: the edges of months, windows and years, to the second, on machines of many zones and locales. */
@TestInstance(Lifecycle.PER_CLASS)
class ClockEdgesTest {
    private static final Path PRICES = Path.of("jobs", "month-close", "price-book.yaml");

    private final TestBook book = TestBook.inMemory("clock-edges", 1, Map.of());
    private final PriceBook prices = prices();

    @BeforeAll
    void make_an_empty_book() {
        book.clear();
    }

    @AfterAll
    void close_the_book() {
        book.close();
    }

    @ParameterizedTest
    @CsvSource({
        "2022-12, 2022-12-31T23:59:59+08:00, NOT_NOW",
        "2022-12, 2022-12-31T23:59:59.999999999+08:00, NOT_NOW",
        "2022-12, 2023-01-01T00:00:00+08:00, IN",
        "2022-12, 2023-01-01T00:00:00.999999999+08:00, IN",
        "2022-12, 2023-01-01T00:00:01+08:00, IN",
        "2022-12, 2023-01-03T23:59:59+08:00, IN",
        "2022-12, 2023-01-03T23:59:59.999999999+08:00, IN",
        "2022-12, 2023-01-04T00:00:00+08:00, OUT",
        "2022-12, 2023-12-31T23:59:59+08:00, OUT",
        "2022-12, 2022-12-31T15:59:59Z, NOT_NOW",
        "2022-12, 2022-12-31T16:00:00Z, IN",
        "2022-12, 2023-01-03T15:59:59Z, IN",
        "2022-12, 2023-01-03T16:00:00Z, OUT",
        "2023-02, 2023-02-28T23:59:59+08:00, NOT_NOW",
        "2023-02, 2023-03-01T00:00:00+08:00, IN",
        "2023-02, 2023-03-03T23:59:59+08:00, IN",
        "2023-02, 2023-03-04T00:00:00+08:00, OUT",
        "2024-02, 2024-02-28T23:59:59+08:00, NOT_NOW",
        "2024-02, 2024-02-29T00:00:00+08:00, NOT_NOW",
        "2024-02, 2024-02-29T23:59:59+08:00, NOT_NOW",
        "2024-02, 2024-02-29T16:00:00Z, IN",
        "2024-02, 2024-03-01T00:00:00+08:00, IN",
        "2024-02, 2024-03-03T15:59:59Z, IN",
        "2024-02, 2024-03-04T00:00:00+08:00, OUT",
        "2000-02, 2000-02-29T23:59:59+08:00, NOT_NOW",
        "2000-02, 2000-03-01T00:00:00+08:00, IN",
        "2100-02, 2100-02-28T23:59:59+08:00, NOT_NOW",
        "2100-02, 2100-03-01T00:00:00+08:00, IN",
        "2024-01, 2024-02-03T23:59:59+08:00, IN",
        "2024-01, 2024-02-04T00:00:00+08:00, OUT",
        "9998-12, 9998-12-31T23:59:59+08:00, NOT_NOW",
        "9998-12, 9999-01-01T00:00:00+08:00, IN",
        "0001-01, 0001-01-31T23:59:59+08:00, NOT_NOW",
        "0001-01, 0001-02-01T00:00:00+08:00, IN",
        "0001-01, 0001-02-04T00:00:00+08:00, OUT"
    })
    void a_month_may_be_taken_when_it_is_over_and_settled_while_its_window_is_open(
            YearMonth month, OffsetDateTime now, String decision) {
        assertThat(decisions().byTheClock(month, now.toInstant())).startsWith(decision + " ");
    }

    @ParameterizedTest
    @CsvSource({
        "2022-10-01T00:00:00Z, 2022-10-01T00:00:00Z, IN",
        "2022-10-01T00:00:00Z, 2022-10-01T00:00:00.999999999Z, IN",
        "2022-10-01T00:00:00Z, 2022-09-30T23:59:59.999999999Z, WRONG_USE",
        "2022-10-01T00:00:01Z, 2022-10-01T00:00:00.999999999Z, WRONG_USE",
        "2022-10-01T00:00:00.5Z, 2022-10-02T00:00:00Z, WRONG_USE",
        "2022-10-01T00:00:00.000000001Z, 2022-10-02T00:00:00Z, WRONG_USE",
        "2022-09-30T15:59:59Z, 2022-10-02T00:00:00Z, NOT_NOW",
        "2022-09-30T16:00:00Z, 2031-01-01T00:00:00Z, IN",
        "2022-10-03T15:59:59Z, 2031-01-01T00:00:00Z, IN",
        "2022-10-03T16:00:00Z, 2031-01-01T00:00:00Z, OUT"
    })
    void an_instant_that_is_given_is_a_whole_second_and_not_in_the_future(Instant asOf, Instant now, String decision) {
        assertThat(decisions().given(YearMonth.of(2022, 9), asOf, now)).startsWith(decision + " ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UTC",
                "Asia/Shanghai",
                "America/Los_Angeles",
                "Pacific/Kiritimati",
                "Etc/GMT+12",
                "Asia/Kathmandu",
                "America/St_Johns",
                "Africa/Casablanca",
                "Antarctica/Troll",
                "America/Santiago",
                "Pacific/Apia",
                "Africa/Monrovia"
            })
    void the_zone_and_locale_of_the_machine_decide_nothing(String zone) {
        for (YearMonth month : List.of(YearMonth.of(2022, 12), YearMonth.of(2023, 2), YearMonth.of(2024, 2))) {
            List<String> plain = decisions().atEveryEdge(month);
            assertThat(plain).hasSize(72).doesNotContainNull();
            for (Locale locale : Machine.LOCALES) {
                try (Machine _ = Machine.in(zone, locale)) {
                    assertThat(decisions().atEveryEdge(month)).as("%s", locale).isEqualTo(plain);
                }
            }
        }
    }

    private ClockDecisions decisions() {
        return new ClockDecisions(book.stores(), prices);
    }

    private static PriceBook prices() {
        try {
            return PriceBookReader.read(Files.readAllBytes(PRICES), "price-book.yaml");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
