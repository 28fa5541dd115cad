package io.monthclose.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The framework keeps its progress in the book's own database, and lets an instance run once at a time. */
@Tag("book")
class JobRepositoryTest {
    @TempDir
    private Path folder = Path.of("");

    private SmallBook book;

    @BeforeEach
    void open() {
        book = new SmallBook(folder);
    }

    @Test
    void the_job_and_its_steps_are_rows_of_the_book() {
        book.with("month-close.buckets", "2").close();

        assertThat(book.rows("SELECT job_name FROM batch_job_instance")).containsExactly("monthClose");
        assertThat(book.rows("SELECT parameter_name, parameter_value, identifying FROM batch_job_execution_params"))
                .containsExactly("month 2022-09 Y");
        assertThat(book.rows("SELECT status, CASE WHEN end_time IS NULL THEN 1 ELSE 0 END FROM batch_job_execution"))
                .containsExactly("COMPLETED 0");
        assertThat(book.rows("SELECT step_name, status FROM batch_step_execution ORDER BY step_name"))
                .containsExactly(
                        "export COMPLETED",
                        "rateAccounts COMPLETED",
                        "rateAccounts:bucket-0 COMPLETED",
                        "rateAccounts:bucket-1 COMPLETED",
                        "reconcileBooks COMPLETED",
                        "reconcileRating COMPLETED",
                        "settleAccounts COMPLETED",
                        "settleAccounts:bucket-0 COMPLETED",
                        "settleAccounts:bucket-1 COMPLETED",
                        "takeUsage COMPLETED",
                        "takeUsage:taker-0 COMPLETED");
    }

    @Test
    void a_close_that_goes_on_is_another_execution_of_the_same_instance() {
        book.at("2022-10-05T00:00:00+08:00").close();
        book.close("--as-of", SmallBook.IN_THE_WINDOW);

        assertThat(book.rows("SELECT COUNT(*) FROM batch_job_instance")).containsExactly("1");
        assertThat(book.rows("SELECT status FROM batch_job_execution ORDER BY job_execution_id"))
                .containsExactly("FAILED", "COMPLETED");
        assertThat(book.rows("SELECT COUNT(*) FROM batch_step_execution WHERE step_name = 'takeUsage'"))
                .containsExactly("1");
    }

    @Test
    void an_instance_has_at_most_one_execution_that_has_not_ended() {
        book.close();
        String another = "INSERT INTO batch_job_execution (job_execution_id, job_instance_id, create_time, end_time)"
                + " SELECT %d, job_instance_id, CURRENT_TIMESTAMP, %s FROM batch_job_instance";
        book.execute(another.formatted(1001, "CURRENT_TIMESTAMP"));
        book.execute(another.formatted(1002, "NULL"));
        book.execute(another.formatted(1003, "CURRENT_TIMESTAMP"));

        assertThatThrownBy(() -> book.execute(another.formatted(1004, "NULL")))
                .hasCauseInstanceOf(SQLException.class)
                .rootCause()
                .message()
                .containsIgnoringCase("BATCH_ONE_UNENDED_EXECUTION");

        book.execute("UPDATE batch_job_execution SET end_time = CURRENT_TIMESTAMP WHERE job_execution_id = 1002");
        book.execute(another.formatted(1004, "NULL"));
    }

    @Test
    void what_a_dead_process_left_behind_does_not_keep_the_next_close_from_going_on() {
        book.at("2022-10-05T00:00:00+08:00").close();
        book.execute("UPDATE batch_job_execution SET end_time = NULL, status = 'STARTED', exit_code = 'UNKNOWN'");
        book.execute("UPDATE batch_step_execution SET end_time = NULL, status = 'STARTED', exit_code = 'EXECUTING'"
                + " WHERE step_name = 'settleAccounts'");

        assertThat(book.close("--as-of", SmallBook.IN_THE_WINDOW).exitCode()).isZero();
    }

    @Test
    void an_execution_whose_outcome_is_unknown_does_not_either() {
        book.at("2022-10-05T00:00:00+08:00").close();
        book.execute("UPDATE batch_job_execution SET status = 'UNKNOWN', exit_code = 'UNKNOWN'");
        book.execute("UPDATE batch_step_execution SET status = 'UNKNOWN', exit_code = 'UNKNOWN'"
                + " WHERE step_name = 'settleAccounts'");

        TestProgram.Result closed = book.close("--as-of", SmallBook.IN_THE_WINDOW);

        assertThat(closed.err()).isEmpty();
        assertThat(closed.exitCode()).isZero();
    }

    @Test
    void an_instance_without_an_execution_is_repaired() {
        book.run("status");
        book.execute("INSERT INTO batch_job_instance (job_instance_id, version, job_name, job_key)"
                + " VALUES (77, 0, 'monthClose', '" + "0".repeat(32) + "')");

        assertThat(book.close().exitCode()).isZero();
        assertThat(book.rows("SELECT COUNT(*) FROM batch_job_instance")).containsExactly("1");
    }
}
