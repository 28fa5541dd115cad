package io.monthclose.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.monthclose.Tampering;
import io.monthclose.TestDatabase;
import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every close of a month that is not closed runs the job: the one that did not end well goes on, otherwise a new round. */
@Tag("book")
class JobRoundTest {
    private static final String BOOM =
            "ALTER TABLE settlement ADD CONSTRAINT boom CHECK (billing_month <> '2022-09'" + " OR account_id <> 'A4')";

    private final TestBook book =
            TestBook.inMemory("rounds", 1, Map.of("month-close.accounts-per-chunk", "2", "month-close.buckets", "1"));

    @TempDir
    private Path folder = Path.of("");

    private PoisonedMonths months;

    @BeforeEach
    void close_august() {
        book.clear();
        months = new PoisonedMonths(folder);
        close(PoisonedMonths.AUGUST);
    }

    @AfterEach
    void close_the_book() {
        book.close();
    }

    @Test
    void a_month_with_parked_accounts_has_a_round_for_every_close() {
        close(PoisonedMonths.SEPTEMBER);
        SortedMap<String, String> provisional = documents();
        close(PoisonedMonths.SEPTEMBER);
        close(PoisonedMonths.SEPTEMBER);

        assertThat(identities())
                .containsExactly("month=2022-08", "month=2022-09", "month=2022-09 round=1", "month=2022-09 round=2");
        assertThat(documents()).isEqualTo(provisional);
    }

    @Test
    void a_round_that_did_not_end_well_goes_on() {
        close(PoisonedMonths.SEPTEMBER);
        SortedMap<String, String> provisional = documents();
        book.jdbc()
                .execute("ALTER TABLE invariant_result ADD CONSTRAINT boom CHECK (number <> 7) "
                        + TestDatabase.unchecked());
        assertThat(failed().code()).isEqualTo(ProblemCode.UNEXPECTED);
        book.jdbc().execute("ALTER TABLE invariant_result DROP CONSTRAINT boom");

        close(PoisonedMonths.SEPTEMBER);

        assertThat(identities())
                .containsExactly("month=2022-08", "month=2022-09", "month=2022-09 round=1", "month=2022-09 round=1");
        assertThat(documents()).isEqualTo(provisional);
    }

    @Test
    void a_round_with_nothing_to_rate_reads_no_usage() {
        close(PoisonedMonths.SEPTEMBER);
        Tampering.update(book.jdbc(), "UPDATE segment SET sha256 = 'spoiled' WHERE billing_month = '2022-09'");

        close(PoisonedMonths.SEPTEMBER);
    }

    @Test
    void no_money_moves_on_a_resume_before_the_rating_was_reconciled_again() {
        book.jdbc().execute(BOOM);
        failed();
        book.jdbc().execute("ALTER TABLE settlement DROP CONSTRAINT boom");
        long settled = settled();
        Tampering.update(
                book.jdbc(),
                "UPDATE bill SET amount_due = amount_due + 1 WHERE billing_month = '2022-09' AND account_id = 'A7'");

        ProblemException stopped = failed();

        assertThat(stopped)
                .hasMessageContaining("invariant 5 does not hold for 2022-09")
                .hasMessageContaining("A7");
        assertThat(stopped.code()).isEqualTo(ProblemCode.INVARIANT_BROKEN);
        assertThat(settled()).isEqualTo(settled).isEqualTo(2);
    }

    @Test
    void what_a_dead_process_left_open_is_ended_whatever_month_it_was() {
        book.jdbc().update("UPDATE BATCH_JOB_EXECUTION SET STATUS = 'UNKNOWN'");
        book.jdbc()
                .update("UPDATE BATCH_STEP_EXECUTION SET STATUS = 'STARTED', END_TIME = NULL WHERE STEP_NAME ="
                        + " 'export'");

        close(PoisonedMonths.SEPTEMBER);

        assertThat(book.jdbc()
                        .queryForList("SELECT STATUS FROM BATCH_JOB_EXECUTION ORDER BY JOB_EXECUTION_ID", String.class))
                .containsExactly("FAILED", "COMPLETED");
        assertThat(book.jdbc()
                        .queryForObject("SELECT COUNT(*) FROM BATCH_STEP_EXECUTION WHERE END_TIME IS NULL", Long.class))
                .isZero();
    }

    private void close(YearMonth month) {
        book.close(month, months.input(month), folder.resolve("out"), PoisonedMonths.asOf(month), months.prices());
    }

    private ProblemException failed() {
        return catchThrowableOfType(ProblemException.class, () -> close(PoisonedMonths.SEPTEMBER));
    }

    private SortedMap<String, String> documents() {
        return Documents.in(folder.resolve("out"));
    }

    private long settled() {
        Long found = book.jdbc()
                .queryForObject("SELECT COUNT(*) FROM settlement WHERE billing_month = '2022-09'", Long.class);
        return found == null ? -1 : found;
    }

    /** The parameters of every execution, in order. */
    private List<String> identities() {
        return book
                .jdbc()
                .queryForList("SELECT JOB_EXECUTION_ID FROM BATCH_JOB_EXECUTION ORDER BY JOB_EXECUTION_ID", Long.class)
                .stream()
                .map(execution -> String.join(
                        " ",
                        book.jdbc()
                                .queryForList(
                                        "SELECT PARAMETER_NAME || '=' || PARAMETER_VALUE FROM"
                                                + " BATCH_JOB_EXECUTION_PARAMS WHERE JOB_EXECUTION_ID = ? AND"
                                                + " IDENTIFYING = 'Y' ORDER BY PARAMETER_NAME",
                                        String.class,
                                        execution)))
                .toList();
    }
}
