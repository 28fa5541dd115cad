package io.monthclose.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeaderTest {
    private static final String ALL = "record_id,account_id,api,calls,occurred_at";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        record_id,account_id,api,calls,occurred_at | 0 1 2 3 4
        occurred_at,calls,api,account_id,record_id | 4 3 2 1 0
        api,record_id,occurred_at,account_id,calls | 1 3 0 4 2
        """)
    void columns_are_found_by_name_in_any_order(String header, String positions) throws IOException {
        int[] expected = List.of(positions.split(" ")).stream()
                .mapToInt(Integer::parseInt)
                .toArray();

        assertThat(read(header + "\n").positions(Header.USAGE)).isEqualTo(expected);
    }

    @Test
    void a_byte_order_mark_CRLF_or_quotes_change_nothing() throws IOException {
        Header plain = read(ALL + "\n");

        assertThat(read("\uFEFF" + ALL + "\n")).isEqualTo(plain);
        assertThat(read(ALL + "\r\n")).isEqualTo(plain);
        assertThat(read("\uFEFF" + ALL + "\r\n")).isEqualTo(plain);
        assertThat(read(ALL)).isEqualTo(plain);
        assertThat(read("\uFEFF" + ALL)).isEqualTo(plain);
        assertThat(read("\"record_id\",\"account_id\",api,\"calls\",occurred_at\n"))
                .isEqualTo(plain);
        assertThat(read("\uFEFF\"record_id\",account_id,api,calls,occurred_at\n"))
                .isEqualTo(plain);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        record_id,account_id,api,calls                       | column occurred_at is missing
        record_id,account_id,api,calls,occurred_at,calls     | column calls comes twice
        record_id,account_id,api,calls,occurred_at,note      | column 'note' is not one of record_id,account_id,api,calls,occurred_at
        record_id,account_id,api,calls,occurred_at,          | column '' is not one of record_id,account_id,api,calls,occurred_at
        Record_id,account_id,api,calls,occurred_at           | column record_id is missing; column 'Record_id' is not one of record_id,account_id,api,calls,occurred_at
        record_id, account_id,api,calls,occurred_at          | column account_id is missing; column ' account_id' is not one of record_id,account_id,api,calls,occurred_at
        record_id,api,api,cost                               | column account_id is missing; column api comes twice; column calls is missing; column occurred_at is missing; column 'cost' is not one of record_id,account_id,api,calls,occurred_at
        u0001,A0001,DetectProduct,1,2022-09-01T00:00Z        | column record_id is missing; column account_id is missing; column api is missing; column calls is missing; column occurred_at is missing; column 'u0001' is not one of record_id,account_id,api,calls,occurred_at; column 'A0001' is not one of record_id,account_id,api,calls,occurred_at; column 'DetectProduct' is not one of record_id,account_id,api,calls,occurred_at; column '1' is not one of record_id,account_id,api,calls,occurred_at; column '2022-09-01T00:00Z' is not one of record_id,account_id,api,calls,occurred_at
        """)
    void every_column_that_is_missing_unknown_or_twice_is_named(String header, String faults) {
        assertRefused(header + "\n", faults);
    }

    @Test
    void a_file_without_a_header_line_is_refused() {
        assertRefused("", "empty line, expected the header " + ALL);
        assertRefused("\n", "empty line, expected the header " + ALL);
        assertRefused("\r\n" + ALL + "\n", "empty line, expected the header " + ALL);
        assertRefused("\uFEFF", "empty line, expected the header " + ALL);
        assertRefused("\uFEFF\n" + ALL, "empty line, expected the header " + ALL);
    }

    @Test
    void a_header_that_is_no_row_is_refused() {
        assertRefused("\"" + ALL + "\n", "a quote is not closed on its line, expected the header " + ALL);
        assertRefused("record_id\"," + ALL + "\n", "misplaced quote, expected the header " + ALL);
        assertRefused("x".repeat(1 << 20) + "x\n", "longer than 1048576 bytes, expected the header " + ALL);
    }

    @Test
    void a_byte_order_mark_is_accepted_once_and_only_at_the_beginning() {
        String only = " is not one of " + ALL;

        assertRefused("\uFEFF\uFEFF" + ALL, "column record_id is missing; column '?record_id'" + only);
        assertRefused(
                "record_id,\uFEFFaccount_id,api,calls,occurred_at",
                "column account_id is missing; column '?account_id'" + only);
    }

    @Test
    void a_message_stays_one_short_line_whatever_the_file_begins_with() {
        String oldMac = (ALL + "\ru1,A0001,DetectProduct,1,2022-09-01T00:00Z").repeat(2000);

        ProblemException refused = catchThrowableOfType(ProblemException.class, () -> read(oldMac));

        assertThat(refused.getMessage()).hasSizeLessThan(2000).doesNotContainPattern("\\p{Cntrl}");
    }

    private static void assertRefused(String text, String faults) {
        ProblemException refused = catchThrowableOfType(ProblemException.class, () -> read(text));
        assertThat(refused.code()).isEqualTo(ProblemCode.INPUT_REFUSED);
        assertThat(refused).hasMessage("usage.csv line 1: " + faults);
    }

    private static Header read(String text) throws IOException {
        return SlicePlanner.readHeader(
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "usage.csv", Header.USAGE);
    }
}
