package io.monthclose.intake;

import static io.monthclose.intake.IntakeExample.HEADER;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A row that was kept can be written out again exactly as it was read: it may turn out to conflict with another. */
class RawLineTest {
    private static final List<String> TIMES = List.of(
            "2022-09-15T12:00Z",
            "2022-09-15T12:00:00Z",
            "2022-09-15T12:00:07Z",
            "2022-09-15T12:00:00.0Z",
            "2022-09-15T12:00:00.5Z",
            "2022-09-15T12:00:00.50Z",
            "2022-09-15T12:00:00.000000000Z",
            "2022-09-15T12:00:00.123456789Z",
            "2022-09-15T12:00:00.000000001Z",
            "2022-09-15T12:00:00.1234567+08:00",
            "2022-09-15T12:00+00:00",
            "2022-09-15T12:00-00:00",
            "2022-09-15T12:00:00+00:00",
            "2022-09-15T12:00:00-00:00",
            "2022-09-15T12:00:00.10-00:00",
            "2022-09-15T12:00:00+08:00",
            "2022-09-15T12:00:00-08:00",
            "2022-09-15T12:00:00+05:45",
            "2022-09-15T12:00:00-03:30",
            "2022-09-15T12:00:00-00:30",
            "2022-09-15T12:00:00+00:01",
            "2022-09-15T12:00:00-00:01",
            "2022-09-15T12:00:00+17:59",
            "2022-09-15T12:00:00-17:59",
            "2022-09-15T12:00:00+18:00",
            "2022-09-15T12:00:00-18:00",
            "2022-09-15T12:00-18:00",
            "2022-09-15T12:00:00.999999999-18:00",
            "2022-09-01T00:00+08:00",
            "2022-10-01T09:59:59.999999999+18:00",
            "2022-09-30T23:59:59.999999999+08:00");

    @TempDir
    private Path folder = Path.of("");

    @Test
    void every_form_of_an_instant_is_written_as_it_was_read() throws IOException {
        List<String> lines =
                TIMES.stream().map(time -> "u1,A0001,CropImage,5," + time).toList();

        assertThat(writtenAgain(HEADER, lines)).isEqualTo(lines);
    }

    @Test
    void of_a_regular_row_only_the_form_of_its_instant_is_kept() throws IOException {
        for (String time : TIMES) {
            KeptRow row = kept(HEADER, List.of("u1,A0001,CropImage,5," + time)).getFirst();

            boolean regular = !time.endsWith("-00:00");
            assertThat(row.raw() == null).as(time).isEqualTo(regular);
            assertThat(row.timeForm() > 0).as(time).isEqualTo(regular);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "u1,A0001,CropImage,0,2022-09-15T12:00Z",
                "u1,A0001,CropImage,00,2022-09-15T12:00Z",
                "u1,A0001,CropImage,007,2022-09-15T12:00Z",
                "u1,A0001,CropImage,000000000000000,2022-09-15T12:00Z",
                "u1,A0001,CropImage,999999999999999,2022-09-15T12:00Z",
                "\"u1\",A0001,CropImage,5,2022-09-15T12:00Z",
                "u1,\"A0001\",CropImage,5,2022-09-15T12:00Z",
                "\"u1\",\"A0001\",\"CropImage\",\"5\",\"2022-09-15T12:00Z\"",
                "u1,A0001,CropImage,\"007\",2022-09-15T12:00:00.10-00:00",
                "-:._,B-3,DetectProduct,5,2022-09-15T12:00Z",
                "0123456789012345678901234567890123456789012345678901234567890123,B-3,DetectProduct,5,2022-09-15T12:00Z"
            })
    void every_spelling_of_a_row_is_written_as_it_was_read(String line) throws IOException {
        assertThat(writtenAgain(HEADER, List.of(line))).containsExactly(line);
    }

    @Test
    void the_order_of_the_columns_is_the_files() throws IOException {
        List<String> lines = List.of(
                "2022-09-15T12:00Z,5,CropImage,A0001,u1",
                "2022-09-15T12:00-00:00,5,CropImage,A0001,u1",
                "\"2022-09-15T12:00Z\",5,CropImage,A0001,u1");

        assertThat(writtenAgain("occurred_at,calls,api,account_id,record_id", lines))
                .isEqualTo(lines);
    }

    @Test
    void the_end_of_a_line_is_not_part_of_it() throws IOException {
        assertThat(writtenAgain(
                        HEADER,
                        List.of(
                                "u1,A0001,CropImage,5,2022-09-15T12:00Z\r",
                                "\"u2\",A0001,CropImage,5,2022-09-15T12:00Z\r")))
                .containsExactly(
                        "u1,A0001,CropImage,5,2022-09-15T12:00Z", "\"u2\",A0001,CropImage,5,2022-09-15T12:00Z");
    }

    private List<String> writtenAgain(String header, List<String> lines) throws IOException {
        Header columns = new Header(List.of(header.split(",")));
        return kept(header, lines).stream()
                .map(row -> new String(RawLine.bytes(row, columns), StandardCharsets.UTF_8))
                .toList();
    }

    /** The rows as they come back from the snapshot. */
    private List<KeptRow> kept(String header, List<String> lines) throws IOException {
        Path file = IntakeExample.file(folder, header + "\n" + String.join("\n", lines) + "\n");
        PlannedFile plan = IntakeExample.plan(file, Long.MAX_VALUE);
        TakenSlice taken = IntakeExample.take(file, plan, plan.slices().getFirst(), 1);
        assertThat(taken.rejects()).isEmpty();
        return IntakeExample.rows(taken);
    }
}
