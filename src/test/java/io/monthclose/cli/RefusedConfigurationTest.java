package io.monthclose.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Exit code 78: the price book, the settings or the database's address are wrong. */
class RefusedConfigurationTest {
    @TempDir
    private Path folder = Path.of("");

    private SmallBook book;

    @BeforeEach
    void open() {
        book = new SmallBook(folder);
    }

    @Test
    void every_fault_of_a_price_book_is_a_line() throws IOException {
        Path broken = book.priceBook("settlement_window_days: 3", "settlement_window_days: 0");
        Files.writeString(
                broken,
                Files.readString(broken)
                        .replace("to: 1000000, price_per_1000: 2.5}", "to: 999999, price_per_1000: 2.5}"));

        TestProgram.Result refused = book.close("--price-book", broken.toString());

        assertThat(refused.exitCode()).isEqualTo(78);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err())
                .startsWith("month-close: price book refused (2 faults)\n")
                .contains("\n  price-book.yaml line 9 column ")
                .contains("\n  price-book.yaml line 45 column ")
                .hasLineCount(3);
        assertThat(book.rows("SELECT * FROM closing_month")).isEmpty();
    }

    @Test
    void one_fault_is_told_in_the_line_itself() throws IOException {
        Path broken = book.priceBook("currency: CNY", "currency: yuan");

        TestProgram.Result refused = book.close("--price-book", broken.toString());

        assertThat(refused.err())
                .startsWith("month-close: price book refused: price-book.yaml line 7 column ")
                .hasLineCount(1);
        assertThat(refused.exitCode()).isEqualTo(78);
    }

    @Test
    void a_price_book_that_is_not_there_is_refused() {
        Path none = folder.resolve("none.yaml");

        assertRefused(
                book.close("--price-book", none.toString()),
                "price book " + none + " cannot be read: " + none + ": not there");
        assertRefused(
                book.close("--price-book", folder.toString()),
                "price book " + folder + " cannot be read: Is a directory");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        currency: CNY  | currency: EUR  | price book 2022-09 is in EUR and zone +08:00, the book since its first close in CNY and zone +08:00
        zone: "+08:00" | zone: "+09:00" | price book 2022-09 is in CNY and zone +09:00, the book since its first close in CNY and zone +08:00
        """)
    void zone_and_currency_are_fixed_at_the_first_close(String part, String instead, String message)
            throws IOException {
        book.close();
        Path other = book.priceBook(part, instead);
        book.write("usage.csv", "record_id,account_id,api,calls,occurred_at\n");

        assertRefused(
                book.at("2022-11-02T00:00:00+08:00").closeMonth("2022-10", "--price-book", other.toString()), message);
        assertThat(book.rows("SELECT billing_month FROM closing_month")).containsExactly("2022-09");
        assertThat(book.closeMonth("2022-10").exitCode()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ";LOCK_TIMEOUT=60000",
                ";WRITE_DELAY=500",
                ";WRITE_DELAY=0500",
                ";write_delay=1",
                ";WRITE_DELAY=00"
            })
    void a_database_file_that_would_lose_committed_rows_is_refused(String options) {
        String url = "jdbc:h2:file:" + folder.resolve("book") + options;

        assertRefused(
                book.with("spring.datasource.url", url).close(),
                "spring.datasource.url " + url
                        + " would lose committed rows when the process is killed; add ;WRITE_DELAY=0");
        assertThat(book.exists()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        jdbc:h2:file:./x;WRITE_DELAY=0;AUTO_SERVER=TRUE        | lets several processes into one book; leave AUTO_SERVER and FILE_LOCK out
        jdbc:h2:file:./x;WRITE_DELAY=0;AUTO_SERVER=1           | lets several processes into one book; leave AUTO_SERVER and FILE_LOCK out
        jdbc:h2:file:./x;WRITE_DELAY=0;auto_server=yes         | lets several processes into one book; leave AUTO_SERVER and FILE_LOCK out
        jdbc:h2:file:./x;FILE_LOCK=NO;WRITE_DELAY=0            | lets several processes into one book; leave AUTO_SERVER and FILE_LOCK out
        jdbc:h2:file:./x;write_delay=0;file_lock=socket        | lets several processes into one book; leave AUTO_SERVER and FILE_LOCK out
        jdbc:h2:tcp://localhost:1/x;WRITE_DELAY=0              | is no database file; an H2 book is jdbc:h2:file:PATH;WRITE_DELAY=0
        jdbc:h2:ssl://localhost:1/x;WRITE_DELAY=0              | is no database file; an H2 book is jdbc:h2:file:PATH;WRITE_DELAY=0
        jdbc:h2:mem:x;WRITE_DELAY=0                            | is no database file; an H2 book is jdbc:h2:file:PATH;WRITE_DELAY=0
        """)
    void a_database_that_is_no_file_of_one_process_is_refused(String url, String why) {
        assertRefused(book.with("spring.datasource.url", url).close(), "spring.datasource.url " + url + " " + why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "nonsense", "postgresql://books:s3cret@localhost/books"})
    void an_address_that_is_no_jdbc_url_is_refused_without_being_told(String url) {
        assertRefused(
                book.with("spring.datasource.url", url).close(),
                "spring.datasource.url is no JDBC URL, such as jdbc:postgresql://HOST/DATABASE");
    }

    @Test
    void a_database_without_a_driver_is_refused() {
        assertRefused(
                book.with("spring.datasource.url", "jdbc:mysql://localhost:1/x").close(),
                "spring.datasource.url names a database without a driver here: com.mysql.cj.jdbc.Driver");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ";WRITE_DELAY=0",
                ";write_delay=0",
                ";WRITE_DELAY=0;LOCK_TIMEOUT=1000",
                ";LOCK_TIMEOUT=9;WRITE_DELAY=0"
            })
    void a_database_file_that_writes_at_every_commit_is_accepted(String options) {
        String url = "jdbc:h2:file:" + folder.resolve("other") + options;

        assertThat(book.with("spring.datasource.url", url).run("status").exitCode())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        month-close.slice-bytes        | 0          | month-close.slice-bytes: 0 is not 1 to 1073741824
        month-close.slice-bytes        | 1073741825 | month-close.slice-bytes: 1073741825 is not 1 to 1073741824
        month-close.accounts-per-chunk | 0          | month-close.accounts-per-chunk: 0 is not 1 to 100000
        month-close.accounts-per-chunk | 100001     | month-close.accounts-per-chunk: 100001 is not 1 to 100000
        month-close.buckets            | -1         | month-close.buckets: -1 is not 0 to 1024
        month-close.buckets            | 1025       | month-close.buckets: 1025 is not 0 to 1024
        """)
    void a_setting_out_of_its_range_is_refused(String setting, String value, String message) {
        assertRefused(book.with(setting, value).close(), "settings refused: " + message);
    }

    @Test
    void all_settings_are_checked_together() {
        book.with("month-close.slice-bytes", "0").with("month-close.buckets", "-1");

        TestProgram.Result refused = book.close();

        assertThat(refused.err()).isEqualTo("""
            month-close: settings refused (2 faults)
              month-close.slice-bytes: 0 is not 1 to 1073741824
              month-close.buckets: -1 is not 0 to 1024
            """);
        assertThat(refused.exitCode()).isEqualTo(78);
    }

    @ParameterizedTest
    @CsvSource({
        "month-close.slice-byte, 1",
        "month-close.threads, 2",
        "month-close.slice-bytes, 4MB",
        "month-close.slice-bytes, 99999999999"
    })
    void a_setting_that_is_unknown_or_no_number_is_refused(String setting, String value) {
        TestProgram.Result refused = book.with(setting, value).close();

        assertThat(refused.err())
                .startsWith("month-close: settings refused: ")
                .contains(setting)
                .hasLineCount(1);
        assertThat(refused.exitCode()).isEqualTo(78);
    }

    /** A process of its own: where the framework gives up early, it has logged to standard output. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        spring: [                                                  | application.yaml in the folder you stand in, or in its config/, cannot be read: line 1 column 10: expected the node content, but found '<stream end>'
        ~spring:\n  datasource:\n    url: x\n   password: s3cret\n~ | application.yaml in the folder you stand in, or in its config/, cannot be read: line 4 column 4: expected <block end>, but found '<block mapping start>'
        ~\tspring: s3cret\n~                                       | application.yaml in the folder you stand in, or in its config/, cannot be read: line 1 column 1: found character '\\t(TAB)' that cannot start any token. (Do not use \\t(TAB) for indentation)
        ~a: 1\na: s3cret\n~                                       | application.yaml in the folder you stand in, or in its config/, cannot be read: line 2 column 1: found duplicate key a
        spring.config.import: none.yaml                            | Config data resource 'file [FOLDER/none.yaml]' via location 'none.yaml' cannot be found
        spring.main.lazy-initialization: sometimes                 | spring.main.lazy-initialization: Invalid boolean value 'sometimes'
        ~spring.datasource.password: s3cret${none}~                | Could not resolve placeholder 'none'
        """)
    void a_settings_file_that_is_broken_is_refused_in_one_line(String text, String fault)
            throws IOException, InterruptedException {
        Path settings = Files.writeString(folder.resolve("application.yaml"), text.translateEscapes());

        TestProgram.Result refused = new ChildProgram(folder)
                .with("spring.config.location", settings.toUri().toString())
                .run("status");

        assertRefused(refused, "settings refused: " + fault.replace("FOLDER", folder.toString()));
        assertThat(refused.err()).doesNotContain("s3cret");
    }

    @ParameterizedTest
    @CsvSource({
        "month-close.slice-bytes, 1",
        "month-close.slice-bytes, 1073741824",
        "month-close.accounts-per-chunk, 1",
        "month-close.accounts-per-chunk, 100000",
        "month-close.buckets, 1",
        "month-close.buckets, 1024"
    })
    void the_ends_of_a_range_are_allowed(String setting, String value) {
        assertThat(book.with(setting, value).close().exitCode()).isZero();
    }

    private static void assertRefused(TestProgram.Result result, String message) {
        assertThat(result.err()).isEqualTo("month-close: " + message + "\n");
        assertThat(result.out()).isEmpty();
        assertThat(result.exitCode()).isEqualTo(78);
    }
}
