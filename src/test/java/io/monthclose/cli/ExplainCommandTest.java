package io.monthclose.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.monthclose.intake.Sha256;
import io.monthclose.store.BookLease;
import io.monthclose.store.FencedTransactions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code explain}: how a bill came about, in words and figures worked out by hand; the same on both databases. */
@Tag("book")
class ExplainCommandTest {
    private static final Path SAMPLES = Path.of("sample-data");

    @TempDir
    private Path folder = Path.of("");

    private TestProgram program;

    @BeforeEach
    void open() {
        program = new TestProgram(folder);
    }

    private TestProgram.Result close(String sample, String month, String asOf) {
        return program.run(
                "close",
                "--month",
                month,
                "--input",
                SAMPLES.resolve(sample).resolve(month).toString(),
                "--output",
                folder.resolve("out-" + month).toString(),
                "--as-of",
                asOf,
                "--quiet");
    }

    private TestProgram.Result explain(String month, String account, String... more) {
        List<String> arguments = new ArrayList<>(List.of("explain", "--month", month, "--account", account));
        arguments.addAll(List.of(more));
        return program.run(arguments.toArray(String[]::new));
    }

    private String told(String month, String account, String... more) {
        TestProgram.Result result = explain(month, account, more);
        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        return result.out();
    }

    private static String priceBook() throws IOException {
        return Sha256.of(Files.readAllBytes(TestProgram.HOME.resolve("price-book.yaml")))
                .substring(0, 12);
    }

    /** As the document of the close says. */
    private String root() throws IOException {
        String settlement = Files.readString(folder.resolve("out-2022-08").resolve("settlement.json"));
        return settlement.replaceFirst("(?s).*\"root\" : \"([0-9a-f]{64})\".*", "$1");
    }

    @Test
    void the_worked_example_is_told_as_the_readme_shows_it() throws IOException {
        close("first-month", "2022-08", "2022-09-02T10:00:00+08:00");

        String told = told("2022-08", "A0001");

        assertThat(told).isEqualTo("""
            A0001, 蓝鲸云图 Blue Whale Imaging, 2022-08
              month       CLOSED, settled as of 2022-09-02 10:00:00
              price book  2022-09, SHA-256 %s…
              root        %s, as recorded at the close
              times       at +08:00
              usage       3 records with 1,210,000 calls

            DetectProduct, 商品识别
              records     3, from 2022-08-05 10:15:00 to 2022-08-27 20:45:00
              calls       1,210,000 = 10,000 free + 0 prepaid + 1,200,000 billable
              tier        1,200,000 billable calls of the month reach the tier from 1,000,000 to below 3,000,000
              price       2.2 CNY per 1,000 calls, price version 2020-01-01, in force from 2020-01-01 00:00:00
              amount      1,200,000 × 2.2 / 1,000 = 2,640

            Free pools
              PRODUCT     10,000 a month for DetectProduct; 10,000 drawn (DetectProduct 10,000), none left

            Bill 2022-08-A0001
              lines       2,640
              rounding    0, half up to 0.01, once for the bill
              amount due  2,640.00 CNY

            Balance
              before      0.00, of which 0.00 frozen
              top-up      + 6,000.00, T0001, received 2022-08-01 09:00:00
              charge      - 2,640.00
              after       3,360.00 CNY, PAID
              available   3,360.00 - 2,662.00 frozen = 698.00 CNY
              account     ACTIVE

            Freeze for 2022-09
              DetectProduct 1,210,000 × 2.2 / 1,000 = 2,662: metered calls at the list price of the tier from 1,000,000 to below 3,000,000, version 2020-01-01
              estimate    2,662 × 100 %% = 2,662, rounded half up once to 2,662.00 CNY
              HELD        2,662.00 CNY frozen: the balance of 3,360.00 covers it

            It agrees with the books: rated and settled again from the kept usage, all 50 figures are the same.
            """.formatted(priceBook(), root()));
        assertThat(Files.readString(Path.of("README.md"))).contains("\n```\n" + told + "```\n");
    }

    @Test
    void the_statement_that_the_readme_shows_is_the_one_that_is_written() {
        close("first-month", "2022-08", "2022-09-02T10:00:00+08:00");

        program.run(
                "export",
                "--month",
                "2022-08",
                "--format",
                "statements",
                "--output",
                folder.resolve("out").toString());

        assertThat(folder.resolve("out/statements/2022-08-A0001.html"))
                .hasSameTextualContentAs(Path.of("src", "docs", "statement", "2022-08-A0001.html"));
    }

    @Test
    void the_month_after_releases_the_freeze_and_prices_at_the_first_tier() {
        close("first-month", "2022-08", "2022-09-02T10:00:00+08:00");
        close("first-month", "2022-09", "2022-10-02T10:00:00+08:00");

        assertThat(told("2022-09", "A0001"))
                .contains("calls       500,000 = 10,000 free + 0 prepaid + 490,000 billable\n")
                .contains("amount      490,000 × 2.5 / 1,000 = 1,225\n")
                .contains("before      3,360.00, of which 2,662.00 frozen\n")
                .contains("release     2,662.00 frozen by the month before are free again\n")
                .contains("charge      - 1,225.00\n")
                .contains("after       2,135.00 CNY, PAID\n")
                .contains("500,000 × 2.5 / 1,000 = 1,250")
                .contains("available   2,135.00 - 1,250.00 frozen = 885.00 CNY\n");
    }

    @Test
    void records_are_listed_in_the_order_of_the_walk_with_where_their_calls_went() {
        close("shared-vehicle-pool", "2022-09", "2022-10-02T10:00:00+08:00");

        String both = told("2022-09", "V-OTHER-OFFSET", "--records");
        assertThat(both)
                .contains("""
                    Records, in the order in which they were deducted
                      2022-09-05 09:00:00  u2  RecognizeCar  8,000 = 8,000 free VEHICLE  usage.csv line 9
                      2022-09-05 10:00:00  u1  RecognizeCarPro  8,000 = 2,000 free VEHICLE + 6,000 billable  usage.csv line 8
                    """)
                .contains("""
                      VEHICLE     10,000 a month for RecognizeCar, RecognizeCarPro; 10,000 drawn (RecognizeCar 8,000, RecognizeCarPro 2,000), none left
                    """)
                .contains("amount      0: nothing is billable\n")
                .contains("amount      6,000 × 75 / 1,000 = 450\n");

        String one = told("2022-09", "V-OTHER-OFFSET", "--records", "--api", "RecognizeCar");
        assertThat(one)
                .contains("u2  RecognizeCar  8,000", "VEHICLE", "amount due  450.00 CNY")
                .doesNotContain("u1  RecognizeCarPro", "6,000 × 75");
    }

    @Test
    void packs_are_told_with_what_was_drawn_and_forfeited() {
        close("prepaid-order-and-expiry", "2022-09", "2022-10-02T10:00:00+08:00");

        assertThat(told("2022-09", "P-EXPIRY")).contains("""
            Prepaid packs
              E1          30,000 of 30,000 left at the start; 10,000 drawn (DetectProduct 10,000), 20,000 forfeited, 0 left at the end
                          for DetectProduct, RecognizeCar; valid from 2022-03-16 00:00:00 until 2022-09-16 00:00:00
            """);
    }

    @Test
    void free_beta_costs_nothing_and_says_so() {
        close("public-beta-ends", "2022-08", "2022-09-02T10:00:00+08:00");
        String account = accountWith("beta_calls > 0");

        assertThat(told("2022-08", account))
                .contains("calls cost nothing; price version ")
                .contains("free beta");
    }

    @Test
    void rejected_lines_are_counted_as_far_as_they_say_whose_they_are() {
        close("rejects-of-every-reason", "2022-09", "2022-10-02T10:00:00+08:00");

        assertThat(told("2022-09", "J-OPEN"))
                .contains("usage       8 records with 33,000 calls; 2 duplicates not counted again; rejected: MALFORMED"
                        + " 6, INVALID_TIME 7, INVALID_CALLS 6, UNKNOWN_API 3, LATE 3, AFTER_MONTH 2, CONFLICT"
                        + " 2\n");
    }

    @Test
    void an_insufficient_freeze_says_why() {
        close("freeze-not-covered", "2022-09", "2022-10-02T10:00:00+08:00");
        List<String> accounts = accounts("freeze_status = 'INSUFFICIENT'");

        assertThat(accounts).isNotEmpty();
        assertThat(told("2022-09", accounts.getFirst()))
                .contains("INSUFFICIENT nothing frozen: the balance of ")
                .contains(" wanted, and a freeze is all or nothing\n")
                .contains("account     SUSPENDED\n");
    }

    @Test
    void a_zero_bill_is_explained_too() {
        close("empty-month", "2022-09", "2022-10-02T10:00:00+08:00");

        assertThat(told("2022-09", accounts("amount_due = 0").getFirst()))
                .contains("usage       0 records with 0 calls\n")
                .contains("amount due  0.00 CNY\n")
                .contains("It agrees with the books");
    }

    @Test
    void machines_get_every_figure_as_integer_or_decimal_text() {
        close("first-month", "2022-08", "2022-09-02T10:00:00+08:00");

        JsonNode json = JsonMapper.builder().build().readTree(told("2022-08", "A0001", "--json", "--records"));

        JsonNode line = json.at("/apis/0/lines/0");
        assertThat(line.get("billable_calls").asLong()).isEqualTo(1_200_000);
        assertThat(line.get("tier_from").asLong()).isEqualTo(1_000_000);
        assertThat(line.get("tier_to").asLong()).isEqualTo(3_000_000);
        assertThat(line.get("unit_price_per_1000").asString()).isEqualTo("2.2");
        assertThat(line.get("amount").asString()).isEqualTo("2640");
        assertThat(json.at("/bill/amount_due").asString()).isEqualTo("2640.00");
        assertThat(json.at("/settlement/balance_after").asString()).isEqualTo("3360.00");
        assertThat(json.at("/settlement/entries/2/kind").asString()).isEqualTo("FREEZE");
        assertThat(json.at("/freeze_estimate/rounded").asString()).isEqualTo("2662.00");
        assertThat(json.at("/free_pools/0/drawn").asLong()).isEqualTo(10_000);
        assertThat(json.at("/records/0/draws/0/pack_id").asString()).isEqualTo("PRODUCT");
        assertThat(json.at("/records/0/line").asLong()).isEqualTo(2);
        assertThat(json.at("/records/0/occurred_at").asString()).isEqualTo("2022-08-05T10:15:00+08:00");
        assertThat(json.get("agrees_with_the_books").asBoolean()).isTrue();
        assertThat(json.get("figures_compared").asInt()).isEqualTo(50);
    }

    @Test
    void what_is_not_there_is_told_in_one_line() {
        SmallBook book = new SmallBook(folder.resolve("small"));
        book.write("accounts.csv", """
            account_id,name,opened_on,closed_on
            A0001,Blue,2022-01-01,
            A0002,Green,2022-01-01,
            A0003,Later,2022-12-01,
            """);

        assertRefused(book, 76, "2022-09 is not in the book; status shows the months that are", "A0001");
        book.at("2022-10-05T00:00:00+08:00").close();
        assertThat(book.run("explain", "--month", "2022-09", "--account", "A0001")
                        .out())
                .contains("charge      not charged yet\n", "month       RATED, not settled yet\n")
                .endsWith("It agrees with the books: rated again, and not settled yet, from the kept usage, all 19"
                        + " figures are the same.\n");
        book.at(SmallBook.IN_THE_WINDOW).close();
        assertRefused(book, 64, "account A9 is not in the book", "A9");
        assertRefused(
                book,
                64,
                "A0003 has no bill in 2022-09: it was not open in it, held no freeze and had no pack",
                "A0003");
        assertRefused(book, 64, "--account 'a b' is not 1 to 64 of A-Z a-z 0-9 . _ : -", "a b");
        assertRefused(
                book,
                64,
                "--api Nothing is not in the price book of 2022-09, which has AssessQuality, CropImage, DetectEnvelope,"
                        + " DetectProduct, DetectProductBeta, EnhanceImage, RecognizeCar, RecognizeCarPro",
                "A0001",
                "--api",
                "Nothing");
    }

    @Test
    void a_parked_account_is_explained_when_the_price_book_of_a_rerun_lacks_its_api() throws IOException {
        SmallBook book = new SmallBook(folder.resolve("small"));
        Path later = book.priceBook("from: \"2020-01-01T00:00:00+08:00\"", "from: \"2022-09-20T00:00:00+08:00\"");
        assertThat(book.close("--price-book", later.toString()).exitCode()).isEqualTo(3);
        Path without = Files.writeString(
                folder.resolve("without.yaml"),
                Files.readString(later).replace("code: DetectProduct\n", "code: DetectOther\n"));
        TestProgram.Result rerun = book.run(
                "rerun",
                "--month",
                "2022-09",
                "--step",
                "rateAccounts",
                "--reason",
                "try",
                "--price-book",
                without.toString(),
                "--output",
                book.output().toString(),
                "--quiet");
        assertThat(rerun.exitCode()).as(rerun.err()).isEqualTo(3);

        TestProgram.Result explained = book.run("explain", "--month", "2022-09", "--account", "A0001");

        assertThat(explained.exitCode()).as(explained.err()).isZero();
        assertThat(explained.out())
                .contains("usage       2 records with 1,210,000 calls\n")
                .contains("No bill yet: parked\n  why         no API DetectProduct in the price book\n");
        TestProgram.Result statements = book.run(
                "export",
                "--month",
                "2022-09",
                "--format",
                "statements",
                "--output",
                book.output().toString());
        assertThat(statements.exitCode()).as(statements.err()).isZero();
        assertThat(book.output().resolve("statements").toFile().list())
                .containsExactlyInAnyOrder("2022-09-A0002.html", "2022-09-A0002.pdf");
    }

    @Test
    void an_account_that_waits_to_be_rated_again_is_not_said_to_agree() throws IOException {
        SmallBook book = new SmallBook(folder.resolve("small"));
        Path later = book.priceBook("from: \"2020-01-01T00:00:00+08:00\"", "from: \"2022-09-20T00:00:00+08:00\"");
        assertThat(book.close("--price-book", later.toString()).exitCode()).isEqualTo(3);
        String parked =
                book.run("explain", "--month", "2022-09", "--account", "A0001").out();
        assertThat(parked)
                .endsWith("\nIt agrees with the books: rated again from the kept usage, all 3 figures are the same.\n");
        book.tamper("UPDATE parked_account SET retry = TRUE");

        TestProgram.Result text = book.run("explain", "--month", "2022-09", "--account", "A0001");
        TestProgram.Result json = book.run("explain", "--month", "2022-09", "--account", "A0001", "--json");

        assertThat(text.exitCode()).isZero();
        assertThat(text.out()).endsWith("\nIt waits to be rated again: nothing was compared with the books.\n");
        assertThat(JsonMapper.shared()
                        .readTree(json.out())
                        .get("agrees_with_the_books")
                        .isNull())
                .isTrue();
    }

    /** Rows that an account cannot have are not passed over, whatever came of it. */
    @Test
    void a_settlement_of_an_account_without_a_bill_is_named() throws IOException {
        SmallBook book = new SmallBook(folder.resolve("small"));
        Path later = book.priceBook("from: \"2020-01-01T00:00:00+08:00\"", "from: \"2022-09-20T00:00:00+08:00\"");
        assertThat(book.close("--price-book", later.toString()).exitCode()).isEqualTo(3);
        book.tamper("UPDATE settlement SET account_id = 'A0001' WHERE account_id = 'A0002'");

        TestProgram.Result result = book.run("explain", "--month", "2022-09", "--account", "A0001");

        assertThat(result.exitCode()).isEqualTo(70);
        assertThat(result.err())
                .contains("settlement: the book says a balance after of ", ", the records give nothing\n");
    }

    @Test
    void an_account_that_could_not_be_settled_is_settled_again_with_the_top_ups_that_wait() {
        SmallBook book = new SmallBook(folder.resolve("small"));
        book.write(
                "top-ups.csv",
                "top_up_id,account_id,amount,received_at\n"
                        + IntStream.range(0, 100)
                                .mapToObj(i -> "T" + i + ",A0001,999999999999999.99,2022-09-01T09:00:00+08:00\n")
                                .collect(Collectors.joining()));
        assertThat(book.close().exitCode()).isEqualTo(3);

        TestProgram.Result result = book.run("explain", "--month", "2022-09", "--account", "A0001");

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out())
                .contains("No bill yet: parked\n  why         the balance of A0001 exceeds ")
                .contains("It agrees with the books: rated again");
    }

    private static void assertRefused(SmallBook book, int code, String message, String account, String... more) {
        List<String> arguments = new ArrayList<>(List.of("explain", "--month", "2022-09", "--account", account));
        arguments.addAll(List.of(more));
        TestProgram.Result result = book.run(arguments.toArray(String[]::new));
        assertThat(result).isEqualTo(new TestProgram.Result(code, "", "month-close: " + message + "\n"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
        UPDATE bill SET amount_due = 2640.01                                      ; amount due: the book says 2640.01, the records give 2640
        UPDATE bill SET rounding = 0.001                                          ; rounding: the book says 0.001, the records give 0
        UPDATE bill SET billable_calls = 1                                        ; billable calls: the book says 1, the records give 1200000
        UPDATE bill SET lines = REPLACE(lines, ',2640', ',2641')                  ; line DetectProduct 2020-01-01, amount: the book says 2641, the records give 2640
        UPDATE bill SET lines = REPLACE(lines, ',1200000,', ',x,')                ; line DetectProduct 2020-01-01, billable calls: the book says x, the records give 1200000
        UPDATE bill SET lines = REPLACE(lines, 'DetectProduct', 'CropImage')      ; line DetectProduct 2020-01-01, amount: the book says nothing, the records give 2640
        UPDATE bill SET draws = REPLACE(draws, '10000', '9999')                   ; draw DetectProduct FREE PRODUCT, calls: the book says 9999, the records give 10000
        UPDATE bill SET freeze_estimate = 2662.01                                 ; freeze estimate: the book says 2662.01, the records give 2662
        DELETE FROM bill                                                          ; bill: the book says nothing, the records give 2640.00
        UPDATE settlement SET balance_after = 3361                                ; balance after: the book says 3361, the records give 3360
        UPDATE settlement SET opening_balance = 1                                 ; balance before: the book says 1, the records give 0
        UPDATE settlement SET account_status = 'SUSPENDED'                        ; account status: the book says SUSPENDED, the records give ACTIVE
        UPDATE settlement SET entries = REPLACE(entries, 'CHARGE,2640', 'CHARGE,2639') ; entry 2022-09-A0001#000002, amount: the book says 2639, the records give 2640
        DELETE FROM settlement                                                    ; settlement: the book says nothing, the records give a balance after of 3360.00
        DELETE FROM counted_top_up                                                ; balance after: the book says 3360, the records give -2640
        UPDATE top_up SET amount = 6000.01                                        ; top-ups: the book says 6000, the records give 6000.01
        UPDATE month_account SET balance = 5                                      ; balance before: the book says 0, the records give 5
        """)
    void a_figure_that_the_records_do_not_give_is_named(String change, String named) {
        SmallBook book = new SmallBook(folder.resolve("small"));
        book.close();
        book.tamper(change + (change.contains("top_up") ? " WHERE top_up_id = 'T1'" : " WHERE account_id = 'A0001'"));

        TestProgram.Result result = book.run("explain", "--month", "2022-09", "--account", "A0001");

        assertThat(result.exitCode()).isEqualTo(70);
        assertThat(result.out()).contains("It does NOT agree with the books\n").contains("\n  " + named + "\n");
        assertThat(result.err()).startsWith("month-close: 2022-09 A0001: ").contains(named);
    }

    @Test
    void usage_that_was_changed_in_the_book_is_found_by_its_hash() {
        SmallBook book = new SmallBook(folder.resolve("small"));
        book.close();
        book.tamper("UPDATE segment SET sha256 = '" + "0".repeat(64) + "'");

        TestProgram.Result result = book.run("explain", "--month", "2022-09", "--account", "A0001");

        assertThat(result.exitCode()).isEqualTo(70);
        assertThat(result.err())
                .isEqualTo("month-close: a segment of the snapshot is not what was taken: its SHA-256 differs\n");
    }

    @Test
    @Tag("server")
    void whoever_may_only_read_gets_the_same_beside_a_close() {
        SmallBook book = new SmallBook(folder.resolve("small"));
        book.close();
        String expected =
                book.run("explain", "--month", "2022-09", "--account", "A0001").out();
        String reader = "reader_" + Long.toHexString(System.nanoTime());
        book.execute("CREATE ROLE " + reader + " LOGIN");
        book.execute("GRANT SELECT ON ALL TABLES IN SCHEMA public TO " + reader);
        DriverManagerDataSource database = new DriverManagerDataSource(book.url());
        try (var _ = BookLease.take(
                new JdbcTemplate(database), new FencedTransactions(database), Duration.ofMinutes(1), "another close")) {
            TestProgram.Result read = book.with(
                            "spring.datasource.url", book.url().replace("user=postgres", "user=" + reader))
                    .run("explain", "--month", "2022-09", "--account", "A0001");

            assertThat(read).isEqualTo(new TestProgram.Result(0, expected, ""));
        }
    }

    private String accountWith(String condition) {
        return rows("SELECT account_id FROM bill WHERE " + condition).getFirst();
    }

    private List<String> accounts(String condition) {
        return rows("SELECT account_id FROM settlement WHERE " + condition + " ORDER BY account_id");
    }

    private List<String> rows(String query) {
        try (var connection = DriverManager.getConnection(TestProgram.url(folder));
                var statement = connection.createStatement();
                var found = statement.executeQuery(query)) {
            List<String> rows = new ArrayList<>();
            while (found.next()) {
                rows.add(found.getString(1));
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }
}
