package io.monthclose.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Exit code 76: a month is settled from the 1st 00:00:00 until before the 4th 00:00:00 of the next, and in its turn. */
@Tag("book")
class SettlementWindowTest {
    private static final String NOTES = "SELECT detail FROM launch_event WHERE kind = 'NOTE' ORDER BY event_id";
    private static final String FIRST = "FIRST OF CHAIN: the book starts with 2022-09";

    @TempDir
    private Path folder = Path.of("");

    private SmallBook book;

    @BeforeEach
    void open() {
        book = new SmallBook(folder);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2022-10-01T00:00:00+08:00",
                "2022-10-03T23:59:59+08:00",
                "2022-09-30T16:00:00Z",
                "2022-10-03T15:59:59Z",
                "2022-10-03T09:59:59.999-06:00"
            })
    void inside_the_window_a_month_is_closed(String now) {
        assertThat(book.at(now).close().exitCode()).isZero();
        assertThat(book.rows(NOTES)).containsExactly(FIRST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2022-10-04T00:00:00+08:00", "2022-10-03T16:00:00Z", "2023-01-02T00:00:00+08:00"})
    void after_the_window_it_is_rated_and_no_money_moves(String now) {
        TestProgram.Result late = book.at(now).close();

        assertThat(late.exitCode()).isEqualTo(76);
        assertThat(late.out()).isEmpty();
        assertThat(late.err())
                .startsWith("month-close: 2022-09 is rated but not settled: ")
                .endsWith(" is outside its settlement window, from 2022-10-01T00:00:00+08:00 until"
                        + " 2022-10-04T00:00:00+08:00; give --as-of or --outside-window REASON\n")
                .hasLineCount(1);
        assertThat(book.rows("SELECT state, settlement_instant FROM closing_month"))
                .containsExactly("RATED null");
        for (String table : List.of("settlement", "counted_top_up")) {
            assertThat(book.rows("SELECT * FROM " + table)).as(table).isEmpty();
        }
    }

    @Test
    void a_month_that_was_too_late_is_closed_as_of_the_window_and_marked_as_a_replay() {
        book.at("2022-10-04T00:00:00+08:00").close();

        TestProgram.Result closed = book.close("--as-of", "2022-10-03T23:59:59+08:00");

        assertThat(closed.exitCode()).isZero();
        assertThat(book.rows(NOTES)).containsExactly(FIRST, "REPLAY: settled as of 2022-10-03T23:59:59+08:00");
        assertThat(book.run("history").out())
                .contains(" NOTE settleAccounts REPLAY: settled as of 2022-10-03T23:59:59+08:00\n");
    }

    @Test
    void a_close_that_is_not_done_with_rating_when_the_window_ends_moves_no_money() {
        TestProgram.Result late =
                book.from("2022-10-03T15:59:30Z", Duration.ofSeconds(10)).close();

        assertThat(late.err()).startsWith("month-close: 2022-09 is rated but not settled: 2022-10-04T00:0");
        assertThat(late.exitCode()).isEqualTo(76);
        assertThat(book.rows("SELECT state, settlement_instant FROM closing_month"))
                .containsExactly("RATED null");
        assertThat(book.rows(NOTES)).containsExactly(FIRST);
        assertThat(book.at(SmallBook.IN_THE_WINDOW).close().exitCode()).isZero();
    }

    @Test
    void the_settlement_instant_is_that_of_the_first_settling_and_not_of_the_launch() {
        book.from("2022-10-02T02:00:00Z", Duration.ofMinutes(1)).close();

        String rated = book.rows("SELECT CAST(EXTRACT(EPOCH FROM at) AS BIGINT) FROM launch_event"
                        + " WHERE step = 'rateAccounts' AND kind = 'STEP_ENDED'")
                .getFirst();
        String settled =
                book.rows("SELECT settlement_instant FROM closing_month").getFirst();
        assertThat(Instant.parse(settled)).isAfter(Instant.ofEpochSecond(Long.parseLong(rated)));
    }

    @Test
    void an_instant_in_the_window_is_no_replay_while_the_window_is_open() {
        assertThat(book.close("--as-of", "2022-10-01T00:00:00+08:00").exitCode())
                .isZero();
        assertThat(book.rows(NOTES)).containsExactly(FIRST);
    }

    @Test
    void with_a_reason_a_month_is_settled_outside_the_window_and_the_reason_is_recorded() {
        TestProgram.Result closed = book.at("2022-10-04T00:00:00+08:00").close("--outside-window", "系统停机 (ticket 7)");

        assertThat(closed.exitCode()).isZero();
        assertThat(book.rows(NOTES)).containsExactly(FIRST, "OUTSIDE WINDOW: 系统停机 (ticket 7)");
        assertThat(book.run("history").out())
                .contains("--outside-window 系统停机 (ticket 7)", " NOTE settleAccounts OUTSIDE WINDOW: 系统停机 (ticket 7)\n");
        assertThat(book.rows("SELECT settlement_instant FROM closing_month"))
                .containsExactly("2022-10-03T16:00:00.000000000Z");
    }

    @Test
    void a_reason_that_is_not_needed_is_no_note() {
        assertThat(book.close("--outside-window", "just in case").exitCode()).isZero();
        assertThat(book.rows(NOTES)).containsExactly(FIRST);
    }

    @ParameterizedTest
    @CsvSource({
        "2022-09-30T23:59:59+08:00, 2022-09-30T23:59:59+08:00",
        "2022-09-30T15:59:59Z, 2022-09-30T23:59:59+08:00",
        "2022-08-01T00:00:00+08:00, 2022-08-01T00:00:00+08:00"
    })
    void before_a_month_is_over_nothing_of_it_is_taken_whatever_the_reason(String now, String told) {
        TestProgram.Result early = book.at(now).close("--outside-window", "impatience");

        assertThat(early.err())
                .isEqualTo("month-close: 2022-09 is not over at " + told + ": it ends at 2022-10-01T00:00:00+08:00\n");
        assertThat(early.exitCode()).isEqualTo(76);
        assertThat(book.rows("SELECT * FROM closing_month")).isEmpty();
    }

    @Test
    void an_instant_given_before_the_end_of_the_month_is_refused_too() {
        assertThat(book.close("--as-of", "2022-09-30T23:59:59+08:00").exitCode())
                .isEqualTo(76);
        assertThat(book.rows("SELECT * FROM closing_month")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        2022-11 | 2022-11 is out of order: the book runs from 2022-09 to 2022-09, next is 2022-10
        2023-10 | 2023-10 is out of order: the book runs from 2022-09 to 2022-09, next is 2022-10
        2022-08 | 2022-08 is out of order: the book runs from 2022-09 to 2022-09, next is 2022-10
        0001-01 | 0001-01 is out of order: the book runs from 2022-09 to 2022-09, next is 2022-10
        """)
    void months_follow_each_other_without_a_gap(String month, String message) {
        book.close();

        TestProgram.Result refused = book.at("2031-01-01T00:00:00+08:00").closeMonth(month);

        assertThat(refused.err()).isEqualTo("month-close: " + message + "\n");
        assertThat(refused.exitCode()).isEqualTo(76);
        assertThat(book.rows("SELECT billing_month FROM closing_month")).containsExactly("2022-09");
    }

    @Test
    void the_next_month_waits_until_the_one_before_is_closed() {
        book.at("2022-11-02T00:00:00+08:00").close();

        TestProgram.Result refused = book.closeMonth("2022-10");

        assertThat(refused.err())
                .isEqualTo("month-close: 2022-10 is out of order: 2022-09 is RATED and must be closed first\n");
        assertThat(refused.exitCode()).isEqualTo(76);
        assertThat(book.close("--as-of", SmallBook.IN_THE_WINDOW).exitCode()).isZero();
        book.write("usage.csv", "record_id,account_id,api,calls,occurred_at\n");
        assertThat(book.closeMonth("2022-10").exitCode()).isZero();
    }

    @Test
    void the_zone_of_the_machine_does_not_matter() {
        TimeZone before = TimeZone.getDefault();
        try {
            for (String zone : List.of("America/Los_Angeles", "Pacific/Kiritimati")) {
                TimeZone.setDefault(TimeZone.getTimeZone(zone));
                SmallBook there = new SmallBook(folder.resolve(zone.replace('/', '-')));
                assertThat(there.at("2022-10-04T00:00:00+08:00").close().exitCode())
                        .isEqualTo(76);
                assertThat(there.at("2022-10-03T23:59:59+08:00").close().exitCode())
                        .isZero();
            }
        } finally {
            TimeZone.setDefault(before);
        }
    }
}
