package io.monthclose.cli;

import static io.monthclose.cli.SourceBook.insert;
import static org.assertj.core.api.Assertions.assertThat;

import io.monthclose.intake.Sha256;
import io.monthclose.intake.SourceServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Usage from a query is settled as usage from a file is (contract, "Usage from a database"). */
@Tag("book")
class UsageFromDatabaseTest {
    private static final List<String> OF_MONEY =
            List.of("bills.csv", "bill-lines.csv", "pack-draws.csv", "packs.csv", "freezes.csv", "ledger.csv");

    private final TimeZone zone = TimeZone.getDefault();

    @TempDir
    private Path folder = Path.of("");

    @AfterEach
    void put_the_zone_back() {
        TimeZone.setDefault(zone);
    }

    @ParameterizedTest
    @EnumSource
    void the_same_rows_settle_to_the_same_documents_of_money(SourceServer server) throws IOException {
        SmallBook files = new SmallBook(Files.createDirectory(folder.resolve("files")));
        SourceBook source = new SourceBook(server, folder.resolve("database"));

        assertThat(files.close().exitCode()).isZero();
        TestProgram.Result result = source.close();

        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        SortedMap<String, String> expected = SmallBook.documents(files.output());
        expected.keySet().retainAll(OF_MONEY);
        SortedMap<String, String> found = source.book().documents();
        found.keySet().retainAll(OF_MONEY);
        assertThat(found).hasSize(6).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource
    void a_preview_asks_the_same_query_and_says_the_same(SourceServer server) {
        SourceBook source = new SourceBook(server, folder);
        Path previewed = folder.resolve("preview");

        TestProgram.Result preview = source.book()
                .run(
                        "preview",
                        "--month",
                        SmallBook.MONTH,
                        "--usage-source",
                        "jdbc",
                        "--input",
                        source.book().input().toString(),
                        "--output",
                        previewed.toString());

        assertThat(preview.exitCode()).as(preview.err()).isZero();
        assertThat(source.close().exitCode()).isZero();
        for (String name : List.of("bills.csv", "ledger.csv", "rejects.csv")) {
            assertThat(previewed.resolve(name)).hasContent(source.document(name));
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_source_is_one_input_whose_lines_are_those_of_all_slices(SourceServer server) {
        SourceBook source =
                new SourceBook(server, folder).with("name", "gateway").with("slice-width", "1d");

        source.close();

        List<String> slices = source.book()
                .rows("SELECT name, line_count, bytes, sha256 FROM take_input WHERE role = 'USAGE' ORDER BY file");
        assertThat(slices).hasSize(30);
        assertThat(slices.getFirst())
                .isEqualTo("gateway 2022-09-01T00:00:00+08:00 0 0"
                        + " e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assertThat(slices.get(4))
                .isEqualTo("gateway 2022-09-05T00:00:00+08:00 1 55 "
                        + sha256("u1,A0001,DetectProduct,410000,2022-09-05T10:15:00+08:00"));
        StringBuilder hashes = new StringBuilder();
        slices.forEach(slice ->
                hashes.append(slice.substring(slice.lastIndexOf(' ') + 1)).append('\n'));
        assertThat(source.document("settlement.json").replaceAll("\\s+", ""))
                .contains("{\"name\":\"gateway\",\"bytes\":160,\"lines\":3,\"sha256\":\"" + sha256(hashes.toString())
                        + "\"}")
                .doesNotContain("\"gateway2022");
    }

    private static String sha256(String text) {
        return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Slices from midnight on: each row is read in the slice that begins with it, and once. */
    @ParameterizedTest
    @EnumSource
    void a_row_at_the_edge_of_two_slices_is_read_in_the_later_one(SourceServer server) {
        SourceBook source = new SourceBook(server, folder).with("slice-width", "1d");
        source.execute(
                "DELETE FROM usage_row",
                insert("first", "A0001", "CropImage", 1, "2022-09-01 00:00:00+08:00"),
                insert("before", "A0001", "CropImage", 2, "2022-09-07 23:59:59.999999+08:00"),
                insert("at", "A0001", "CropImage", 4, "2022-09-08 00:00:00+08:00"),
                insert("last", "A0001", "CropImage", 8, "2022-09-30 15:59:59.999999+00:00"),
                insert("late", "A0001", "CropImage", 16, "2022-08-31 23:59:59.999999+08:00"),
                insert("after", "A0001", "CropImage", 32, "2022-10-01 00:00:00+08:00"));

        assertThat(source.close().exitCode()).isZero();

        assertThat(source.book()
                        .rows("SELECT name FROM take_input WHERE role = 'USAGE' AND line_count = 1 ORDER BY file"))
                .containsExactly(
                        "usage-db 2022-09-01T00:00:00+08:00",
                        "usage-db 2022-09-07T00:00:00+08:00",
                        "usage-db 2022-09-08T00:00:00+08:00",
                        "usage-db 2022-09-30T00:00:00+08:00");
        assertThat(source.document("bill-lines.csv"))
                .contains("2022-09,A0001,CropImage,")
                .contains(",15,0,15,0,0,");
    }

    @ParameterizedTest
    @CsvSource({"H2, 7d, 1", "H2, 6h, 8", "POSTGRESQL, 7d, 1", "POSTGRESQL, 6h, 8"})
    void zone_and_threads_show_in_no_document(SourceServer server, String width, String threads) throws IOException {
        SourceBook one = new SourceBook(server, Files.createDirectory(folder.resolve("one")));
        one.with("slice-width", width).close("--threads", "2");
        TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));
        SourceBook other = new SourceBook(server, Files.createDirectory(folder.resolve("other")));

        other.with("slice-width", width).close("--threads", threads);

        assertThat(other.book().documents()).isEqualTo(one.book().documents());
    }

    /** A column without a zone means something only where the query says in which. */
    @ParameterizedTest
    @EnumSource
    void a_timestamp_without_time_zone_is_read_in_the_zone_that_the_query_names(SourceServer server)
            throws IOException {
        TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));
        SourceBook source = new SourceBook(server, folder);
        source.execute("ALTER TABLE usage_row ADD local_time TIMESTAMP(6)");
        source.execute(
                "UPDATE usage_row SET local_time = TIMESTAMP '2022-09-05 10:15:00' WHERE record_id = 'u1'",
                "UPDATE usage_row SET local_time = TIMESTAMP '2022-09-16 14:30:00' WHERE record_id = 'u2'",
                "UPDATE usage_row SET local_time = TIMESTAMP '2022-09-27 20:45:00' WHERE record_id = 'u3'");
        source.with(
                "query",
                switch (server) {
                    case H2 ->
                        SourceBook.QUERY
                                .replace("occurred_at", "CAST(local_time || '+08:00' AS TIMESTAMP(6) WITH TIME ZONE)")
                                .replaceFirst(" FROM", " AS occurred_at FROM");
                    case POSTGRESQL ->
                        "SELECT record_id, account_id, api, calls, local_time AT TIME ZONE 'Asia/Shanghai' AS"
                            + " occurred_at FROM usage_row WHERE local_time >= :from AT TIME ZONE 'Asia/Shanghai' AND"
                            + " local_time < :until AT TIME ZONE 'Asia/Shanghai'";
                });

        assertThat(source.close().err()).isEmpty();

        SourceBook plain = new SourceBook(server, Files.createDirectory(folder.resolve("plain")));
        plain.close();
        assertThat(source.book().documents()).isEqualTo(plain.book().documents());
    }

    @ParameterizedTest
    @EnumSource
    void a_timestamp_without_time_zone_that_is_compared_as_it_is_counts_as_utc_on_every_machine(SourceServer server)
            throws IOException {
        SourceBook source = new SourceBook(server, folder).with("slice-width", "1d");
        source.execute(
                "DELETE FROM usage_row",
                "ALTER TABLE usage_row ADD utc_time TIMESTAMP(6)",
                insert("edge", "A0001", "CropImage", 1, "2022-09-08 23:30:00+08:00"),
                "UPDATE usage_row SET utc_time = TIMESTAMP '2022-09-08 15:30:00'");
        source.with(
                "query",
                SourceBook.QUERY
                        .replace("WHERE occurred_at", "WHERE utc_time")
                        .replace("AND occurred_at", "AND utc_time"));
        TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));

        TestProgram.Result result = source.close();

        assertThat(result.err()).isEmpty();
        assertThat(source.book().rows("SELECT name FROM take_input WHERE role = 'USAGE' AND line_count = 1"))
                .containsExactly("usage-db 2022-09-08T00:00:00+08:00");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        H2         | SELECT occurred_at AS "Occurred_At", CAST(calls AS NUMERIC(20, 2)) AS CALLS, API, account_id, record_id
        H2         | SELECT CONCAT('2022-09-0', day_of_week(occurred_at), 'T00:00Z') AS occurred_at, CAST(calls AS VARCHAR) AS calls, api, account_id, record_id
        POSTGRESQL | SELECT occurred_at AS "Occurred_At", CAST(calls AS NUMERIC(20, 2)) AS "CALLS", api, account_id, record_id
        POSTGRESQL | SELECT occurred_at::text::timestamptz AS occurred_at, calls::int AS calls, api::text, account_id::char(5), record_id
        """)
    void columns_come_in_any_order_case_and_fitting_type(SourceServer server, String select) throws IOException {
        SourceBook plain = new SourceBook(server, Files.createDirectory(folder.resolve("plain")));
        plain.close();
        SourceBook source = new SourceBook(server, Files.createDirectory(folder.resolve("other")));

        TestProgram.Result result = source.with(
                        "query",
                        select + " FROM usage_row WHERE occurred_at >= :from AND occurred_at < :until ORDER BY api;")
                .with("slice-width", "31d")
                .close();

        assertThat(result.err()).isEmpty();
        assertThat(source.document("bills.csv")).isEqualTo(plain.document("bills.csv"));
    }

    @ParameterizedTest
    @EnumSource
    void integers_and_uuids_are_ids_too(SourceServer server) {
        SourceBook source = new SourceBook(server, folder);
        source.book().write("accounts.csv", "account_id,name,opened_on,closed_on\n7,Blue,2022-01-01,\n");
        source.book().write("top-ups.csv", "top_up_id,account_id,amount,received_at\n");
        source.execute(
                "DROP TABLE usage_row",
                "CREATE TABLE usage_row (record_id UUID, account_id INTEGER, api VARCHAR(64), calls SMALLINT,"
                        + " occurred_at TIMESTAMP WITH TIME ZONE)",
                "INSERT INTO usage_row VALUES ('0d9c8b6a-0000-4000-8000-000000000001', 7, 'CropImage', 5,"
                        + " TIMESTAMP WITH TIME ZONE '2022-09-08 00:00:00+00:00'),"
                        + " ('0d9c8b6a-0000-4000-8000-000000000001', 7, 'CropImage', 6,"
                        + " TIMESTAMP WITH TIME ZONE '2022-09-08 00:00:00+00:00')");

        assertThat(source.close().exitCode()).isEqualTo(3);

        assertThat(source.document("rejects.csv")).isEqualTo("""
            file,line,reason,detail,raw
            usage-db 2022-09-08T06:00:00+08:00,2,CONFLICT,"differs from usage-db 2022-09-08T06:00:00+08:00 line 1, which stands","0d9c8b6a-0000-4000-8000-000000000001,7,CropImage,6,2022-09-08T08:00:00+08:00"
            """);
    }

    /** Everything of the sample of rejects that a text column can hold. */
    @ParameterizedTest
    @EnumSource
    void bad_rows_are_rejected_as_from_a_file(SourceServer server) throws IOException {
        Path sample = Path.of("sample-data", "rejects-of-every-reason", "2022-09");
        SourceBook source = new SourceBook(server, folder);
        source.book().write("accounts.csv", Files.readString(sample.resolve("accounts.csv")));
        source.book().write("top-ups.csv", Files.readString(sample.resolve("top-ups.csv")));
        List<String> lines = new String(Files.readAllBytes(sample.resolve("usage-10.csv")), StandardCharsets.ISO_8859_1)
                .lines()
                .skip(1)
                .map(line -> new String(line.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8))
                .filter(line -> line.chars().filter(c -> c == ',').count() == 4)
                .filter(line -> line.indexOf('"') < 0 && line.indexOf('\uFFFD') < 0)
                .toList();
        source.execute(
                "DROP TABLE usage_row",
                "CREATE TABLE usage_row (record_id VARCHAR(200), account_id VARCHAR(200), api VARCHAR(200),"
                        + " calls VARCHAR(200), occurred_at VARCHAR(200))");
        lines.forEach(line ->
                source.execute("INSERT INTO usage_row VALUES ('" + String.join("', '", line.split(",", -1)) + "')"));

        source.with(
                        "query",
                        "SELECT * FROM usage_row WHERE :from < TIMESTAMP WITH TIME ZONE '2022-09-01 12:00:00+08:00'"
                                + " AND :until IS NOT NULL")
                .with("slice-width", "30d");
        TestProgram.Result result = source.close();

        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isEqualTo(3);
        List<String> expected;
        try (Stream<String> rejects =
                Files.lines(sample.resolveSibling("expected").resolve("2022-09/rejects.csv"))) {
            expected = rejects.filter(line -> line.startsWith("usage-10.csv,"))
                    .filter(line -> !line.contains(",CONFLICT,") && !line.contains("quote"))
                    .filter(line -> !line.contains("expected,") && !line.contains("empty line"))
                    .filter(line -> !line.contains("5 columns") && !line.contains("not valid UTF-8"))
                    .map(line -> line.substring(line.indexOf(',', line.indexOf(',') + 1) + 1))
                    .sorted()
                    .toList();
        }
        assertThat(source.document("rejects.csv")
                        .lines()
                        .skip(1)
                        .filter(line -> !line.contains(",CONFLICT,"))
                        .map(line -> line.substring(line.indexOf(',', line.indexOf(',') + 1) + 1))
                        .sorted())
                .hasSizeGreaterThan(30)
                .containsExactlyElementsOf(expected);
    }

    @ParameterizedTest
    @EnumSource
    void a_null_is_an_empty_field_and_a_line_break_spoils_its_row_alone(SourceServer server) {
        SourceBook source = new SourceBook(server, folder);
        source.execute(
                "ALTER TABLE usage_row ADD asked_at TIMESTAMP WITH TIME ZONE",
                "UPDATE usage_row SET asked_at = occurred_at");
        String[] rows = {
            "NULL, 'A0001', 'CropImage', 1, %s",
            "'n2', NULL, 'CropImage', 1, %s",
            "'n3', 'A0001', NULL, 1, %s",
            "'n4', 'A0001', 'CropImage', NULL, %s",
            "'n5', 'A0001', 'CropImage', 1, NULL",
            "'n6', 'A0001', 'Crop\nImage', 1, %s",
            "'n7', 'A0001', 'Crop\"Image', 1, %s",
            "'n8', 'A0001', 'Crop,Image', 1, %s",
            "'n9', 'A0001', 'CropImage', 1, %s"
        };
        String time = "TIMESTAMP WITH TIME ZONE '2022-09-08 00:00:00+08:00'";
        for (String row : rows) {
            source.execute("INSERT INTO usage_row VALUES (" + row.formatted(time) + ", " + time + ")");
        }
        source.with(
                "query",
                SourceBook.QUERY
                        .replace("WHERE occurred_at", "WHERE asked_at")
                        .replace("AND occurred_at", "AND asked_at"));

        assertThat(source.close().exitCode()).isEqualTo(3);

        String file = "usage-db 2022-09-08T00:00:00+08:00";
        assertThat(source.document("rejects.csv").replace(file, "F")).isEqualTo("""
            file,line,reason,detail,raw
            F,1,MALFORMED,record_id is not 1 to 64 of A-Z a-z 0-9 . _ : -,",A0001,CropImage,1,2022-09-08T00:00:00+08:00"
            F,2,MALFORMED,account_id is not 1 to 64 of A-Z a-z 0-9 . _ : -,"n2,,CropImage,1,2022-09-08T00:00:00+08:00"
            F,3,UNKNOWN_API,no such API in the price book,"n3,A0001,,1,2022-09-08T00:00:00+08:00"
            F,4,INVALID_CALLS,calls is not 1 to 15 digits,"n4,A0001,CropImage,,2022-09-08T00:00:00+08:00"
            F,5,INVALID_TIME,occurred_at is not an instant like 2022-09-30T23:59:59+08:00,"n5,A0001,CropImage,1,"
            F,6,MALFORMED,a line break inside a value,"n6,A0001,""Crop\\x0AImage"",1,2022-09-08T00:00:00+08:00"
            F,7,UNKNOWN_API,no such API in the price book,"n7,A0001,""Crop""\""Image"",1,2022-09-08T00:00:00+08:00"
            F,8,UNKNOWN_API,no such API in the price book,"n8,A0001,""Crop,Image"",1,2022-09-08T00:00:00+08:00"
            """);
        assertThat(source.document("settlement.json").replaceAll("\\s+", "")).contains("\"lines_read\":12");
    }

    @ParameterizedTest
    @EnumSource
    void the_rows_of_a_slice_are_in_the_order_of_their_columns_as_bytes(SourceServer server) {
        SourceBook source = new SourceBook(server, folder).with("slice-width", "31d");
        source.execute("DELETE FROM usage_row");

        for (String record : List.of("b", "B", "a-", "a", "a.", "a0")) {

            source.execute(insert(record, "A0001", "Nothing", 1, "2022-09-08 00:00:00+08:00"));
        }

        source.close();

        assertThat(source.document("rejects.csv")
                        .lines()
                        .skip(1)
                        .map(line -> line.split(",", -1)[1] + " " + line.replaceAll(".*\"(.*?),.*", "$1")))
                .containsExactly("1 B", "2 a", "3 a-", "4 a.", "5 a0", "6 b");
    }
}
