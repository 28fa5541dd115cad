package io.monthclose.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code rerun} as its user meets it. */
@Tag("book")
class RerunCommandTest {
    private static final String SHIPPED =
            TestProgram.HOME.resolve("price-book.yaml").toString();

    @TempDir
    private Path folder = Path.of("");

    private SmallBook book;

    @BeforeEach
    void open() {
        book = new SmallBook(folder);
    }

    private TestProgram.Result rerun(String step, String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("rerun", "--month", SmallBook.MONTH, "--step", step, "--reason", "ticket 7", "--quiet"));
        arguments.addAll(List.of(more));
        return book.run(arguments.toArray(String[]::new));
    }

    private void park() throws IOException {
        Path later = book.priceBook("from: \"2020-01-01T00:00:00+08:00\"", "from: \"2022-09-20T00:00:00+08:00\"");
        assertThat(book.close("--price-book", later.toString()).exitCode()).isEqualTo(3);
    }

    @Test
    void a_parked_account_is_settled_and_the_month_closes_as_if_nothing_had_been_wrong() throws IOException {
        park();

        TestProgram.Result closed = rerun(
                "rateAccounts",
                "--price-book",
                SHIPPED,
                "--output",
                book.output().toString());

        assertThat(closed.err()).isEmpty();
        assertThat(closed.exitCode()).isZero();
        assertThat(closed.out()).startsWith("2022-09 is closed, the first month of this book\n");
        assertThat(book.run("history").out())
                .contains(" rerun 2022-09 at ", "--step rateAccounts --reason ticket 7 --price-book " + SHIPPED);
        SmallBook atOnce = new SmallBook(folder.resolve("at-once"));
        atOnce.close();
        assertThat(book.documents()).isEqualTo(atOnce.documents());
    }

    @Test
    void an_account_that_is_still_parked_is_named_with_what_to_type() throws IOException {
        park();

        TestProgram.Result parked =
                rerun("rateAccounts", "--output", book.output().toString());

        assertThat(parked.exitCode()).isEqualTo(3);
        assertThat(parked.out())
                .startsWith("2022-09 stays open: 1 account(s) parked, documents are provisional\n")
                .contains("month-close rerun --month 2022-09 --step rateAccounts");
    }

    @Test
    void a_reconciliation_prints_every_invariant() {
        book.close();

        TestProgram.Result held = rerun("reconcileBooks");
        assertThat(held.exitCode()).isZero();
        assertThat(held.out()).hasLineCount(7).startsWith("2022-09 invariant 1 holds  Lines read = ");
        assertThat(rerun("reconcileRating").out()).hasLineCount(5);

        book.tamper("UPDATE settlement SET balance_after = balance_after + 1 WHERE account_id = 'A0001'");
        TestProgram.Result broken = rerun("reconcileBooks");
        assertThat(broken.exitCode()).isEqualTo(70);
        assertThat(broken.out()).contains("2022-09 invariant 6 BROKEN ").contains("A0001");
        assertThat(broken.err())
                .startsWith("month-close: invariant 6 does not hold for 2022-09 (")
                .endsWith("; money was posted\n")
                .hasLineCount(1);
        assertThat(book.rows("SELECT exit_code FROM launch_event WHERE kind = 'ENDED' ORDER BY event_id"))
                .containsExactly("0", "0", "0", "70");
    }

    @Test
    void documents_are_written_again_with_the_reason_in_the_history() {
        book.close();
        Path again = folder.resolve("again");

        TestProgram.Result written = rerun("export", "--output", again.toString());

        assertThat(written.exitCode()).isZero();
        assertThat(written.out()).isEqualTo("2022-09: 9 documents in " + again + "\n");
        assertThat(SmallBook.documents(again)).isEqualTo(book.documents());
        assertThat(book.run("history").out()).contains("--step export --reason ticket 7 --output " + again);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        takeUsage      | takeUsage is not run again by itself: close goes on with a take, and close --retake REASON takes the input anew before the first charge
        settleAccounts | settleAccounts is not run again by itself, because an account is charged once: close settles what is left, and rerun --step rateAccounts takes the parked accounts
        rateaccounts   | no step rateaccounts: --step is one of rateAccounts, reconcileRating, reconcileBooks, export
        """)
    void a_step_that_is_not_run_again_by_itself_is_refused_before_the_book_is_opened(String step, String message) {
        TestProgram.Result refused = rerun(step);

        assertThat(refused.err()).isEqualTo("month-close: " + message + "\n");
        assertThat(refused.exitCode()).isEqualTo(64);
        assertThat(book.exists()).isFalse();
    }

    @Test
    void options_that_do_not_fit_are_refused() {
        assertThat(rerun("export", "--price-book", SHIPPED).err())
                .isEqualTo("month-close: --price-book goes with --step rateAccounts alone\n");
        assertThat(book.run("rerun", "--month", "2022-09", "--step", "export").exitCode())
                .isEqualTo(64);
        assertThat(book.run("rerun", "--month", "2022-09", "--step", "export", "--reason", " ")
                        .err())
                .isEqualTo("month-close: --reason wants 1 to 200 characters\n");
        assertThat(book.close("--retake", "x".repeat(201)).err())
                .isEqualTo("month-close: --retake wants 1 to 200 characters\n");
    }

    @Test
    void a_month_without_a_parked_account_is_refused() {
        assertThat(rerun("rateAccounts").exitCode()).isEqualTo(76);
        assertThat(book.at("2022-10-05T00:00:00+08:00").close().exitCode()).isEqualTo(76);

        TestProgram.Result refused = rerun("rateAccounts");

        assertThat(refused.err()).isEqualTo("month-close: nothing is parked in 2022-09: close goes on with it\n");
        assertThat(refused.exitCode()).isEqualTo(64);
    }
}
