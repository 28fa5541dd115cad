package io.monthclose.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.monthclose.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A file cut into slices: whatever their size, they are the file after its header, line by line, nothing twice. */
class SlicePlannerTest {
    private static final long[] SLICE_BYTES = {
        1, 2, 7, 31, 32, 33, 1024, 65_535, 65_536, 65_537, 1 << 22, Long.MAX_VALUE
    };
    private static final String HEADER = IntakeExample.HEADER;

    @TempDir
    private Path folder = Path.of("");

    record FileCase(String name, String text, long lines) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<FileCase> files() {
        String row = "u1,A0001,CropImage,1,2022-09-01T00:00Z";
        String many = (row + "\n").repeat(4000);
        return List.of(
                new FileCase("header only", HEADER + "\n", 0),
                new FileCase("header only, no final LF", HEADER, 0),
                new FileCase("header only, CRLF", HEADER + "\r\n", 0),
                new FileCase("one row", HEADER + "\n" + row + "\n", 1),
                new FileCase("one row, no final LF", HEADER + "\n" + row, 1),
                new FileCase("one character, no final LF", HEADER + "\nx", 1),
                new FileCase("one empty line", HEADER + "\n\n", 1),
                new FileCase("empty lines", HEADER + "\n\n\n\n" + row + "\n\n", 5),
                new FileCase("CRLF", HEADER + "\r\n" + (row + "\r\n").repeat(3), 3),
                new FileCase("CRLF, no final end", HEADER + "\r\n" + row + "\r\n" + row, 2),
                new FileCase("byte order mark", "\uFEFF" + HEADER + "\n" + row + "\n" + row + "\n", 2),
                new FileCase("lone CR at the end", HEADER + "\n" + row + "\n\r", 2),
                new FileCase("more than is read at once", HEADER + "\n" + many, 4000),
                new FileCase("more than is read at once, no final LF", HEADER + "\n" + many + row, 4001),
                new FileCase(
                        "a line over the edge of what is read at once",
                        HEADER + "\n" + "y".repeat(200_000) + "\n" + row + "\n",
                        2));
    }

    @ParameterizedTest
    @MethodSource("files")
    void slices_are_the_file_after_its_header_once_in_order_and_end_with_their_lines(FileCase example)
            throws IOException {
        Path file = IntakeExample.file(folder, example.text());
        byte[] bytes = Files.readAllBytes(file);
        for (long sliceBytes : SLICE_BYTES) {
            PlannedFile plan = IntakeExample.plan(file, 3, 40, sliceBytes);

            assertThat(plan.name()).isEqualTo("usage.csv");
            assertThat(plan.bytes()).isEqualTo(bytes.length);
            assertThat(plan.lines()).isEqualTo(example.lines());
            assertThat(plan.sha256()).isEqualTo(Sha256.of(bytes));
            assertThat(plan.header().columns()).isEqualTo(Header.USAGE);
            assertCovered(plan, bytes, sliceBytes);
        }
    }

    private static void assertCovered(PlannedFile plan, byte[] bytes, long sliceBytes) {
        long at = afterHeader(bytes);
        long line = 2;
        int number = 40;
        for (Slice slice : plan.slices()) {
            assertThat(slice.fromByte()).isEqualTo(at);
            assertThat(slice.untilByte()).isGreaterThan(at);
            assertThat(slice.firstLine()).isEqualTo(line);
            assertThat(slice.number()).isEqualTo(number++);
            assertThat(slice.file()).isEqualTo(3);
            byte[] part = Arrays.copyOfRange(bytes, (int) at, (int) slice.untilByte());
            assertThat(slice.sha256()).isEqualTo(Sha256.of(part));
            assertThat(slice.lines()).isEqualTo(lines(part)).isPositive();
            assertEndsAtALine(part, slice.untilByte() == bytes.length, sliceBytes);
            at = slice.untilByte();
            line += slice.lines();
        }
        assertThat(at).isEqualTo(bytes.length);
        assertThat(line - 2).isEqualTo(plan.lines());
    }

    private static void assertEndsAtALine(byte[] part, boolean last, long sliceBytes) {
        assertThat(last || part[part.length - 1] == '\n').isTrue();
        if (!last) {
            assertThat((long) part.length).isGreaterThanOrEqualTo(sliceBytes);
        }
        int beforeLastLine = part.length - 1;
        while (beforeLastLine > 0 && part[beforeLastLine - 1] != '\n') {
            beforeLastLine--;
        }
        assertThat((long) beforeLastLine)
                .as("a slice ends with the line that fills it")
                .isLessThan(sliceBytes);
    }

    private static long lines(byte[] part) {
        long ends = 0;
        for (byte next : part) {
            ends += next == '\n' ? 1 : 0;
        }
        return part[part.length - 1] == '\n' ? ends : ends + 1;
    }

    private static long afterHeader(byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                return i + 1L;
            }
        }
        return bytes.length;
    }

    @ParameterizedTest
    @ValueSource(ints = {(1 << 21) - 1, 1 << 21, (1 << 21) + 1, 1 << 22, 5 << 20})
    void a_file_of_any_number_of_windows_is_hashed_whole_and_in_slices(int size) throws IOException {
        StringBuilder text = new StringBuilder(HEADER).append('\n');
        for (int line = 0; text.length() < size; line++) {
            text.append("y".repeat(line % 150)).append('\n');
        }
        text.setLength(size);
        Path file = IntakeExample.file(folder, text.toString());
        byte[] bytes = Files.readAllBytes(file);
        for (long sliceBytes : new long[] {1 << 18, (1 << 21) - HEADER.length() - 1, 1 << 22, Long.MAX_VALUE}) {
            PlannedFile plan = IntakeExample.plan(file, 3, 40, sliceBytes);

            assertThat(plan.sha256()).isEqualTo(Sha256.of(bytes));
            assertThat(plan.bytes()).isEqualTo(size);
            assertCovered(plan, bytes, sliceBytes);
        }
    }

    @Test
    void a_slice_of_one_byte_is_one_line() throws IOException {
        Path file = IntakeExample.file(folder, HEADER + "\na\n\nb\r\nc");

        assertThat(IntakeExample.plan(file, 1).slices())
                .extracting(Slice::lines)
                .containsExactly(1L, 1L, 1L, 1L);
    }

    @Test
    void a_file_without_a_line_after_its_header_has_no_slice() throws IOException {
        for (String text : List.of(HEADER, HEADER + "\n", HEADER + "\r\n")) {
            assertThat(IntakeExample.plan(IntakeExample.file(folder, text), 1).slices())
                    .isEmpty();
        }
    }

    @Test
    void a_broken_header_is_refused_with_the_name_of_its_file() throws IOException {
        Path file = IntakeExample.file(folder, "record_id,account_id,api,calls\n");

        assertThatThrownBy(() -> IntakeExample.plan(file, 1))
                .isInstanceOf(ProblemException.class)
                .hasMessage("usage.csv line 1: column occurred_at is missing");
    }

    @Test
    void the_slices_of_several_files_are_numbered_through() throws IOException {
        String text = HEADER + "\na\nb\n";
        for (String name : List.of("usage-b.csv", "usage-a.csv", "usage.csv")) {
            Files.write(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8));
        }

        List<PlannedFile> files = InputFolder.open(folder).plan(1);

        assertThat(files).extracting(PlannedFile::name).containsExactly("usage-a.csv", "usage-b.csv", "usage.csv");
        assertThat(files.stream().flatMap(file -> file.slices().stream()))
                .extracting(Slice::number, Slice::file)
                .containsExactly(tuple(0, 0), tuple(1, 0), tuple(2, 1), tuple(3, 1), tuple(4, 2), tuple(5, 2));
    }
}
