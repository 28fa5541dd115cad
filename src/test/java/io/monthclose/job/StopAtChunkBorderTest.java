package io.monthclose.job;

import static io.monthclose.job.TwelveAccounts.AUGUST;
import static io.monthclose.job.TwelveAccounts.SEPTEMBER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A close that is asked to stop ends after the chunk it is at; what is done stays done, and the next close does the rest. */
@Tag("book")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StopAtChunkBorderTest {
    private static final Map<String, String> FIVES =
            Map.of("month-close.slice-bytes", "600", "month-close.accounts-per-chunk", "5", "month-close.buckets", "1");

    private final List<TestBook> open = new ArrayList<>();
    private Path folder;
    private TwelveAccounts input;
    private SortedMap<String, String> undisturbed;

    @BeforeAll
    void close_undisturbed(@TempDir Path place) {
        folder = place;
        input = new TwelveAccounts(folder.resolve("in"));
        try (TestBook book = TestBook.inFile(folder.resolve("august"), 1, FIVES)) {
            input.documents(book, AUGUST);
        }
        try (TestBook book = TestBook.inMemory("unstopped", 1, Map.of())) {
            input.documents(book, AUGUST);
            undisturbed = input.documents(book, SEPTEMBER);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"takeUsage", "rateAccounts", "settleAccounts"})
    void a_stop_within_a_step_leaves_its_first_chunk_and_the_next_close_does_the_rest(String step) throws IOException {
        stopped(step, new Progress() {
            private String running = "";

            @Override
            public void started(String name, long total, String unit) {
                running = name;
            }

            @Override
            public void advanced(long units) {
                if (running.equals(step)) {
                    stop();
                }
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"takeUsage", "rateAccounts", "reconcileRating", "settleAccounts", "reconcileBooks"})
    void a_stop_at_the_end_of_a_step_lets_the_next_step_not_begin(String step) throws IOException {
        stopped(step + "-ended", new Progress() {
            @Override
            public void ended(String name, String counts) {
                if (name.equals(step)) {
                    stop();
                }
            }
        });
    }

    private void stop() {
        open.getLast().stop();
    }

    private void stopped(String name, Progress progress) throws IOException {
        TestBook.copy(folder.resolve("august"), folder.resolve(name));
        try (TestBook book = TestBook.inFile(folder.resolve(name), 1, FIVES)) {
            open.add(book);
            ProblemException stopped = catchThrowableOfType(
                    ProblemException.class, () -> input.close(book, SEPTEMBER, folder.resolve("out-failed"), progress));

            assertThat(stopped.code()).isEqualTo(ProblemCode.STOPPED);
            assertThat(rows(book, "bill"))
                    .isEqualTo(name.equals("rateAccounts") ? 5 : name.startsWith("take") ? 0 : 12);
            assertThat(rows(book, "settlement"))
                    .isEqualTo(name.equals("settleAccounts") ? 5 : name.matches("settle.*|reconcileBooks.*") ? 12 : 0);
            assertThat(book.jdbc()
                            .queryForObject(
                                    "SELECT COUNT(*) FROM BATCH_JOB_EXECUTION WHERE STATUS = 'STOPPED'", Long.class))
                    .isOne();
        }
        try (TestBook book = TestBook.inFile(folder.resolve(name), 1, FIVES)) {
            assertThat(input.documents(book, SEPTEMBER)).isEqualTo(undisturbed);
            Verified.agrees(book, SEPTEMBER);
        }
    }

    private static long rows(TestBook book, String table) {
        return JdbcClient.create(book.jdbc())
                .sql("SELECT COUNT(*) FROM " + table + " WHERE billing_month = '2022-09'")
                .query(Long.class)
                .single();
    }
}
