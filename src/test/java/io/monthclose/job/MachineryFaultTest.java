package io.monthclose.job;

import static io.monthclose.job.TwelveAccounts.AUGUST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.monthclose.Tampering;
import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A fault of the machinery stops the close; no account is parked for it (issue 4; rules, "Parked accounts"). */
@Tag("book")
class MachineryFaultTest {
    private final TestBook book = TestBook.inMemory(
            "machinery", 2, Map.of("month-close.accounts-per-chunk", "2", "month-close.buckets", "3"));

    @TempDir
    private Path folder = Path.of("");

    /** What may go wrong in code, as somebody's mistake would have it. */
    enum Fault {
        NULL_POINTER,
        ILLEGAL_STATE,
        ARITHMETIC,
        OUT_OF_MEMORY,
        STACK_OVERFLOW;

        void happen() {
            switch (this) {
                case NULL_POINTER -> throw new NullPointerException("a mistake");
                case ILLEGAL_STATE -> throw new IllegalStateException("a mistake");
                case ARITHMETIC -> throw new ArithmeticException("a mistake");
                case OUT_OF_MEMORY -> throw new OutOfMemoryError("a mistake");
                case STACK_OVERFLOW -> throw new StackOverflowError("a mistake");
            }
        }
    }

    @BeforeEach
    void begin() {
        book.clear();
    }

    @AfterEach
    void end() {
        book.close();
    }

    /** Faults in the step, on the thread and in the transaction of a chunk. */
    @ParameterizedTest
    @CsvSource({
        "rateAccounts, NULL_POINTER", "rateAccounts, ILLEGAL_STATE", "rateAccounts, ARITHMETIC",
        "rateAccounts, OUT_OF_MEMORY", "rateAccounts, STACK_OVERFLOW", "settleAccounts, NULL_POINTER",
        "settleAccounts, ILLEGAL_STATE", "settleAccounts, ARITHMETIC", "settleAccounts, OUT_OF_MEMORY",
        "settleAccounts, STACK_OVERFLOW"
    })
    void a_fault_in_a_step_stops_the_close_and_parks_nobody(String step, Fault fault) {
        TwelveAccounts input = new TwelveAccounts(folder);

        ProblemException stopped = catchThrowableOfType(
                ProblemException.class,
                () -> input.close(book, AUGUST, folder.resolve("out"), new FaultAt(step, fault)));

        assertThat(stopped.code()).isEqualTo(ProblemCode.UNEXPECTED);
        assertThat(parked()).isZero();
        SortedMap<String, String> resumed = input.documents(book, AUGUST);
        book.clear();
        assertThat(resumed).isEqualTo(input.documents(book, AUGUST));
    }

    /** A conflict is described by the header of its file: without it, the code that rates A0003 meets a null. */
    @Test
    void a_mistake_in_the_rating_of_one_account_stops_the_close_and_parks_nobody() {
        TwelveAccounts input = new TwelveAccounts(folder);
        Progress withoutHeaders = new Progress() {
            @Override
            public void started(String step, long total, String unit) {
                if (step.equals(StepNames.RATE_ACCOUNTS)) {
                    Tampering.update(book.jdbc(), "UPDATE take_input SET header = NULL");
                }
            }
        };

        Throwable stopped = catchThrowable(() -> input.close(book, AUGUST, folder.resolve("out"), withoutHeaders));

        assertThat(stopped).hasRootCauseInstanceOf(NullPointerException.class);
        assertThat(parked()).isZero();
        Tampering.update(
                book.jdbc(),
                "UPDATE take_input SET header = 'record_id,account_id,api,calls,occurred_at' WHERE role = 'USAGE'");
        SortedMap<String, String> resumed = input.documents(book, AUGUST);
        book.clear();
        assertThat(resumed).isEqualTo(input.documents(book, AUGUST));
    }

    private long parked() {
        Long found = book.jdbc().queryForObject("SELECT COUNT(*) FROM parked_account", Long.class);
        return found == null ? -1 : found;
    }

    /** Fails in a step, as soon as it has done something. */
    private static final class FaultAt implements Progress {
        private final String step;
        private final Fault fault;
        private volatile String current = "";

        FaultAt(String step, Fault fault) {
            this.step = step;
            this.fault = fault;
        }

        @Override
        public void started(String name, long total, String unit) {
            current = name;
        }

        @Override
        public void advanced(long units) {
            if (current.equals(step)) {
                fault.happen();
            }
        }
    }
}
