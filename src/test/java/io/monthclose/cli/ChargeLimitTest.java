package io.monthclose.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code --max-rejects} and {@code --max-change}: what a month comes to beyond them is rated and not charged, until the limit is
 * raised. In September 3 of 8 lines are rejected; October is billed 1,000.00 after 3,000.00.
 */
@Tag("book")
class ChargeLimitTest {
    private static final String HEADER = "record_id,account_id,api,calls,occurred_at\n";
    private static final String GOOD = """
        u1,A0001,DetectProduct,1210000,2022-09-05T10:15:00+08:00
        u2,A0002,CropImage,190000,2022-09-27T20:45:00+08:00
        u3,A0002,CropImage,0,2022-09-27T20:45:00+08:00
        u4,A0002,CropImage,0,2022-09-27T20:45:00+08:00
        u5,A0002,CropImage,0,2022-09-27T20:45:00+08:00
        """;
    private static final String BAD = """
        u6,A0001,NoSuchApi,1,2022-09-05T10:15:00+08:00
        u7,A0001,DetectProduct,1,2022-08-31T10:15:00+08:00
        u1,A0001,DetectProduct,7,2022-09-05T10:15:00+08:00
        """;

    @TempDir
    private Path folder = Path.of("");

    private SmallBook book;

    @BeforeEach
    void open() {
        book = new SmallBook(folder);
        book.write("usage.csv", HEADER + GOOD + BAD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "4", "37.5%", "37.5001%", "100%"})
    void up_to_the_limit_rejects_are_charged_past(String limit) {
        assertThat(book.close("--max-rejects", limit).exitCode()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "2", "37.4999%", "0%"})
    void with_more_rejects_nothing_is_charged_and_they_are_shown(String limit) {
        TestProgram.Result stopped = book.close("--max-rejects", limit);

        assertThat(stopped.exitCode()).isEqualTo(65);
        assertThat(stopped.out()).isEmpty();
        assertThat(stopped.err().lines())
                .containsExactly(
                        "month-close: 2022-09 is rated, nothing is charged: 3 of 8 lines are rejected (37.5%),"
                                + " --max-rejects " + limit
                                + "; see what was rejected and what preview says, then correct"
                                + " the input and give --retake REASON, or give a higher limit",
                        "  CONFLICT 1",
                        "  LATE 1",
                        "  UNKNOWN_API 1",
                        "  usage.csv:7 UNKNOWN_API no such API in the price book",
                        "  usage.csv:8 LATE before 2022-09-01T00:00:00+08:00",
                        "  usage.csv:9 CONFLICT differs from usage.csv line 2, which stands");
        assertNothingCharged();
    }

    @Test
    void with_a_higher_limit_the_same_close_goes_on() {
        book.close("--max-rejects", "2");

        assertThat(book.close("--max-rejects", "3").exitCode()).isEqualTo(3);
        assertThat(book.run("history").out()).contains(" --max-rejects 2\n", " --max-rejects 3\n");
    }

    @Test
    void only_the_first_few_rejects_are_shown() {
        book.write("usage.csv", HEADER + "x\n".repeat(1000));

        assertThat(book.close("--max-rejects", "999").err())
                .contains("1000 of 1000 lines are rejected (100%)", "  MALFORMED 1000\n", "  usage.csv:6 MALFORMED ")
                .doesNotContain("usage.csv:7 ");
    }

    @Test
    void a_month_outside_its_window_learns_of_it_too() {
        book.at("2022-10-09T00:00:00+08:00");

        assertThat(book.close("--max-rejects", "2").exitCode()).isEqualTo(65);
        assertThat(book.close("--max-rejects", "3").exitCode()).isEqualTo(76);
    }

    @Test
    void a_month_without_lines_has_no_rejects() {
        book.write("usage.csv", HEADER);

        assertThat(book.close("--max-rejects", "0%").exitCode()).isZero();
    }

    @Test
    void once_an_account_is_charged_no_limit_stops_it() {
        book.close("--max-rejects", "2");
        book.with("month-close.accounts-per-chunk", "1");
        book.execute("ALTER TABLE settlement ADD CONSTRAINT boom CHECK (account_id <> 'A0002')");
        assertThat(book.close().exitCode()).isEqualTo(1);
        book.execute("ALTER TABLE settlement DROP CONSTRAINT boom");

        assertThat(book.close("--max-rejects", "2").exitCode()).isEqualTo(3);
    }

    @Test
    void the_first_month_has_nothing_to_compare_with_and_says_so() {
        TestProgram.Result closed = book.run(
                "close",
                "--month",
                SmallBook.MONTH,
                "--input",
                book.input().toString(),
                "--output",
                book.output().toString(),
                "--max-change",
                "0%");

        String notice = "--max-change is not checked: there is no closed month to compare 2022-09 with";
        assertThat(closed.exitCode()).isEqualTo(3);
        assertThat(closed.err()).contains(notice + "\n");
        assertThat(book.run("history").out()).contains(" NOTE settleAccounts " + notice + "\n", " --max-change 0%\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"66.6667%", "67%", "1000%"})
    void up_to_the_limit_a_change_is_charged(String limit) {
        closeBoth("2022-10", limit, 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0%", "66%", "66.6666%"})
    void a_greater_change_stops_before_anything_is_charged(String limit) {
        TestProgram.Result stopped = closeBoth("2022-10", limit, 65);

        assertThat(stopped.err())
                .startsWith("month-close: 2022-10 is rated, nothing is charged: billed 1000.00 CNY, in 2022-09 3000.00"
                        + " (-66.6667%), --max-change " + limit + "; ")
                .hasLineCount(1);
        assertThat(book.rows("SELECT COUNT(*) FROM settlement WHERE billing_month = '2022-10'"))
                .containsExactly("0");
    }

    @Test
    void both_limits_are_told_together() {
        closeOnly(HEADER + GOOD);
        october(HEADER + "x\n");

        assertThat(book.closeMonth("2022-10", "--max-rejects", "0", "--max-change", "99.9999%")
                        .err())
                .startsWith("month-close: 2022-10 is rated, nothing is charged: 1 of 1 lines are rejected (100%),"
                        + " --max-rejects 0; billed 0.00 CNY, in 2022-09 3000.00 (-100%), --max-change 99.9999%; ");
    }

    @Test
    void after_a_month_of_nothing_something_is_too_much_for_any_limit_and_nothing_for_none() {
        closeOnly(HEADER);
        october(HEADER);
        assertThat(book.closeMonth("2022-10", "--max-change", "0%").exitCode()).isZero();
        book.at("2022-12-02T10:00:00+08:00");
        book.write("usage.csv", HEADER + "n1,A0001,CropImage,20000,2022-11-05T10:15:00+08:00\n");

        TestProgram.Result stopped = book.closeMonth("2022-11", "--max-change", "999999999%");

        assertThat(stopped.exitCode()).isEqualTo(65);
        assertThat(stopped.err()).contains("billed 20.00 CNY, in 2022-10 0.00 (from nothing), --max-change 999999999%");
    }

    private TestProgram.Result closeBoth(String month, String limit, int exitCode) {
        closeOnly(HEADER + GOOD);
        october(HEADER + "o1,A0001,DetectProduct,410000,2022-10-05T10:15:00+08:00\n");
        TestProgram.Result result = book.closeMonth(month, "--max-change", limit);
        assertThat(result.exitCode()).as(result.err()).isEqualTo(exitCode);
        return result;
    }

    private void closeOnly(String usage) {
        book.write("usage.csv", usage);
        assertThat(book.close().exitCode()).isZero();
    }

    private void october(String usage) {
        book.at("2022-11-02T10:00:00+08:00");
        book.write("usage.csv", usage);
    }

    private void assertNothingCharged() {
        assertThat(book.rows("SELECT state, settlement_instant FROM closing_month"))
                .containsExactly("RATED null");
        for (String table : List.of("settlement", "counted_top_up")) {
            assertThat(book.rows("SELECT * FROM " + table)).as(table).isEmpty();
        }
    }
}
