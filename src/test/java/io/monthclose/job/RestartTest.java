package io.monthclose.job;

import static io.monthclose.job.TwelveAccounts.AUGUST;
import static io.monthclose.job.TwelveAccounts.SEPTEMBER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.monthclose.TestDatabase;
import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A close that fails leaves whole chunks behind, and the next one goes on to the bytes of one that was never disturbed. */
@Tag("book")
@TestInstance(Lifecycle.PER_CLASS)
class RestartTest {
    /** One bucket, so that a chunk holds five accounts in order, and several slices. */
    private static final Map<String, String> FIVES =
            Map.of("month-close.slice-bytes", "500", "month-close.accounts-per-chunk", "5", "month-close.buckets", "1");

    private static final List<String> RATING_TABLES = List.of("bill", "pack_movement", "parked_account", "rated_rows");
    private static final List<String> SETTLING_TABLES = List.of("settlement", "counted_top_up", "parked_account");

    private Path folder;
    private TwelveAccounts input;
    private SortedMap<String, String> undisturbed;

    /** Closes both months undisturbed, and keeps a book in which only August is closed. */
    @BeforeAll
    void close_undisturbed(@TempDir Path place) {
        folder = place;
        input = new TwelveAccounts(folder.resolve("in"));
        try (TestBook book = TestBook.inFile(folder.resolve("august"), 1, FIVES)) {
            input.documents(book, AUGUST);
        }
        try (TestBook book = TestBook.inMemory("undisturbed", 1, Map.of())) {
            input.documents(book, AUGUST);
            undisturbed = input.documents(book, SEPTEMBER);
        }
        assertThat(undisturbed.get("freezes.csv")).contains("HELD", "INSUFFICIENT", "ARREARS");
        assertThat(undisturbed.get("rejects.csv")).contains("CONFLICT", "UNKNOWN_API");
        assertThat(undisturbed.get("ledger.csv")).contains("TOP_UP", "RELEASE", "CHARGE", "FREEZE");
    }

    private TestBook augustClosed(String name) throws IOException {
        TestBook.copy(folder.resolve("august"), folder.resolve(name));
        return TestBook.inFile(folder.resolve(name), 1, FIVES);
    }

    private ProblemException failedClose(TestBook book, Progress progress) {
        return catchThrowableOfType(
                ProblemException.class, () -> input.close(book, SEPTEMBER, folder.resolve("out-failed"), progress));
    }

    @Test
    void an_error_in_a_chunk_of_ratings_leaves_neither_its_rows_nor_its_progress() throws IOException {
        try (TestBook book = augustClosed("rollback-rating")) {
            // the last insert of the second chunk, A0006 to A0010
            String boom =
                    "rated_rows ADD CONSTRAINT boom CHECK (billing_month <> '2022-09' OR first_account_id <> 'A0006')";
            book.jdbc().execute("ALTER TABLE " + boom);
            Steps steps = new Steps();

            assertThat(failedClose(book, steps).code()).isEqualTo(ProblemCode.UNEXPECTED);

            assertThat(accountsWithRows(book, "bill")).containsExactly("A0001", "A0002", "A0003", "A0004", "A0005");
            for (String table : RATING_TABLES) {
                String column = table.equals("rated_rows") ? "first_account_id" : "account_id";
                assertThat(count(book, table, column + " > 'A0005'")).as(table).isZero();
            }
            assertThat(count(book, "reject", "reason = 'CONFLICT'"))
                    .as("the conflict of A0003")
                    .isOne();
            assertThat(writeCount(book, StepNames.RATE_ACCOUNTS)).isEqualTo(5);
            assertThat(steps.advanced(StepNames.RATE_ACCOUNTS)).isEqualTo(5);

            book.jdbc().execute("ALTER TABLE rated_rows DROP CONSTRAINT boom");
            assertThat(input.documents(book, SEPTEMBER)).isEqualTo(undisturbed);
            assertThat(writeCount(book, StepNames.RATE_ACCOUNTS))
                    .as("each account once")
                    .isEqualTo(12);
        }
    }

    @Test
    void an_error_in_a_chunk_of_settlements_leaves_neither_its_rows_nor_its_progress() throws IOException {
        try (TestBook book = augustClosed("rollback-settling")) {
            // behind the top-ups of the second chunk
            book.jdbc()
                    .execute("ALTER TABLE settlement ADD CONSTRAINT boom CHECK (billing_month <> '2022-09' OR"
                            + " account_id <> 'A0007')");
            Steps steps = new Steps();

            assertThat(failedClose(book, steps).code()).isEqualTo(ProblemCode.UNEXPECTED);

            assertThat(accountsWithRows(book, "settlement"))
                    .containsExactly("A0001", "A0002", "A0003", "A0004", "A0005");
            for (String table : SETTLING_TABLES) {
                assertThat(count(book, table, "account_id > 'A0005'")).as(table).isZero();
            }
            assertThat(writeCount(book, StepNames.SETTLE_ACCOUNTS)).isEqualTo(5);
            assertThat(steps.advanced(StepNames.SETTLE_ACCOUNTS)).isEqualTo(5);

            book.jdbc().execute("ALTER TABLE settlement DROP CONSTRAINT boom");
            assertThat(input.documents(book, SEPTEMBER)).isEqualTo(undisturbed);
            assertThat(writeCount(book, StepNames.SETTLE_ACCOUNTS))
                    .as("each account once")
                    .isEqualTo(12);
        }
    }

    /** Something in the database that makes a step fail, in the step's order. */
    enum Disturbance {
        PLANNING("", "month_pack", "billing_month <> '2022-09' OR account_id <> 'A0007'"),
        A_SLICE("takeUsage", "taken_slice", "billing_month <> '2022-09' OR slice <> 2"),
        A_SEGMENT("takeUsage", "segment", "billing_month <> '2022-09' OR slice <> 3"),
        THE_WHOLE_TAKE("rateAccounts", "closing_month", "billing_month <> '2022-09' OR state <> 'TAKEN'"),
        A_BILL("rateAccounts", "bill", "billing_month <> '2022-09' OR account_id <> 'A0011'"),
        A_REJECT("rateAccounts", "reject", "billing_month <> '2022-09' OR reason <> 'CONFLICT'"),
        A_RATING_INVARIANT("reconcileRating", "invariant_result", "billing_month <> '2022-09' OR number <> 3"),
        THE_RATED_MONTH("reconcileRating", "closing_month", "billing_month <> '2022-09' OR state <> 'RATED'"),
        THE_INSTANT("settleAccounts", "closing_month", "billing_month <> '2022-09' OR settlement_instant IS NULL"),
        A_TOP_UP("settleAccounts", "counted_top_up", "top_up_id <> 'T12-2022-09'"),
        A_RELEASE("settleAccounts", "settlement", "released_month <> '2022-08' OR account_id <> 'A0001'"),
        A_SETTLEMENT("settleAccounts", "settlement", "billing_month <> '2022-09' OR account_id <> 'A0007'"),
        AN_ENTRY("settleAccounts", "settlement", "billing_month <> '2022-09' OR entries NOT LIKE '%FREEZE%'"),
        A_BOOKS_INVARIANT("reconcileBooks", "invariant_result", "billing_month <> '2022-09' OR number <> 7"),
        THE_SETTLED_MONTH("reconcileBooks", "closing_month", "billing_month <> '2022-09' OR state <> 'SETTLED'"),
        A_DOCUMENT("export", "month_document", "billing_month <> '2022-09' OR name <> 'ledger.csv'"),
        THE_CLOSED_MONTH("export", "closing_month", "billing_month <> '2022-09' OR state <> 'CLOSED'"),
        PROGRESS_OF_RATING(
                "rateAccounts", "BATCH_STEP_EXECUTION", "STEP_NAME <> 'rateAccounts:bucket-0' OR WRITE_COUNT <> 10"),
        PROGRESS_OF_SETTLING(
                "settleAccounts",
                "BATCH_STEP_EXECUTION",
                "STEP_NAME <> 'settleAccounts:bucket-0' OR STATUS <> 'COMPLETED' OR START_TIME < CURRENT_DATE"),
        NOTE_OF_THE_RATED_MONTH(
                "reconcileRating", "BATCH_STEP_EXECUTION", "STEP_NAME <> 'reconcileRating' OR STATUS <> 'COMPLETED'"),
        NOTE_OF_THE_SETTLED_MONTH(
                "reconcileBooks", "BATCH_STEP_EXECUTION", "STEP_NAME <> 'reconcileBooks' OR STATUS <> 'COMPLETED'");

        private final String step;
        private final String table;
        private final String check;

        Disturbance(String step, String table, String check) {
            this.step = step;
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
    void a_close_goes_on_after(Disturbance disturbance) throws IOException {
        String name = "failed-" + disturbance;
        try (TestBook book = augustClosed(name)) {
            disturbance.begin(book);
            Steps steps = new Steps();

            ProblemException failure = failedClose(book, steps);

            assertThat(failure.code()).isEqualTo(ProblemCode.UNEXPECTED);
            assertThat(failure)
                    .hasMessageContaining("can be run again")
                    .message()
                    .containsIgnoringCase("boom");
            assertThat(steps.ended()).doesNotContain(disturbance.step);
            assertThat(count(book, "closing_month", "state = 'CLOSED'"))
                    .as("September is not closed")
                    .isZero();
            disturbance.end(book);
        }
        try (TestBook book = TestBook.inFile(folder.resolve(name), 1, FIVES)) {
            assertThat(input.documents(book, SEPTEMBER)).isEqualTo(undisturbed);
            Verified.agrees(book, SEPTEMBER);
        }
    }

    @Test
    void a_close_goes_on_after_a_document_could_not_be_put_in_its_place() throws IOException {
        Path output = folder.resolve("out-occupied");
        Path inTheWay = Files.createDirectories(output.resolve("freezes.csv").resolve("something"));
        try (TestBook book = augustClosed("failed-output")) {
            ProblemException failure = catchThrowableOfType(
                    ProblemException.class, () -> input.close(book, SEPTEMBER, output, Progress.NONE));

            assertThat(failure.code()).isEqualTo(ProblemCode.OUTPUT_NOT_WRITTEN);
            assertThat(failure).hasMessageContaining("freezes.csv");
            assertThat(count(book, "closing_month", "state = 'SETTLED'")).isOne();

            Files.delete(inTheWay);
            Files.delete(output.resolve("freezes.csv"));
            input.close(book, SEPTEMBER, output, Progress.NONE);
            assertThat(Documents.in(output)).isEqualTo(undisturbed);
        }
    }

    @Test
    void a_close_that_failed_over_and_over_still_ends_at_the_same_bytes() throws IOException {
        try (TestBook book = augustClosed("failed-over-and-over")) {
            for (Disturbance disturbance : Disturbance.values()) {
                disturbance.begin(book);
                failedClose(book, Progress.NONE);
                disturbance.end(book);
            }
            assertThat(input.documents(book, SEPTEMBER)).isEqualTo(undisturbed);
        }
    }

    private static List<String> accountsWithRows(TestBook book, String table) {
        return book.jdbc()
                .queryForList(
                        "SELECT account_id FROM " + table + " WHERE billing_month = '2022-09' ORDER BY account_id",
                        String.class);
    }

    private static long count(TestBook book, String table, String where) {
        String count = "SELECT COUNT(*) FROM " + table + " WHERE billing_month = '2022-09' AND " + where;
        Long found = book.jdbc().queryForObject(count, Long.class);
        return found == null ? -1 : found;
    }

    /** What the framework's tables say was written in all executions of a step's partitions for September. */
    private static long writeCount(TestBook book, String step) {
        Long found = book.jdbc()
                .queryForObject(
                        "SELECT COALESCE(SUM(s.WRITE_COUNT), 0) FROM BATCH_STEP_EXECUTION s"
                                + " JOIN BATCH_JOB_EXECUTION_PARAMS p ON p.JOB_EXECUTION_ID = s.JOB_EXECUTION_ID"
                                + " WHERE p.PARAMETER_VALUE = '2022-09' AND s.STEP_NAME LIKE ?",
                        Long.class,
                        step + ":%");
        return found == null ? -1 : found;
    }

    /** Remembers what a close said of its progress. */
    private static final class Steps implements Progress {
        private final Map<String, AtomicLong> advanced = new HashMap<>();
        private final List<String> ended = new ArrayList<>();
        private String step = "";

        @Override
        public synchronized void started(String name, long total, String unit) {
            step = name;
            advanced.put(name, new AtomicLong());
        }

        @Override
        public synchronized void advanced(long units) {
            advanced.computeIfAbsent(step, _ -> new AtomicLong()).addAndGet(units);
        }

        @Override
        public synchronized void ended(String name, String counts) {
            ended.add(name);
        }

        @Override
        public void failed(String name) {}

        long advanced(String name) {
            return advanced.getOrDefault(name, new AtomicLong(-1)).get();
        }

        List<String> ended() {
            return ended;
        }
    }
}
