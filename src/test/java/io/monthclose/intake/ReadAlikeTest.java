package io.monthclose.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.monthclose.usage.RowCheck;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A plain row is read straight from its bytes. OpenCSV and the row check would have made the same of it, whatever the line. */
class ReadAlikeTest {
    private static final int LINES = 20_000;
    private static final Buckets BUCKETS = new Buckets(3);
    private static final Header USUAL = new Header(Header.USAGE);

    private final RowCheck check = IntakeExample.check();
    private final PlainMonth known = PlainMonth.of(check, BUCKETS);

    static List<Header> headers() {
        return List.of(
                USUAL,
                new Header(List.of("occurred_at", "calls", "api", "account_id", "record_id")),
                new Header(List.of("api", "record_id", "occurred_at", "account_id", "calls")),
                new Header(List.of("calls", "account_id", "record_id", "occurred_at", "api")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("headers")
    void random_lines_are_read_alike(Header header) throws IOException {
        for (long seed = 1; seed <= 5; seed++) {
            byte[] lines = new RandomLines(seed, header).lines(LINES);

            assertThat(read(lines, header, known)).as("seed %d", seed).isEqualTo(read(lines, header, none()));
            assertThat(plainRows(lines, header)).as("plain rows").isBetween(LINES / 10, LINES / 2);
        }
    }

    @Test
    void every_byte_at_every_place_of_a_line_is_read_alike() throws IOException {
        String plain = "rec-7,B-3,CropImage,40,2022-09-30T23:59:59.25+08:00";
        for (int at = 0; at < plain.length(); at++) {
            List<byte[]> lines = new ArrayList<>();
            for (int value = 0; value < 256; value++) {
                byte[] line = (plain + "\n").getBytes(StandardCharsets.US_ASCII);
                line[at] = (byte) value;
                lines.add(line);
            }
            byte[] all = joined(lines);

            assertThat(read(all, USUAL, known)).as("place %d", at).isEqualTo(read(all, USUAL, none()));
        }
    }

    @Test
    void every_beginning_of_a_line_is_read_alike() throws IOException {
        String plain = "rec-7,B-3,CropImage,40,2022-09-30T23:59:59.25+08:00,";
        List<byte[]> lines = new ArrayList<>();
        for (int length = 0; length <= plain.length(); length++) {
            lines.add((plain.substring(0, length) + "\n").getBytes(StandardCharsets.US_ASCII));
        }

        assertThat(read(joined(lines), USUAL, known)).isEqualTo(read(joined(lines), USUAL, none()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        u1,A0001,CropImage,5,2022-09-15T12:00Z                      | 1
        u1,A0001,CropImage,5,2022-09-15T12:00:00Z                   | 1
        u1,A0001,CropImage,0,2022-09-01T00:00:00+08:00              | 1
        u1,A0001,CropImage,999999999999999,2022-09-30T23:59:59.999999999+08:00 | 1
        u1,A0001,CropImage,5,2022-08-31T16:00:00Z                   | 1
        u1,A0001,CropImage,5,2022-10-01T09:59:59.9+18:00            | 1
        u1,A0001,CropImage,5,2022-08-30T22:00:00-18:00              | 1
        u1,A0001,CropImage,05,2022-09-15T12:00Z                     | 0
        u1,A0001,CropImage,5,2022-09-15T12:00-00:00                 | 0
        u1,A0002,CropImage,5,2022-09-15T12:00Z                      | 0
        u1,A0003,CropImage,5,2022-09-15T12:00Z                      | 0
        u1,A0001,Crop,5,2022-09-15T12:00Z                           | 0
        u1,A0001,CropImage,5,2022-10-01T00:00:00+08:00              | 0
        u1,A0001,CropImage,5,2022-08-31T23:59:59.999999999+08:00    | 0
        'u1,A0001,CropImage,5,"2022-09-15T12:00Z"'                  | 0
        """)
    void usual_rows_are_taken_as_they_lie_there_and_others_left_to_the_row_check(String line, int plain)
            throws IOException {
        byte[] bytes = line.getBytes(StandardCharsets.US_ASCII);

        assertThat(plainRows(bytes, USUAL)).isEqualTo(plain);
        assertThat(read(bytes, USUAL, known)).isEqualTo(read(bytes, USUAL, none()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 1000})
    void an_id_is_found_among_any_number_of_them_and_no_other_is(int size) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            ids.add("A" + i * 7);
        }
        KnownIds found = new KnownIds(ids);

        for (int i = 0; i < size * 7; i++) {
            byte[] id = ("(A" + i + ")").getBytes(StandardCharsets.US_ASCII);
            assertThat(found.number(id, 1, id.length - 1)).isEqualTo(i % 7 == 0 ? i / 7 : -1);
        }
        assertThat(found.number(new byte[0], 0, 0)).isEqualTo(-1);
    }

    private PlainMonth none() {
        return PlainMonth.none(check, BUCKETS);
    }

    /** What became of the lines: totals, kept rows and rejects, as text. */
    private List<String> read(byte[] lines, Header header, PlainMonth plain) throws IOException {
        SliceCollector collector = new SliceCollector(check, BUCKETS, plain, header);
        LineCursor line = new LineCursor(new ByteArrayInputStream(lines));
        for (long number = 2; line.next(); number++) {
            collector.judge(line, 5, number);
        }
        TakenSlice taken = collector.taken(new Slice(0, 5, 0, lines.length, 2, 1, ""));
        List<String> read = new ArrayList<>();
        read.add(taken.kept() + " rows " + taken.keptCalls() + " calls");
        taken.segments().forEach(segment -> read.add("bucket " + segment.bucket() + " rows " + segment.rows()));
        IntakeExample.rows(taken).forEach(row -> read.add(row.toString()));
        taken.rejects().forEach(reject -> read.add(IntakeExample.text(reject)));
        return read;
    }

    private int plainRows(byte[] lines, Header header) throws IOException {
        PlainRow plain = new PlainRow(known, header);
        LineCursor line = new LineCursor(new ByteArrayInputStream(lines));
        int count = 0;
        while (line.next()) {
            count += plain.read(line.array(), line.from(), line.from() + line.heldBytes()) ? 1 : 0;
        }
        return count;
    }

    private static byte[] joined(List<byte[]> lines) {
        int length = lines.stream().mapToInt(line -> line.length).sum();
        byte[] all = new byte[length];
        int at = 0;
        for (byte[] line : lines) {
            System.arraycopy(line, 0, all, at, line.length);
            at += line.length;
        }
        return all;
    }
}
