package io.monthclose.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Exit code 1: something nobody foresaw. It is told in one line, and the next close goes on where it stopped. */
@Tag("book")
class UnexpectedFailureTest {
    @TempDir
    private Path folder = Path.of("");

    private SmallBook book;

    @BeforeEach
    void open() {
        book = new SmallBook(folder);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        takeUsage      | ALTER TABLE segment RENAME TO hidden                                              | ALTER TABLE hidden RENAME TO segment                | OPEN
        rateAccounts   | ALTER TABLE bill ADD CONSTRAINT broken CHECK (account_id <> 'A0002')              | ALTER TABLE bill DROP CONSTRAINT broken             | TAKEN
        reconcileRating| ALTER TABLE invariant_result ADD CONSTRAINT broken CHECK (number <> 5)            | ALTER TABLE invariant_result DROP CONSTRAINT broken | TAKEN
        settleAccounts | ALTER TABLE settlement ADD CONSTRAINT broken CHECK (frozen < 1)                   | ALTER TABLE settlement DROP CONSTRAINT broken       | RATED
        reconcileBooks | ALTER TABLE invariant_result ADD CONSTRAINT broken CHECK (number <> 7)            | ALTER TABLE invariant_result DROP CONSTRAINT broken | RATED
        export         | ALTER TABLE month_document ADD CONSTRAINT broken CHECK (name <> 'settlement.json') | ALTER TABLE month_document DROP CONSTRAINT broken   | SETTLED
        """)
    void a_step_that_fails_leaves_the_month_where_it_was_and_the_next_close_goes_on(
            String step, String broken, String mended, String state) {
        book.run("status");
        book.execute(broken);

        TestProgram.Result failed = book.close();

        assertThat(failed.err())
                .startsWith("month-close: the close of 2022-09 failed and can be run again: ")
                .hasLineCount(1);
        assertThat(failed.out()).isEmpty();
        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(book.rows("SELECT state FROM closing_month")).containsExactly(state);
        assertThat(book.rows("SELECT step FROM launch_event WHERE kind = 'STEP_ENDED' AND outcome = 'FAILED'"))
                .containsExactly(step);
        book.execute(mended);
        assertThat(book.close().exitCode()).isZero();
        assertThat(book.documents()).isEqualTo(undisturbed());
        assertThat(book.rows("SELECT exit_code FROM launch_event WHERE kind = 'ENDED' ORDER BY event_id"))
                .containsExactly("1", "0");
    }

    @Test
    void a_chunk_that_fails_leaves_none_of_its_rows_behind() {
        book.with("month-close.buckets", "1").run("status");
        book.execute("ALTER TABLE settlement ADD CONSTRAINT broken CHECK (frozen < 1)");

        assertThat(book.close().exitCode()).isEqualTo(1);

        for (String table : List.of("settlement", "counted_top_up")) {
            assertThat(book.rows("SELECT * FROM " + table)).as(table).isEmpty();
        }
        assertThat(book.rows("SELECT COUNT(*) FROM bill")).containsExactly("2");
    }

    @Test
    void a_failure_outside_any_step_is_told_in_one_line_too() {
        book.run("status");
        book.execute("DROP TABLE book CASCADE");

        TestProgram.Result failed = book.close();

        assertThat(failed.err())
                .startsWith("month-close: unexpected failure: ")
                .containsIgnoringCase("book")
                .hasLineCount(1);
        assertThat(failed.out()).isEmpty();
        assertThat(failed.exitCode()).isEqualTo(1);
    }

    private SortedMap<String, String> undisturbed() {
        SmallBook other = new SmallBook(folder.resolve("undisturbed"));
        assertThat(other.close().exitCode()).isZero();
        return other.documents();
    }
}
