package io.monthclose.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Exit code 64: the command is wrong, and nothing starts. */
@Tag("book")
class WrongUseTest {
    @TempDir
    private Path folder = Path.of("");

    private SmallBook book;

    @BeforeEach
    void open() {
        book = new SmallBook(folder);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        close --month 2022-09 --input in --frobnicate        | Unknown option: '--frobnicate'; see month-close close --help
        close --month 2022-09 --input in --as-off x          | Unknown options: '--as-off', 'x'; see month-close close --help
        close --mon 2022-09 --input in                       | Missing required option: '--month=YYYY-MM'; unknown: '--mon'; see month-close close --help
        close --month 2022-09 --input in 2022-10             | Unmatched argument at index 5: '2022-10'; see month-close close --help
        close --input in                                     | Missing required option: '--month=YYYY-MM'; see month-close close --help
        close --month 2022-09                                | Missing required option: '--input=DIR'; see month-close close --help
        close --month 2022-09 --inptu in                     | Missing required option: '--input=DIR'; unknown: '--inptu'; see month-close close --help
        explain --month=2022-09 --acount=A0001               | Missing required option: '--account=ID'; unknown: '--acount'; see month-close explain --help
        close --month 2022-09 --input                        | Missing required parameter for option '--input' (DIR); see month-close close --help
        close --month 2022-09 --month 2022-10 --input in     | option '--month' (YYYY-MM) should be specified only once; see month-close close --help
        close --month 2022-09 --input in --threads many      | Invalid value for option '--threads': 'many' is not an int; see month-close close --help
        close --month 2022-09 --input in --as-of 2022-10-02  | Invalid value for option '--as-of': '2022-10-02' is not an instant like 2022-10-02T10:00:00+08:00; see month-close close --help
        close --month 2022-09 --input in --as-of now         | Invalid value for option '--as-of': 'now' is not an instant like 2022-10-02T10:00:00+08:00; see month-close close --help
        close --month 2022-09 --input in --as-of 2022-10-02T10:00:60Z | Invalid value for option '--as-of': '2022-10-02T10:00:60Z' is not an instant like 2022-10-02T10:00:00+08:00; see month-close close --help
        close --month 2022-09 --input in --threads 0         | --threads 0 is not 1 to 64
        close --month 2022-09 --input in --threads -1        | --threads -1 is not 1 to 64
        close --month 2022-09 --input in --threads 65        | --threads 65 is not 1 to 64
        close --month 2022-09 --input in --max-rejects -1    | Invalid value for option '--max-rejects': '-1' is neither a number of lines like 100 nor a percentage like 0.5%; see month-close close --help
        close --month 2022-09 --input in --max-rejects 1.5   | Invalid value for option '--max-rejects': '1.5' is neither a number of lines like 100 nor a percentage like 0.5%; see month-close close --help
        close --month 2022-09 --input in --max-rejects .5%   | Invalid value for option '--max-rejects': '.5%' is neither a number of lines like 100 nor a percentage like 0.5%; see month-close close --help
        close --month 2022-09 --input in --max-change 10     | Invalid value for option '--max-change': '10' is not a percentage like 12.5%, with 4 decimals at most; see month-close close --help
        close --month 2022-09 --input in --max-change -10%   | Invalid value for option '--max-change': '-10%' is not a percentage like 12.5%, with 4 decimals at most; see month-close close --help
        close --month 2022-09 --input in --max-change 1.00001% | Invalid value for option '--max-change': '1.00001%' is not a percentage like 12.5%, with 4 decimals at most; see month-close close --help
        history --month 2022-00                              | Invalid value for option '--month': '2022-00' is not a month like 2022-09; see month-close history --help
        export --month 2022-09                               | Missing required option: '--output=DIR'; see month-close export --help
        status --month 2022-09                               | Unknown options: '--month', '2022-09'; see month-close status --help
        shut                                                 | Unmatched argument at index 0: 'shut'; see month-close --help
        --verbose                                            | Unknown option: '--verbose'; see month-close --help
        """)
    void a_wrong_command_line_says_what_is_wrong_in_one_line_and_starts_nothing(String line, String message) {
        assertWrong(book.run(line.split(" ")), message);
        assertThat(book.exists()).as("a database file").isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2022-13",
                "2022-00",
                "2022-9",
                "22-09",
                "2022/09",
                "2022-09-01",
                " 2022-09",
                "2022-09 ",
                "２０２２-09",
                "2022-０９",
                "0000-01",
                "9999-12",
                "-2022-09",
                "202209",
                ""
            })
    void a_month_is_four_digits_a_hyphen_and_01_to_12(String month) {
        assertWrong(
                book.run("close", "--month", month, "--input", "in"),
                "Invalid value for option '--month': '" + month
                        + "' is not a month like 2022-09; see month-close close --help");
        assertThat(book.exists()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t", "\u3000"})
    void a_reason_and_an_operator_say_something(String blank) {
        assertWrong(book.close("--outside-window", blank), "--outside-window wants 1 to 200 characters");
        assertWrong(book.close("--operator", blank), "--operator wants 1 to 200 characters");
        assertThat(book.exists()).isFalse();
    }

    @Test
    void a_reason_and_an_operator_have_at_most_200_characters() {
        assertWrong(book.close("--outside-window", "x".repeat(201)), "--outside-window wants 1 to 200 characters");
        assertWrong(book.close("--operator", "x".repeat(201)), "--operator wants 1 to 200 characters");
        assertThat(book.close("--outside-window", "x".repeat(200), "--operator", "y".repeat(200))
                        .exitCode())
                .isZero();
    }

    @Test
    void an_unknown_format_is_refused() {
        TestProgram.Result wrong = book.run("export", "--month", "2022-09", "--output", "x", "--format", "pdf");

        assertThat(wrong.exitCode()).isEqualTo(64);
        assertThat(wrong.err())
                .contains("Invalid value for option '--format'", "'pdf'")
                .hasLineCount(1);
        assertThat(book.exists()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        2022-10-02T10:00:01+08:00   | --as-of 2022-10-02T10:00:01+08:00 is in the future, it is 2022-10-02T10:00:00+08:00
        2022-10-02T02:00:01Z        | --as-of 2022-10-02T10:00:01+08:00 is in the future, it is 2022-10-02T10:00:00+08:00
        2999-01-01T00:00Z           | --as-of 2999-01-01T08:00:00+08:00 is in the future, it is 2022-10-02T10:00:00+08:00
        2022-10-02T09:00:00.5+08:00 | --as-of 2022-10-02T01:00:00.500Z is not a whole second
        """)
    void the_settlement_instant_is_a_whole_second_that_has_passed(String asOf, String message) {
        assertWrong(book.close("--as-of", asOf), message);
        assertThat(book.rows("SELECT * FROM closing_month")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2022-10-02T10:00:00+08:00", "2022-10-02T02:00Z", "2022-10-01T16:00:00.000-10:00"})
    void now_has_passed_however_it_is_written(String asOf) {
        assertThat(book.close("--as-of", asOf).exitCode()).isZero();
        assertThat(book.rows("SELECT settlement_instant FROM closing_month"))
                .containsExactly("2022-10-02T02:00:00.000000000Z");
    }

    @Test
    void once_the_settlement_instant_is_fixed_no_other_may_be_given() {
        book.run("status");
        book.execute("ALTER TABLE settlement ADD CONSTRAINT broken CHECK (account_id <> 'A0002')");
        assertThat(book.close("--as-of", "2022-10-01T00:00:00+08:00").exitCode())
                .isEqualTo(1);
        book.execute("ALTER TABLE settlement DROP CONSTRAINT broken");

        assertWrong(
                book.close("--as-of", "2022-10-01T00:00:01+08:00"),
                "--as-of 2022-10-01T00:00:01+08:00 is not the settlement instant of 2022-09,"
                        + " which is fixed at 2022-10-01T00:00:00+08:00");
        assertThat(book.close("--as-of", "2022-09-30T16:00:00Z").exitCode()).isZero();
        assertThat(book.rows("SELECT settlement_instant FROM closing_month"))
                .containsExactly("2022-09-30T16:00:00.000000000Z");
    }

    @Test
    void a_close_that_goes_on_without_an_instant_takes_the_fixed_one() {
        book.run("status");
        book.execute("ALTER TABLE settlement ADD CONSTRAINT broken CHECK (account_id <> 'A0002')");
        book.close("--as-of", "2022-10-01T00:00:00+08:00");
        book.execute("ALTER TABLE settlement DROP CONSTRAINT broken");

        assertThat(book.at("2022-12-24T00:00:00+08:00").close().exitCode()).isZero();
        assertThat(book.rows("SELECT entries FROM settlement WHERE account_id = 'A0002'"))
                .singleElement()
                .asString()
                .matches("CHARGE,[0-9.]+,2022-09-30T16:00:00.000000000Z,.*");
    }

    private static void assertWrong(TestProgram.Result result, String message) {
        assertThat(result.err()).isEqualTo("month-close: " + message + "\n");
        assertThat(result.out()).isEmpty();
        assertThat(result.exitCode()).isEqualTo(64);
    }
}
