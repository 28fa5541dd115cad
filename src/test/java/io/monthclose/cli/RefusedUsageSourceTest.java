package io.monthclose.cli;

import static io.monthclose.cli.SourceBook.insert;
import static org.assertj.core.api.Assertions.assertThat;

import io.monthclose.intake.SourceServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A usage database that is not set rightly (78), does not answer (69) or gives something else than usage (65). */
class RefusedUsageSourceTest {
    private static final String SECRET = "s3cret-of-the-gateway";

    @TempDir
    private Path folder = Path.of("");

    @Test
    void all_settings_are_checked_together() {
        SourceBook source = new SourceBook(SourceServer.H2, folder)
                .with("url", "")
                .with("query", "SELECT 1 WHERE :from > :until AND :more = 1")
                .with("name", "a b")
                .with("slice-width", "59s")
                .with("driver-jar", "none.jar");

        TestProgram.Result refused = source.close();

        assertThat(refused.err()).isEqualTo("""
            month-close: usage database refused (5 faults)
              month-close.usage.url: is not set
              month-close.usage.query: has a parameter other than :from and :until
              month-close.usage.name: is not 1 to 64 of A-Z a-z 0-9 . _ : -
              month-close.usage.slice-width: PT59S is not 1 minute to 31 days in whole seconds
              month-close.usage.driver-jar: none.jar cannot be read
            """);
        assertThat(refused.exitCode()).isEqualTo(78);
        assertThat(source.book().rows("SELECT * FROM closing_month")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        url         |  | url: is not set
        query       |  | query: is not set
        query       | SELECT * FROM usage_row WHERE occurred_at < :until | query: has no :from
        query       | SELECT * FROM usage_row WHERE occurred_at >= :from -- :until | query: has no :until
        query       | SELECT * FROM usage_row WHERE occurred_at >= :from AND record_id < ':until' | query: has no :until
        name        | ../x | name: is not 1 to 64 of A-Z a-z 0-9 . _ : -
        slice-width | 60500ms | slice-width: PT1M0.5S is not 1 minute to 31 days in whole seconds
        slice-width | 32d | slice-width: PT768H is not 1 minute to 31 days in whole seconds
        url         | jdbc:nothing:x | url: names a database without a driver here; name its jar in month-close.usage.driver-jar
        url         | jdbc:postgresql://localhost:1/x?user=u&password=s3cret-of-the-gateway | url: holds a password; it belongs into month-close.usage.password
        url         | jdbc:h2:file:./x;PASSWORD=s3cret-of-the-gateway | url: holds a password; it belongs into month-close.usage.password
        url         | jdbc:mysql://u:s3cret-of-the-gateway@localhost/x | url: holds a password; it belongs into month-close.usage.password
        url         | jdbc:oracle:thin:u/s3cret-of-the-gateway@localhost | url: holds a password; it belongs into month-close.usage.password
        """)
    void a_wrong_setting_is_refused(String setting, String value, String fault) {
        SourceBook source = new SourceBook(SourceServer.H2, folder).with(setting, value == null ? "" : value);

        assertRefused(source.close(), 78, "usage database refused: month-close.usage." + fault);
    }

    @ParameterizedTest
    @CsvSource({"slice-width, soon", "pasword, s3cret-of-the-gateway", "fetch-size, 1"})
    void a_setting_that_is_unknown_or_no_duration_is_refused_without_its_value(String setting, String value) {
        TestProgram.Result refused =
                new SourceBook(SourceServer.H2, folder).with(setting, value).close();

        assertThat(refused.err())
                .startsWith("month-close: settings refused: ")
                .contains("month-close.usage." + setting)
                .doesNotContain(SECRET)
                .hasLineCount(1);
        assertThat(refused.exitCode()).isEqualTo(78);
    }

    @Test
    void settings_of_a_database_that_is_not_asked_for_are_not_looked_at() {
        SmallBook book = new SmallBook(folder)
                .with("month-close.usage.query", "nonsense")
                .with("month-close.usage.slice-width", "1s");

        assertThat(book.close().exitCode()).isZero();
        assertThat(book.close("--usage-source", "csv").exitCode()).isZero();
    }

    @Test
    void a_usage_file_that_would_be_passed_over_is_refused() {
        SourceBook source = new SourceBook(SourceServer.H2, folder);
        source.book().write("usage-7.csv", "record_id,account_id,api,calls,occurred_at\n");

        assertRefused(
                source.close(),
                65,
                "input folder " + source.book().input() + " has usage-7.csv, but usage is to come from the database:"
                        + " take usage files away, or leave out --usage-source jdbc");
    }

    @Test
    void a_source_that_does_not_answer_is_tried_again_later() {
        SourceBook source = new SourceBook(SourceServer.H2, folder)
                .with("url", "jdbc:postgresql://localhost:1/x")
                .with("user", "gateway")
                .with("password", SECRET);

        TestProgram.Result refused = source.close();

        assertThat(refused.err())
                .startsWith("month-close: usage-db is not reachable: ")
                .hasLineCount(1);
        assertThat(refused.exitCode()).isEqualTo(69);
        assertThat(source.book().rows("SELECT * FROM closing_month")).isEmpty();
        assertThat(source.with("url", source.url())
                        .with("user", "")
                        .with("password", "")
                        .close()
                        .exitCode())
                .isZero();
    }

    @Test
    void a_host_that_nobody_knows_is_named() {
        SourceBook source =
                new SourceBook(SourceServer.H2, folder).with("url", "jdbc:postgresql://no-such-host.invalid/x");

        assertRefused(
                source.close(),
                69,
                "usage-db is not reachable: The connection attempt failed. Unknown host no-such-host.invalid");
    }

    @Test
    void a_path_with_a_typing_error_makes_no_database() {
        SourceBook source =
                new SourceBook(SourceServer.H2, folder).with("url", "jdbc:h2:file:" + folder.resolve("typo"));

        assertThat(source.close().exitCode()).isEqualTo(69);
        assertThat(folder.resolve("typo.mv.db")).doesNotExist();
    }

    @Test
    void a_password_is_neither_told_nor_kept() {
        SourceBook source = new SourceBook(SourceServer.H2, folder);
        source.execute("CREATE USER gateway PASSWORD '" + SECRET + "'");
        source.with("user", "gateway").with("password", SECRET + "-not");
        TestProgram.Result refused = source.close();
        assertThat(refused.exitCode()).isEqualTo(69);
        assertThat(refused.out() + refused.err()).doesNotContain(SECRET);

        source.execute("GRANT SELECT ON usage_row TO gateway");
        source.with("password", SECRET).with("query", SourceBook.QUERY + " AND 1 / 0 = '" + SECRET + "'");
        refused = source.close();
        assertThat(refused.exitCode()).isEqualTo(65);
        assertThat(refused.out() + refused.err()).doesNotContain(SECRET);
        source.with("query", SourceBook.QUERY);
        assertThat(source.close().exitCode()).isZero();

        assertThat(source.book().rows("SCRIPT")).noneMatch(row -> row.contains(SECRET));
        for (String name : List.of("run.json", "settlement.json", "index.html")) {
            assertThat(source.document(name)).doesNotContain(SECRET);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        record_id, account_id, api, calls                             | column occurred_at is missing
        record_id, account_id, api, calls, occurred_at, calls         | column calls comes twice
        record_id, account_id, api, calls, occurred_at, 1 AS region   | column 'region' is not one of record_id,account_id,api,calls,occurred_at
        record_id, account_id, api, calls AS amount, occurred_at      | column calls is missing; column 'amount' is not one of record_id,account_id,api,calls,occurred_at
        record_id, account_id, api, CAST(calls AS DOUBLE PRECISION) AS calls, occurred_at | column calls is a DOUBLE, expected an integer or text
        record_id, account_id, api, calls, CAST(occurred_at AS TIMESTAMP) AS occurred_at  | column occurred_at is a TIMESTAMP, expected text or a timestamp with time zone
        record_id, account_id, api, calls, CAST(occurred_at AS DATE) AS occurred_at       | column occurred_at is a DATE, expected text or a timestamp with time zone
        occurred_at AS record_id, account_id, api, calls, occurred_at | column record_id is a TIMESTAMP, expected text, an integer or a uuid
        """)
    void other_columns_than_those_of_usage_are_refused(String columns, String fault) {
        for (SourceServer server : SourceServer.values()) {
            SourceBook source = new SourceBook(server, folder.resolve(server.name()))
                    .with("query", SourceBook.QUERY.replaceFirst("record_id.*occurred_at FROM", columns + " FROM"));

            TestProgram.Result refused = source.close();

            String types = refused.err()
                    .replace("timestamptz", "TIMESTAMP")
                    .replace("TIMESTAMP WITH TIME ZONE", "TIMESTAMP")
                    .replaceAll("a (timestamp|date)\\b", "a $1")
                    .replace("a timestamp,", "a TIMESTAMP,")
                    .replace("a date,", "a DATE,")
                    .replace("a float8,", "a DOUBLE,")
                    .replace("a DOUBLE PRECISION,", "a DOUBLE,");
            assertThat(types)
                    .as("%s", server)
                    .isEqualTo("month-close: usage-db: the query is refused: " + fault + "\n");
            assertThat(refused.exitCode()).isEqualTo(65);
            assertThat(source.book().rows("SELECT * FROM closing_month")).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_query_that_fails_is_refused_before_anything_is_planned(SourceServer server) {
        SourceBook source = new SourceBook(server, folder).with("query", SourceBook.QUERY.replace("usage_row", "none"));

        TestProgram.Result refused = source.close();

        assertThat(refused.err())
                .startsWith("month-close: usage-db 2022-09-01T00:00:00+08:00: the query failed: ")
                .containsIgnoringCase("\"none\"")
                .hasLineCount(1);
        assertThat(refused.exitCode()).isEqualTo(65);
        assertThat(source.book().rows("SELECT * FROM closing_month")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void a_row_that_two_slices_return_is_refused(SourceServer server) {
        SourceBook source = new SourceBook(server, folder)
                .with("query", SourceBook.QUERY.replace("< :until", "<= :until"))
                .with("slice-width", "1d");
        source.execute(insert("edge", "A0001", "CropImage", 1, "2022-09-08 00:00:00+08:00"));

        assertRefused(
                source.close("--threads", "1"),
                65,
                "usage-db 2022-09-07T00:00:00+08:00: the query returned record edge of 2022-09-08T00:00:00+08:00, which"
                        + " is not from 2022-09-07T00:00:00+08:00 until before 2022-09-08T00:00:00+08:00; it must ask"
                        + " for occurred_at >= :from AND occurred_at < :until");
    }

    @Test
    void a_query_that_writes_is_refused_and_writes_nothing() {
        SourceBook source = new SourceBook(SourceServer.POSTGRESQL, folder)
                .with(
                        "query",
                        "WITH gone AS (DELETE FROM usage_row WHERE occurred_at >= :from AND occurred_at < :until"
                                + " RETURNING *) SELECT * FROM gone");
        TestProgram.Result refused = source.close();
        assertThat(refused.err()).contains("read-only transaction");
        assertThat(refused.exitCode()).isEqualTo(65);

        assertThat(source.with("query", SourceBook.QUERY).close().exitCode()).isZero();
        assertThat(source.document("settlement.json").replaceAll("\\s+", "")).contains("\"lines_read\":3");
    }

    /** The classes of the driver that the program brings are not seen from the jar, nor asked. */
    @Test
    void a_driver_that_the_program_does_not_bring_is_a_jar() throws Exception {
        Path driver = Path.of(org.postgresql.Driver.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Path jar = Files.copy(driver, folder.resolve("a driver.jar"));
        SourceBook source = new SourceBook(SourceServer.POSTGRESQL, folder).with("driver-jar", jar.toString());

        assertThat(source.close().err()).isEmpty();
        assertThat(source.document("settlement.json").replaceAll("\\s+", "")).contains("\"lines_read\":3");
        SourceBook wrong = new SourceBook(SourceServer.H2, folder.resolve("h2")).with("driver-jar", jar.toString());
        assertThat(wrong.close().exitCode()).isEqualTo(78);
    }

    private static void assertRefused(TestProgram.Result result, int exitCode, String message) {
        assertThat(result.err()).isEqualTo("month-close: " + message + "\n").doesNotContain(SECRET);
        assertThat(result.out()).isEmpty();
        assertThat(result.exitCode()).isEqualTo(exitCode);
    }
}
