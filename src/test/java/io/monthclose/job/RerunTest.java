package io.monthclose.job;

import static io.monthclose.job.PoisonedMonths.AUGUST;
import static io.monthclose.job.PoisonedMonths.PARKED;
import static io.monthclose.job.PoisonedMonths.SEPTEMBER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.monthclose.Tampering;
import io.monthclose.TestDatabase;
import io.monthclose.intake.Sha256;
import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import io.monthclose.store.Difference;
import io.monthclose.store.MonthState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A rerun takes the parked accounts alone, and the month closes as if nothing had been wrong (rules, "Parked accounts"). */
@Tag("book")
@TestInstance(Lifecycle.PER_CLASS)
class RerunTest {
    private static final Map<String, String> TWOS =
            Map.of("month-close.accounts-per-chunk", "2", "month-close.buckets", "2");

    private Path folder;
    private PoisonedMonths months;
    private SortedMap<String, String> provisional;
    private SortedMap<String, String> atOnce;

    /** Closes September with the mended prices at once, and keeps a book in which two accounts are parked. */
    @BeforeAll
    void park(@TempDir Path place) {
        folder = place;
        months = new PoisonedMonths(folder);
        try (TestBook book = TestBook.inMemory("mended-at-once", 2, TWOS)) {
            close(book, AUGUST, months.prices());
            close(book, SEPTEMBER, months.mendedPrices());
            atOnce = documents();
        }
        try (TestBook book = TestBook.inFile(folder.resolve("parked"), 2, TWOS)) {
            close(book, AUGUST, months.prices());
            assertThat(((CloseOutcome.Settled) close(book, SEPTEMBER, months.prices())).parked())
                    .isEqualTo(PARKED);
            provisional = documents();
        }
        assertThat(atOnce.get("freezes.csv")).containsPattern("2022-09,A2,[1-9]");
    }

    private TestBook parked(String name) throws IOException {
        TestBook.copy(folder.resolve("parked"), folder.resolve(name));
        return TestBook.inFile(folder.resolve(name), 2, TWOS);
    }

    @Test
    void with_a_mended_price_book_the_month_closes_as_if_it_had_had_it_at_once() throws IOException {
        try (TestBook book = parked("mended")) {
            RerunOutcome outcome = retry(book, months.mendedPrices());

            assertThat(documents()).isEqualTo(atOnce);
            assertThat(outcome.exitCode()).as("rejects").isEqualTo(3);
            assertThat(state(book)).isEqualTo("CLOSED");
            assertThat(count(book, "parked_account", "billing_month = '2022-09'"))
                    .isZero();
            assertThat(book.jdbc()
                            .queryForList(
                                    "SELECT detail FROM launch_event WHERE detail LIKE 'PRICE BOOK%'", String.class))
                    .singleElement()
                    .asString()
                    .matches("PRICE BOOK: SHA-256 [0-9a-f]{64} in the place of [0-9a-f]{64}; the same results for all 5"
                            + " accounts that are not parked");
            Verified.agrees(book, SEPTEMBER);
        }
    }

    /** No month names it any more, but the history does. */
    @Test
    void a_price_book_that_was_replaced_in_turn_is_verified_too() throws IOException {
        try (TestBook book = parked("replaced-twice")) {
            Path between = Files.writeString(
                    folder.resolve("between.yaml"), Files.readString(months.prices()) + "# as before\n");
            String sha256 = Sha256.of(between);
            assertThat(retry(book, between).exitCode()).as("parked again").isEqualTo(3);
            retry(book, months.mendedPrices());
            Verified.agrees(book, SEPTEMBER);

            String bytes = TestDatabase.isPostgres() ? "'\\x00'::bytea" : "X'00'";
            Tampering.update(book.jdbc(), "UPDATE price_book SET yaml = " + bytes + " WHERE sha256 = ?", sha256);
            assertThat(book.verify(SEPTEMBER).differences())
                    .extracting(Difference::text)
                    .anyMatch(text ->
                            text.startsWith("price_book sha256 " + sha256 + ", yaml: recorded bytes, they hash to "));
            Tampering.update(book.jdbc(), "DELETE FROM price_book_pool WHERE sha256 = ?", sha256);
            Tampering.update(book.jdbc(), "DELETE FROM price_book WHERE sha256 = ?", sha256);
            assertThat(book.verify(SEPTEMBER).differences())
                    .extracting(Difference::text)
                    .containsExactly("price_book sha256 " + sha256 + ", row: recorded none, the history notes it");
        }
    }

    @Test
    void while_the_cause_is_there_the_accounts_are_parked_again_and_nothing_else_changes() throws IOException {
        try (TestBook book = parked("still")) {
            for (int again = 0; again < 2; again++) {
                RerunOutcome outcome = retry(book, months.prices());
                assertThat(((RerunOutcome.Retried) outcome).outcome().parked()).isEqualTo(PARKED);
                assertThat(outcome.exitCode()).isEqualTo(3);
            }
            assertThat(documents()).isEqualTo(provisional);
            assertThat(count(book, "parked_account", "retry")).isZero();
            assertThat(book.rerun(SEPTEMBER, RerunStep.RATE_ACCOUNTS, Optional.empty(), output())
                            .exitCode())
                    .isEqualTo(3);
            assertThat(documents()).isEqualTo(provisional);
            Verified.agrees(book, SEPTEMBER);
        }
    }

    /** Something in the database that makes a rerun fail, in the order of what it does. */
    enum Disturbance {
        THE_PRICE_BOOK("price_book", "version = 'none'"),
        THE_MARK("parked_account", "NOT retry"),
        A_BILL("bill", "billing_month <> '2022-09' OR account_id <> 'A2'"),
        A_PACK("pack_movement", "billing_month <> '2022-09' OR account_id <> 'A5'"),
        A_RATING_INVARIANT("invariant_result", "billing_month <> '2022-09' OR number <> 3"),
        A_TOP_UP("counted_top_up", "top_up_id <> 'T2-2022-09'"),
        A_RELEASE("settlement", "released_month <> '2022-08' OR account_id <> 'A2'"),
        ANOTHER_SETTLEMENT("settlement", "billing_month <> '2022-09' OR account_id <> 'A5'"),
        A_BOOKS_INVARIANT("invariant_result", "billing_month <> '2022-09' OR number <> 7"),
        A_DOCUMENT("month_document", "billing_month <> '2022-09' OR name <> 'ledger.csv'"),
        THE_CLOSED_MONTH("closing_month", "billing_month <> '2022-09' OR state <> 'CLOSED'");

        private final String table;
        private final String check;

        Disturbance(String table, String check) {
            this.table = table;
            this.check = check;
        }

        void begin(TestBook book) {
            book.jdbc()
                    .execute("ALTER TABLE " + table + " ADD CONSTRAINT boom CHECK (" + check + ") "
                            + TestDatabase.unchecked());
        }

        void end(TestBook book) {
            book.jdbc().execute("ALTER TABLE " + table + " DROP CONSTRAINT boom");
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_rerun_that_failed_is_finished_by_a_close_with_the_price_book_of_the_take(Disturbance disturbance)
            throws IOException {
        try (TestBook book = parked("failed-" + disturbance)) {
            fail(book, disturbance);
            if (disturbance == Disturbance.THE_PRICE_BOOK || disturbance == Disturbance.THE_MARK) {
                close(book, SEPTEMBER, months.prices());
                assertThat(documents()).as("nothing was begun").isEqualTo(provisional);
                retry(book, months.mendedPrices());
            } else {
                close(book, SEPTEMBER, months.prices());
            }
            assertThat(documents()).isEqualTo(atOnce);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_rerun_that_failed_is_finished_by_the_same_rerun(Disturbance disturbance) throws IOException {
        try (TestBook book = parked("repeated-" + disturbance)) {
            fail(book, disturbance);
            if (count(book, "bill", "billing_month = '2022-09'")
                    > count(book, "settlement", "billing_month = '2022-09'")) {
                for (RerunStep step : List.of(RerunStep.EXPORT, RerunStep.RECONCILE_BOOKS)) {
                    ProblemException early = catchThrowableOfType(
                            ProblemException.class, () -> book.rerun(SEPTEMBER, step, Optional.empty(), output()));
                    // A5 was parked with its bill, and is until it is settled.
                    if (count(book, "parked_account", "billing_month = '2022-09'") == 0) {
                        assertThat(early.code()).isEqualTo(ProblemCode.NOT_NOW);
                        assertThat(early).hasMessageContaining("its accounts are not all settled yet: close goes on");
                    }
                }
            }
            retry(book, months.mendedPrices());
            assertThat(documents()).isEqualTo(atOnce);
        }
    }

    private void fail(TestBook book, Disturbance disturbance) {
        disturbance.begin(book);
        Throwable failure = catchThrowable(() -> retry(book, months.mendedPrices()));
        assertThat(failure).rootCause().message().containsIgnoringCase("boom");
        disturbance.end(book);
    }

    /** What an earlier rerun kept may leave a later fault nothing to meet: then that rerun or the one before was the last. */
    @Test
    void reruns_that_fail_over_and_over_end_at_the_same_bytes() throws IOException {
        try (TestBook book = parked("over-and-over")) {
            int failed = 0;
            for (Disturbance disturbance : Disturbance.values()) {
                disturbance.begin(book);
                failed += catchThrowable(() -> retry(book, months.mendedPrices())) == null ? 0 : 1;
                disturbance.end(book);
            }
            assertThat(failed).isGreaterThan(3);
            close(book, SEPTEMBER, months.prices());
            assertThat(documents()).isEqualTo(atOnce);
        }
    }

    /** A settlement that the program knows nothing of: the bill may not go, and that is nothing that an account is parked for. */
    @Test
    void what_the_database_refuses_is_a_failure_of_the_program_and_parks_nobody() throws IOException {
        try (TestBook book = parked("guarded")) {
            String reason = "SELECT reason FROM parked_account WHERE account_id = 'A5'";
            String before = book.jdbc().queryForObject(reason, String.class);
            book.jdbc()
                    .update("INSERT INTO settlement SELECT billing_month, 'A5', bucket, opening_balance, top_ups, 0,"
                            + " amount_due, balance_after, wanted, frozen, freeze_status, account_status, bill_status,"
                            + " CAST(NULL AS VARCHAR(7)), entry_count, entries FROM settlement"
                            + " WHERE billing_month = '2022-09' AND account_id = 'A1'");

            ProblemException failed =
                    catchThrowableOfType(ProblemException.class, () -> retry(book, months.mendedPrices()));

            assertThat(failed.code()).isEqualTo(ProblemCode.UNEXPECTED);
            assertThat(failed)
                    .rootCause()
                    .hasMessageContaining("month-close: bill of 2022-09 is charged: DELETE refused");
            assertThat(book.jdbc().queryForObject(reason, String.class)).isEqualTo(before);
            assertThat(count(book, "bill", "account_id = 'A5' AND billing_month = '2022-09'"))
                    .isOne();
        }
    }

    /** The mended price book with something else in it that moves a figure of an account that is not parked. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        PRODUCT: 10000       | PRODUCT: 9000        | A1: lines DetectProduct,
        price_per_1000: 2.5} | price_per_1000: 2.4} | A1: freeze estimate 65.4, kept 67.5
        """)
    void a_price_book_that_moves_another_account_is_refused_and_changes_nothing(
            String part, String instead, String difference) throws IOException {
        try (TestBook book = parked("moves-" + instead.hashCode())) {
            ProblemException refused =
                    refused(book, RerunStep.RATE_ACCOUNTS, months.mendedPrices(part.strip(), instead.strip()));

            assertThat(refused.code()).isEqualTo(ProblemCode.INPUT_REFUSED);
            assertThat(refused).hasMessageContaining("account(s) that are not parked; nothing was changed");
            assertThat(String.join("\n", refused.faults())).contains(difference);
            assertThat(count(book, "parked_account", "retry")).isZero();
            close(book, SEPTEMBER, months.prices());
            assertThat(documents()).isEqualTo(provisional);
        }
    }

    /** It has neither the limits nor the window of a close. */
    @Test
    void before_the_first_charge_a_rerun_is_refused_and_the_close_goes_on() throws IOException {
        try (TestBook book = TestBook.inFile(folder.resolve("rated"), 2, TWOS)) {
            close(book, AUGUST, months.prices());
            book.jdbc()
                    .execute("ALTER TABLE closing_month ADD CONSTRAINT boom CHECK (billing_month <> '2022-09' OR"
                            + " settlement_instant IS NULL) " + TestDatabase.unchecked());
            var _ = catchThrowableOfType(ProblemException.class, () -> close(book, SEPTEMBER, months.prices()));
            book.jdbc().execute("ALTER TABLE closing_month DROP CONSTRAINT boom");
            assertThat(state(book)).isEqualTo("RATED");

            ProblemException early = refused(book, RerunStep.RATE_ACCOUNTS, months.mendedPrices());

            assertThat(early.code()).isEqualTo(ProblemCode.NOT_NOW);
            assertThat(early).hasMessageStartingWith("2022-09 is RATED, nothing of it is charged yet: close goes on");
            assertThat(count(book, "parked_account", "retry")).isZero();
            assertThat(count(book, "settlement", "billing_month = '2022-09'")).isZero();
            close(book, SEPTEMBER, months.prices());
            assertThat(documents()).isEqualTo(provisional);
        }
    }

    @Test
    void what_cannot_be_run_again_is_refused_with_what_to_do() throws IOException {
        try (TestBook book = parked("refused")) {
            ProblemException unknown = catchThrowableOfType(
                    ProblemException.class,
                    () -> book.rerun(YearMonth.of(2022, 10), RerunStep.RATE_ACCOUNTS, Optional.empty(), output()));
            assertThat(unknown)
                    .hasMessage("2022-10 is not in the book: status shows the months that are, close begins one");
            assertThat(unknown.code()).isEqualTo(ProblemCode.NOT_NOW);
            retry(book, months.mendedPrices());
            ProblemException closed = refused(book, RerunStep.RATE_ACCOUNTS, months.mendedPrices());
            assertThat(closed)
                    .hasMessage("2022-09 is closed and never changes; rerun --step export writes its documents again");
            assertThat(closed.code()).isEqualTo(ProblemCode.WRONG_USE);
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothing_is_run_again_before_the_month_has_come_so_far(RerunStep step) throws IOException {
        try (TestBook book = TestBook.inFile(folder.resolve("early-" + step), 2, TWOS)) {
            book.jdbc().execute("ALTER TABLE bill ADD CONSTRAINT boom CHECK (account_id <> 'A7')");
            var _ = catchThrowableOfType(ProblemException.class, () -> close(book, AUGUST, months.prices()));

            ProblemException early = catchThrowableOfType(
                    ProblemException.class, () -> book.rerun(AUGUST, step, Optional.empty(), output()));

            assertThat(early.code()).isEqualTo(ProblemCode.NOT_NOW);
            assertThat(early)
                    .hasMessageStartingWith("2022-08 is TAKEN, ")
                    .hasMessageEndingWith(": close goes on with it");
        }
    }

    @Test
    void a_reconciliation_is_run_again_and_its_findings_are_kept_while_the_month_is_open() throws IOException {
        try (TestBook book = parked("reconciled")) {
            assertThat(reconcile(book, SEPTEMBER, RerunStep.RECONCILE_RATING).findings())
                    .hasSize(5);
            RerunOutcome.Reconciled held = reconcile(book, SEPTEMBER, RerunStep.RECONCILE_BOOKS);
            assertThat(held.findings()).hasSize(7).allMatch(finding -> finding.holds());
            assertThat(held.exitCode()).isZero();

            Tampering.update(book.jdbc(), "UPDATE bill SET amount_due = amount_due + 1 WHERE account_id = 'A1'");
            RerunOutcome.Reconciled broken = reconcile(book, SEPTEMBER, RerunStep.RECONCILE_RATING);

            assertThat(broken.exitCode()).isEqualTo(70);
            assertThat(broken.broken().orElseThrow())
                    .hasMessageStartingWith("invariant 5 does not hold for 2022-09 (")
                    .hasMessageEndingWith("; money was posted");
            assertThat(count(book, "invariant_result", "billing_month = '2022-09' AND NOT holds"))
                    .isOne();

            assertThat(reconcile(book, AUGUST, RerunStep.RECONCILE_BOOKS).exitCode())
                    .isEqualTo(70);
            assertThat(count(book, "invariant_result", "billing_month = '2022-08' AND NOT holds"))
                    .as("what was recorded of a closed month")
                    .isZero();
        }
    }

    private static RerunOutcome.Reconciled reconcile(TestBook book, YearMonth month, RerunStep step) {
        return (RerunOutcome.Reconciled) book.rerun(month, step, Optional.empty(), Path.of("unused"));
    }

    @Test
    void documents_are_written_again() throws IOException {
        try (TestBook book = parked("exported")) {
            Path again = folder.resolve("again");
            RerunOutcome exported = book.rerun(SEPTEMBER, RerunStep.EXPORT, Optional.empty(), again);
            assertThat(exported).isEqualTo(new RerunOutcome.Exported(SEPTEMBER, MonthState.SETTLED, 9, 2, again));
            assertThat(exported.exitCode()).isZero();
            assertThat(Documents.in(again)).isEqualTo(provisional);

            retry(book, months.mendedPrices());
            assertThat(book.rerun(SEPTEMBER, RerunStep.EXPORT, Optional.empty(), again)
                            .exitCode())
                    .isZero();
            assertThat(Documents.in(again)).isEqualTo(atOnce);
        }
    }

    private RerunOutcome retry(TestBook book, Path prices) {
        return book.rerun(SEPTEMBER, RerunStep.RATE_ACCOUNTS, Optional.of(prices), output());
    }

    private ProblemException refused(TestBook book, RerunStep step, Path prices) {
        return catchThrowableOfType(
                ProblemException.class, () -> book.rerun(SEPTEMBER, step, Optional.of(prices), output()));
    }

    private CloseOutcome close(TestBook book, YearMonth month, Path prices) {
        return book.close(month, months.input(month), output(), PoisonedMonths.asOf(month), prices);
    }

    private Path output() {
        return folder.resolve("out");
    }

    private SortedMap<String, String> documents() {
        return Documents.in(output());
    }

    private static String state(TestBook book) {
        return List.copyOf(book.jdbc()
                        .queryForList("SELECT state FROM closing_month ORDER BY billing_month", String.class))
                .getLast();
    }

    private static long count(TestBook book, String table, String where) {
        Long found = book.jdbc().queryForObject("SELECT COUNT(*) FROM " + table + " WHERE " + where, Long.class);
        return found == null ? -1 : found;
    }
}
