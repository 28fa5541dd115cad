package io.monthclose.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Instants at the ends of the calendar, where an offset leads out of the years 0000 to 9999. */
@Tag("book")
class FarthestInstantsTest {
    private static final YearMonth SEPTEMBER = YearMonth.of(2022, 9);
    private static final Path PRICES = Path.of("jobs", "month-close", "price-book.yaml");

    @TempDir
    private Path folder = Path.of("");

    private final TestBook book = TestBook.inMemory("farthest", 1, Map.of());

    @BeforeEach
    void write_an_account() throws IOException {
        book.clear();
        write("accounts.csv", "account_id,name,opened_on,closed_on\nA1,One,2022-01-01,\n");
        write("usage.csv", "record_id,account_id,api,calls,occurred_at\n");
    }

    @AfterEach
    void close_the_book() {
        book.close();
    }

    @ParameterizedTest
    @CsvSource({
        "0000-01-01T00:00:00+18:00, LATE",
        "0000-01-01T00:00:00Z, LATE",
        "9999-12-31T23:59:59.999999999Z, AFTER_MONTH",
        "9999-12-31T23:59:59.999999999-18:00, AFTER_MONTH"
    })
    void usage_is_rejected_like_any_other(String instant, String reason) throws IOException {
        write("usage.csv", "record_id,account_id,api,calls,occurred_at\nr1,A1,CropImage,7," + instant + "\n");

        assertThat(MonthClosing.exitCode(close())).isEqualTo(3);

        assertThat(Files.readString(folder.resolve("out").resolve("rejects.csv")))
                .contains("usage.csv,2," + reason);
    }

    @ParameterizedTest
    @CsvSource({
        "0000-01-01T00:00:00Z, 9999-12-31T23:59:59.999999999Z",
        "0000-01-01T18:00:00+18:00, 9999-12-31T06:00:00-17:59"
    })
    void a_pack_may_be_valid_from_the_first_year_to_the_last(String from, String until) throws IOException {
        write(
                "usage.csv",
                "record_id,account_id,api,calls,occurred_at\nr1,A1,DetectProduct,10007,2022-09-02T00:00:00Z\n");
        writePack(from, until);

        assertThat(MonthClosing.exitCode(close())).isZero();

        assertThat(Files.readString(folder.resolve("out").resolve("packs.csv"))).contains("2022-09,A1,P1,100,7,0,93");
    }

    @ParameterizedTest
    @CsvSource({
        "0000-01-01T00:00:00+18:00, 2023-01-01T00:00:00Z, valid_from '0000-01-01T00:00:00+18:00'",
        "2022-01-01T00:00:00Z, 9999-12-31T23:59:59-18:00, valid_until '9999-12-31T23:59:59-18:00'"
    })
    void a_pack_beyond_those_years_in_utc_is_refused(String from, String until, String fault) throws IOException {
        writePack(from, until);

        assertRefused("prepaid-packs.csv line 2: " + fault);
    }

    @Test
    void a_top_up_beyond_those_years_in_utc_is_refused() throws IOException {
        write("top-ups.csv", "top_up_id,account_id,amount,received_at\nT1,A1,1,9999-12-31T23:59:59-18:00\n");

        assertRefused("top-ups.csv line 2: received_at '9999-12-31T23:59:59-18:00'");
    }

    private void assertRefused(String fault) {
        assertThatThrownBy(this::close)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ProblemCode.INPUT_REFUSED))
                .hasMessageContaining(fault);
    }

    private CloseOutcome close() {
        return book.close(SEPTEMBER, folder, folder.resolve("out"), Instant.parse("2022-10-02T00:00:00Z"), PRICES);
    }

    private void writePack(String from, String until) throws IOException {
        write(
                "prepaid-packs.csv",
                "pack_id,account_id,apis,calls,valid_from,valid_until\nP1,A1,DetectProduct,100," + from + "," + until
                        + "\n");
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
    }
}
