package io.monthclose.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.monthclose.TestDatabase;
import io.monthclose.job.BookDump;
import io.monthclose.store.BookLease;
import io.monthclose.store.FencedTransactions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** {@code preview}: what a close would come to, of which the book keeps nothing but a line in its history. */
@Tag("book")
class PreviewTest {
    private static final String HEADER = "record_id,account_id,api,calls,occurred_at\n";
    private static final String OCTOBER = HEADER + """
        o1,A0001,DetectProduct,1250000,2022-10-05T10:15:00+08:00
        o2,A0002,CropImage,19000,2022-10-27T20:45:00+08:00
        """;

    @TempDir
    private Path folder = Path.of("");

    private final String temporary = System.getProperty("java.io.tmpdir");
    private SmallBook book;

    @BeforeEach
    void open() throws IOException {
        System.setProperty(
                "java.io.tmpdir", Files.createDirectory(folder.resolve("tmp")).toString());
        book = new SmallBook(folder);
        book.run("status");
    }

    @AfterEach
    void leaves_no_scratch_folder_behind() throws IOException {
        System.setProperty("java.io.tmpdir", temporary);
        try (Stream<Path> left = Files.list(folder.resolve("tmp"))) {
            assertThat(left.filter(path -> path.toString().contains("month-close-scratch")))
                    .isEmpty();
        }
    }

    @Test
    void it_says_that_it_is_one_and_writes_what_the_close_then_writes() {
        SortedMap<String, List<String>> before = dump();

        TestProgram.Result result = preview(SmallBook.MONTH);

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out())
                .startsWith("PREVIEW of 2022-09: nothing was charged, the book is as it was\n")
                .contains("  billed     2,660.00 CNY\n", "  documents  " + output() + "\n")
                .endsWith("No closed month to compare with.\n");
        assertThat(dump()).isEqualTo(before);
        assertThat(names())
                .containsExactlyInAnyOrder(
                        "bills.csv",
                        "bill-lines.csv",
                        "pack-draws.csv",
                        "packs.csv",
                        "freezes.csv",
                        "ledger.csv",
                        "rejects.csv",
                        "changes.csv",
                        "preview.json");
        assertThat(read("changes.csv")).isEqualTo("account_id,amount_due_before,amount_due,change\n");
        assertThat(book.close().exitCode()).isZero();
        assertSameAsClosed();
    }

    @Test
    void the_history_has_a_line_of_it() {
        preview(SmallBook.MONTH, "--operator", "Chen", "--max-rejects", "0");

        assertThat(book.rows("SELECT command, billing_month, operator FROM launch"))
                .containsExactly("preview 2022-09 Chen");
        assertThat(book.rows("SELECT kind, outcome, exit_code, detail FROM launch_event"))
                .containsExactly("ENDED WELL 0 PreviewOutcome");
        assertThat(book.run("history").out()).contains(" preview 2022-09 ", " --max-rejects 0\n");
    }

    @Test
    void lines_of_a_log_name_its_launch_in_the_book() {
        closeSeptember();
        october(OCTOBER);

        String log = book.run(
                        "preview",
                        "--month",
                        "2022-10",
                        "--input",
                        book.input().toString(),
                        "--output",
                        output().toString(),
                        "--log-format",
                        "json")
                .err();

        assertThat(log.lines().filter(line -> line.contains("\"step\":\"export\"")))
                .isNotEmpty()
                .allMatch(line -> line.contains("\"launch\":2,"));
    }

    @Test
    void a_later_month_builds_on_the_closed_ones_and_is_compared_with_the_last() {
        closeSeptember();
        october(OCTOBER);
        SortedMap<String, List<String>> before = dump();

        TestProgram.Result result = preview("2022-10");

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out()).contains("""
            Compared with 2022-09, the last closed month (<-- changed by half or more):
                                                      2022-09              2022-10         change
              lines read                                    3                    2        -33.33%
              billed CNY                             2,660.00             2,746.00         +3.23%
              CropImage calls                          20,000               19,000         -5.00%
              CropImage CNY                             20.00                18.00        -10.00%
              DetectProduct calls                   1,210,000            1,250,000         +3.31%
              DetectProduct CNY                      2,640.00             2,728.00         +3.33%
            Accounts that owe more, less, or are in one month only: 2 (changes.csv); most of all:
              A0001                                  2,640.00             2,728.00         +88.00
              A0002                                     20.00                18.00          -2.00
            """);
        assertThat(dump()).isEqualTo(before);
        assertThat(read("changes.csv")).isEqualTo("""
            account_id,amount_due_before,amount_due,change
            A0001,2640.00,2728.00,88.00
            A0002,20.00,18.00,-2.00
            """);
        assertThat(read("preview.json").replaceAll("\\s+", " "))
                .startsWith("{ \"preview\" : true, \"month\" : \"2022-10\", ")
                .contains(
                        "\"settlement_instant\" : \"2022-11-02T10:00:00+08:00\"",
                        "\"compared_with\" : \"2022-09\"",
                        "\"billed\" : { \"before\" : \"2660.00\", \"now\" : \"2746.00\", \"change_percent\" : \"3.23\""
                                + " }",
                        "{ \"account_id\" : \"A0002\", \"amount_due_before\" : \"20.00\", \"amount_due\" : \"18.00\","
                                + " \"change\" : \"-2.00\" }");
        assertThat(book.closeMonth("2022-10").exitCode()).isZero();
        assertSameAsClosed();
    }

    @Test
    void a_price_of_ten_times_hits_the_eye() throws IOException {
        closeSeptember();
        october(OCTOBER);
        Path wrong = book.priceBook("to: 3000000, price_per_1000: 2.2}", "to: 3000000, price_per_1000: 22}");

        assertThat(preview("2022-10", "--price-book", wrong.toString()).out())
                .containsPattern("\n  billed CNY +2,660\\.00 +27,298\\.00 +\\+926\\.24% <--\n")
                .containsPattern("\n  DetectProduct calls +1,210,000 +1,250,000 +\\+3\\.31%\n")
                .containsPattern("\n  DetectProduct CNY +2,640\\.00 +27,280\\.00 +\\+933\\.33% <--\n")
                .containsPattern("\n  A0001 +2,640\\.00 +27,280\\.00 +\\+24,640\\.00\n");
    }

    @Test
    void a_missing_usage_file_hits_the_eye() {
        book.write("usage-2.csv", HEADER + "v1,A0002,CropImage,190000,2022-09-27T20:45:00+08:00\n");
        closeSeptember();
        october(HEADER + "o1,A0001,DetectProduct,1210000,2022-10-05T10:15:00+08:00\n");
        delete("usage-2.csv");

        assertThat(preview("2022-10").out())
                .containsPattern("\n  lines read +4 +1 +-75\\.00% <--\n")
                .containsPattern("\n  CropImage calls +210,000 +0 +-100\\.00% <--\n")
                .containsPattern("\n  CropImage CNY +400\\.00 +0\\.00 +-100\\.00% <--\n")
                .containsPattern("\n  A0002 +400\\.00 +0\\.00 +-400\\.00\n");
    }

    @Test
    void accounts_that_appear_and_vanish_are_changes_and_the_greatest_comes_first() {
        closeSeptember();
        october(HEADER + """
            o1,A0001,DetectProduct,1210000,2022-10-05T10:15:00+08:00
            o2,A0003,DetectProduct,18000,2022-10-05T10:15:00+08:00
            """);
        book.write("accounts.csv", """
            account_id,name,opened_on,closed_on
            A0002,Green,2022-01-01,2022-10-01
            A0003,Red,2022-10-01,
            A0004,Grey,2022-10-01,
            """);

        preview("2022-10");

        assertThat(read("changes.csv")).isEqualTo("""
            account_id,amount_due_before,amount_due,change
            A0002,20.00,,-20.00
            A0003,,20.00,20.00
            A0004,,0.00,0.00
            """);
    }

    @ParameterizedTest
    @CsvSource({"--max-change,0%", "--max-rejects,0"})
    void beyond_a_limit_it_says_that_a_close_would_stop_after_everything_is_written(String option, String limit) {
        closeSeptember();
        october(OCTOBER + "o3,A0001,NoSuchApi,1,2022-10-05T10:15:00+08:00\n");
        SortedMap<String, List<String>> before = dump();

        TestProgram.Result result = preview("2022-10", option, limit);

        assertThat(result.exitCode()).isEqualTo(65);
        assertThat(result.err())
                .startsWith("month-close: a close of 2022-10 would stop before it charges: ")
                .contains(option + " " + limit)
                .hasLineCount(1);
        assertThat(result.out()).startsWith("PREVIEW of 2022-10: ").contains("A0001 ");
        assertThat(names()).contains("preview.json", "rejects.csv");
        assertThat(dump()).isEqualTo(before);
        assertThat(book.rows("SELECT exit_code FROM launch_event WHERE kind = 'ENDED' ORDER BY event_id"))
                .containsExactly("0", "65");
        assertThat(preview("2022-10", "--max-change", "3.2331%", "--max-rejects", "1")
                        .exitCode())
                .isEqualTo(3);
    }

    @Test
    void the_window_does_not_matter() {
        book.at("2022-10-09T00:00:00+08:00");

        assertThat(preview(SmallBook.MONTH).exitCode()).isZero();
    }

    @Test
    void a_month_that_was_taken_is_previewed_afresh_from_the_input_given() {
        book.at("2022-10-09T00:00:00+08:00");
        assertThat(book.close().exitCode()).isEqualTo(76);
        book.write("usage.csv", HEADER + "u1,A0002,CropImage,30000,2022-09-27T20:45:00+08:00\n");
        SortedMap<String, List<String>> before = dump();

        assertThat(preview(SmallBook.MONTH).out()).contains("  billed     40.00 CNY\n");

        assertThat(dump()).isEqualTo(before);
        assertThat(book.rows("SELECT state FROM closing_month")).containsExactly("RATED");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        2022-09 | 2022-09 is closed: what comes of it is in the book already, there is nothing to preview
        2022-08 | 2022-08 is out of order: the book runs from 2022-09 to 2022-09, next is 2022-10
        2022-11 | 2022-11 is out of order: the book runs from 2022-09 to 2022-09, next is 2022-10
        2022-12 | 2022-12 is not over at 2022-12-02T00:00:00+08:00: it ends at 2023-01-01T00:00:00+08:00
        """)
    void a_month_that_a_close_would_not_begin_is_refused(String month, String message) {
        closeSeptember();
        book.at("2022-12-02T00:00:00+08:00");

        TestProgram.Result refused = preview(month);

        assertThat(refused.err()).isEqualTo("month-close: " + message + "\n");
        assertThat(refused.exitCode()).isEqualTo(76);
        assertThat(output()).doesNotExist();
    }

    @Test
    void a_month_that_is_being_settled_is_refused() {
        book.with("month-close.accounts-per-chunk", "1").run("status");
        book.execute("ALTER TABLE settlement ADD CONSTRAINT boom CHECK (account_id <> 'A0002')");
        assertThat(book.close().exitCode()).isEqualTo(1);

        TestProgram.Result refused = preview(SmallBook.MONTH);

        assertThat(refused.exitCode()).isEqualTo(76);
        assertThat(refused.err()).startsWith("month-close: 2022-09 is being settled as of 2022-10-02T10:00:00+08:00: ");
    }

    @Test
    void it_fails_as_the_close_would_and_leaves_nothing_in_the_book() {
        SortedMap<String, List<String>> before = dump();
        book.write("usage.csv", "record,account_id,api,calls,occurred_at\n");
        assertThat(preview(SmallBook.MONTH).exitCode()).isEqualTo(65);
        book.write("usage.csv", HEADER + "u1,A0001,EnhanceImage,1,2022-09-05T10:15:00+08:00\n");
        book.write("top-ups.csv", "top_up_id,account_id,amount,received_at\nT1,A0009,1,2022-09-01T09:00:00+08:00\n");
        assertThat(preview(SmallBook.MONTH).exitCode()).isEqualTo(65);
        delete("usage.csv");
        assertThat(preview(SmallBook.MONTH).exitCode()).isEqualTo(66);
        assertThat(preview(SmallBook.MONTH, "--price-book", "nowhere.yaml").exitCode())
                .isEqualTo(78);

        assertThat(dump()).isEqualTo(before);
        assertThat(book.rows("SELECT exit_code FROM launch_event WHERE kind = 'ENDED' ORDER BY event_id"))
                .containsExactly("65", "65", "66", "78");
    }

    @Test
    void documents_that_cannot_be_put_in_place_end_73_and_leave_nothing_in_the_book() throws IOException {
        SortedMap<String, List<String>> before = dump();
        Files.createDirectories(output().resolve("changes.csv"));

        TestProgram.Result result = preview(SmallBook.MONTH);

        assertThat(result.exitCode()).isEqualTo(73);
        assertThat(names()).containsExactly("changes.csv");
        assertThat(dump()).isEqualTo(before);
    }

    @Test
    void without_room_for_the_scratch_book_it_ends_73() {
        System.setProperty("java.io.tmpdir", folder.resolve("nowhere").toString());

        TestProgram.Result result = preview(SmallBook.MONTH);

        assertThat(result.exitCode()).isEqualTo(73);
        assertThat(result.err())
                .startsWith("month-close: the temporary folder " + folder.resolve("nowhere") + " cannot be written: ")
                .contains(": not there; name another with MONTH_CLOSE_JAVA_OPTS=");
    }

    @Test
    void the_documents_of_a_close_are_not_replaced() {
        closeSeptember();
        october(OCTOBER);
        SortedMap<String, String> closed = book.documents();

        TestProgram.Result result = preview("2022-10", "--output", book.output().toString());

        assertThat(result.exitCode()).isEqualTo(64);
        assertThat(result.err()).contains("has the documents of a close (settlement.json)");
        assertThat(book.documents()).isEqualTo(closed);
    }

    @Test
    void an_account_that_would_be_parked_is_named_and_the_preview_ends_3() throws IOException {
        book.write("usage.csv", HEADER + """
            u1,A0001,DetectProduct,410000,2022-09-05T10:15:00+08:00
            u3,A0002,CropImage,20000,2022-09-27T20:45:00+08:00
            """);
        Path late = book.priceBook("from: \"2020-01-01T", "from: \"2022-09-20T");

        TestProgram.Result result = preview(SmallBook.MONTH, "--price-book", late.toString());

        assertThat(result.exitCode()).as(result.err()).isEqualTo(3);
        assertThat(result.out())
                .startsWith("PREVIEW of 2022-09: nothing was charged, the book is as it was; a close would leave the"
                        + " month open\n")
                .contains("  parked     A0001: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--outside-window", "--retake"})
    void reasons_that_only_a_close_needs_are_unknown(String option) {
        assertThat(preview(SmallBook.MONTH, option, "x").exitCode()).isEqualTo(64);
    }

    @Test
    void it_runs_beside_a_close_on_postgresql() {
        if (TestDatabase.isPostgres()) {
            DataSource database = new DriverManagerDataSource(book.url());
            try (BookLease _ = BookLease.take(
                    new JdbcTemplate(database), new FencedTransactions(database), Duration.ofMinutes(1), "another")) {
                assertThat(book.close().exitCode()).isEqualTo(75);
                assertThat(preview(SmallBook.MONTH).exitCode()).isZero();
            }
        }
    }

    private void closeSeptember() {
        assertThat(book.close().exitCode()).isZero();
        delete("top-ups.csv");
        delete("accounts.csv");
    }

    private void october(String usage) {
        book.at("2022-11-02T10:00:00+08:00");
        book.write("usage.csv", usage);
    }

    private void delete(String input) {
        try {
            Files.delete(book.input().resolve(input));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private TestProgram.Result preview(String month, String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("preview", "--month", month, "--input", book.input().toString(), "--quiet"));
        if (!List.of(more).contains("--output")) {
            arguments.addAll(List.of("--output", output().toString()));
        }
        arguments.addAll(List.of(more));
        return book.run(arguments.toArray(String[]::new));
    }

    private Path output() {
        return folder.resolve("preview");
    }

    private List<String> names() {
        try (Stream<Path> files = Files.list(output())) {
            return files.map(file -> file.getFileName().toString()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String read(String name) {
        try {
            return Files.readString(output().resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SortedMap<String, List<String>> dump() {
        return BookDump.of(book.url());
    }

    private void assertSameAsClosed() {
        SortedMap<String, String> previewed = new TreeMap<>(SmallBook.documents(output()));
        previewed.keySet().removeAll(List.of("changes.csv", "preview.json"));
        SortedMap<String, String> closed = book.documents();
        closed.keySet().removeIf(name -> !name.endsWith(".csv"));
        assertThat(previewed).hasSize(7).isEqualTo(closed);
    }
}
