package io.monthclose.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Exit codes 65 and 66: the input is refused or missing, and the book has nothing of it. */
@Tag("book")
class RefusedInputTest {
    private static final String EARLY = "2022-10-05T00:00:00+08:00";

    @TempDir
    private Path folder = Path.of("");

    private SmallBook book;

    @BeforeEach
    void open() {
        book = new SmallBook(folder);
    }

    @Test
    void without_the_folder_or_any_usage_file_input_is_missing() throws IOException {
        Path none = folder.resolve("none");
        assertEnds(
                book.run("close", "--month", "2022-09", "--input", none.toString()),
                66,
                "input folder " + none + " is not there");
        Files.delete(book.input().resolve("usage.csv"));
        assertEnds(
                book.close(),
                66,
                "input folder " + book.input() + " has no usage*.csv; an empty month is a file with its header");
        assertNothingTaken();
    }

    @Test
    void an_empty_month_is_a_file_with_its_header() {
        book.write("usage.csv", "record_id,account_id,api,calls,occurred_at\n");

        assertThat(book.close().exitCode()).isZero();
        assertThat(book.rows("SELECT account_id, amount_due FROM bill ORDER BY 1"))
                .containsExactly("A0001 0.00", "A0002 0.00");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        usage.csv         | record_id,account_id,api,calls                           | usage.csv line 1: column occurred_at is missing
        usage.csv         | ~~                                                       | usage.csv line 1: empty line, expected the header record_id,account_id,api,calls,occurred_at
        accounts.csv      | account_id,name,opened_on                                | master files refused: accounts.csv line 1: column closed_on is missing
        prepaid-packs.csv | pack_id,account_id,apis,calls,valid_from,valid_until,x   | master files refused: prepaid-packs.csv line 1: column 'x' is not one of pack_id,account_id,apis,calls,valid_from,valid_until
        top-ups.csv       | top_up_id,account_id,amount,amount,received_at           | master files refused: top-ups.csv line 1: column amount comes twice
        """)
    void a_broken_header_is_refused(String file, String header, String message) {
        book.write(file, header + "\n");

        assertEnds(book.close(), 65, message);
        assertNothingTaken();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        accounts.csv      | A0003,Red,2022-09-01,2022-09-01 | closed_on 2022-09-01 is not after opened_on 2022-09-01
        prepaid-packs.csv | P1,A0009,DetectProduct,1,2022-09-01T00:00Z,2022-10-01T00:00Z | no such account 'A0009'
        prepaid-packs.csv | P1,A0001,CropImage,1,2022-09-01T00:00Z,2022-10-01T00:00Z | API CropImage has no prepaid packs
        top-ups.csv       | T1,A0001,0.005,2022-09-01T00:00Z | amount '0.005' is not above 0 with at most 2 decimals and 15 digits before them
        """)
    void a_master_file_with_one_wrong_row_is_refused(String file, String row, String message) {
        book.write(file, header(file) + row + "\n");

        TestProgram.Result refused = book.close();

        assertThat(refused.err()).contains("master files refused").contains(file + " line 2: " + message);
        assertThat(refused.exitCode()).isEqualTo(65);
        assertNothingTaken();
    }

    private static String header(String file) {
        return switch (file) {
            case "accounts.csv" -> "account_id,name,opened_on,closed_on\n";
            case "top-ups.csv" -> "top_up_id,account_id,amount,received_at\n";
            default -> "pack_id,account_id,apis,calls,valid_from,valid_until\n";
        };
    }

    @Test
    void every_fault_of_the_master_files_is_a_line_and_the_first_line_counts_them() {
        book.write("accounts.csv", header("accounts.csv") + "A0001,,2022-01-01,\nA0002,Green,today,\n");
        book.write("top-ups.csv", header("top-ups.csv") + "T1,A0001,1,now\n");

        TestProgram.Result refused = book.close();

        assertThat(refused.err()).isEqualTo("""
            month-close: master files refused (3 faults)
              accounts.csv line 2: name of 0 characters, expected 1 to 200
              accounts.csv line 3: opened_on 'today' is not a date like 2022-09-30
              top-ups.csv line 2: received_at 'now' is not an instant like 2022-09-30T23:59:59+08:00
            """);
        assertThat(refused.exitCode()).isEqualTo(65);
        assertNothingTaken();
    }

    @Test
    void input_that_was_refused_can_be_put_right_and_closed() {
        book.write("top-ups.csv", header("top-ups.csv") + "T1,A0001,x,2022-09-01T00:00Z\n");
        assertThat(book.close().exitCode()).isEqualTo(65);
        book.write("top-ups.csv", header("top-ups.csv") + "T1,A0001,6000,2022-09-01T00:00Z\n");

        assertThat(book.close().exitCode()).isZero();
        assertThat(book.rows("SELECT account_id, balance_after FROM settlement ORDER BY 1"))
                .containsExactly("A0001 3360.00", "A0002 -20.00");
    }

    @Test
    void what_is_known_of_an_account_pack_or_top_up_does_not_change_in_a_later_month() {
        book.write(
                "prepaid-packs.csv",
                header("prepaid-packs.csv") + "P1,A0002,DetectProduct,5,2022-09-01T00:00Z,2023-09-01T00:00Z\n");
        book.close();
        book.write("usage.csv", "record_id,account_id,api,calls,occurred_at\n");
        book.write("accounts.csv", header("accounts.csv") + "A0001,Blue,2022-10-01,\n");
        book.write(
                "prepaid-packs.csv",
                header("prepaid-packs.csv") + "P1,A0002,DetectProduct,6,2022-09-01T00:00Z,2023-09-01T00:00Z\n");
        book.write("top-ups.csv", header("top-ups.csv") + "T1,A0001,6000.01,2022-09-01T09:00:00+08:00\n");

        TestProgram.Result refused = book.at("2022-11-01T00:00:00+08:00").closeMonth("2022-10");

        assertThat(refused.err()).isEqualTo("""
            month-close: master files refused (3 faults)
              accounts.csv line 2: account A0001 was open in 2022-09, which is closed; its dates may not change that
              prepaid-packs.csv line 2: pack P1 is known with other content; packs never change
              top-ups.csv line 2: top-up T1 is known with other content; top-ups never change
            """);
        assertThat(refused.exitCode()).isEqualTo(65);
    }

    @Test
    void input_that_changed_between_a_failed_close_and_the_next_is_refused_until_it_is_as_it_was() throws IOException {
        String usage = Files.readString(book.input().resolve("usage.csv"));
        String sha256 = SmallBook.documents(book.input()).get("usage.csv");
        assertThat(book.at(EARLY).close().exitCode()).isEqualTo(76);
        book.at(SmallBook.IN_THE_WINDOW);

        book.write("usage.csv", usage.replace("20000", "20001"));
        assertEnds(
                book.close(),
                65,
                "the input changed since it was taken; --retake REASON takes it anew: usage.csv: is another file:"
                        + " SHA-256 "
                        + SmallBook.documents(book.input()).get("usage.csv") + ", taken " + sha256);

        book.write("usage.csv", usage);
        book.write("usage-more.csv", "record_id,account_id,api,calls,occurred_at\n");
        Files.move(book.input().resolve("top-ups.csv"), folder.resolve("aside"));
        TestProgram.Result refused = book.close();
        assertThat(refused.exitCode()).isEqualTo(65);
        assertThat(refused.err()).isEqualTo("""
            month-close: the input changed since it was taken; --retake REASON takes it anew (2 faults)
              top-ups.csv: is not there any more
              usage-more.csv: was not there
            """);

        Files.delete(book.input().resolve("usage-more.csv"));
        Files.move(folder.resolve("aside"), book.input().resolve("top-ups.csv"));
        assertThat(book.close().exitCode()).isZero();
    }

    @Test
    void a_price_book_that_changed_between_a_failed_close_and_the_next_is_refused() throws IOException {
        assertThat(book.at(EARLY).close().exitCode()).isEqualTo(76);
        Path changed = book.priceBook("price_per_1000: 2.5}", "price_per_1000: 2.4}");

        TestProgram.Result refused = book.at(SmallBook.IN_THE_WINDOW).close("--price-book", changed.toString());

        assertThat(refused.exitCode()).isEqualTo(65);
        assertThat(refused.err())
                .startsWith("month-close: price book " + changed + " changed since 2022-09 was taken: SHA-256 ")
                .hasLineCount(1);
        assertThat(book.close().exitCode()).isZero();
    }

    private void assertNothingTaken() {
        assertThat(book.rows("SELECT * FROM closing_month")).isEmpty();
        for (String table : List.of("book", "account", "pack", "top_up", "take_slice", "segment", "reject", "bill")) {
            assertThat(book.rows("SELECT * FROM " + table)).as(table).isEmpty();
        }
    }

    private static void assertEnds(TestProgram.Result result, int exitCode, String message) {
        assertThat(result.err()).isEqualTo("month-close: " + message + "\n");
        assertThat(result.out()).isEmpty();
        assertThat(result.exitCode()).isEqualTo(exitCode);
    }
}
