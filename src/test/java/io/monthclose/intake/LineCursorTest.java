package io.monthclose.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LineCursorTest {
    private static final int LIMIT = 1_048_576;

    private record Line(String start, int heldBytes, long length, boolean tooLong, String sha256) {}

    @Test
    void the_limit_is_1_MiB() {
        assertThat(LineCursor.LONGEST_LINE_BYTES).isEqualTo(LIMIT);
    }

    /** {@code ~} stands for CR, {@code !} for LF; the lines expected are joined by {@code |}. */
    @ParameterizedTest
    @CsvSource(textBlock = """
        a!b!,       a|b
        a!b,        a|b
        a~!b~!,     a|b
        a~!b!,      a|b
        a~!b,       a|b
        a,          a
        a!,         a
        !,          ''
        ~!,         ''
        a!!b!,      a||b
        a!!,        a|
        !a,         |a
        !!,         |
        a~b!,       a~b
        a~b,        a~b
        ~a!,        ~a
        a~,         a~
        ~,          ~
        a~~!,       a~
        a!~,        a|~
        """)
    void a_line_ends_with_LF_or_CRLF_and_a_CR_alone_belongs_to_it(String input, String expected) throws IOException {
        List<String> lines = List.of(marks(expected).split("\\|", -1));

        assertThat(starts(read(input(marks(input))))).isEqualTo(lines);
        assertThat(starts(read(new OneByOne(input(marks(input)))))).isEqualTo(lines);
    }

    @Test
    void an_empty_input_has_no_line() throws IOException {
        assertThat(read(input(""))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {65_536, 262_141, 262_142, 262_143, 262_144, 262_145, 524_287, 524_288})
    void a_line_may_lie_across_the_edge_of_what_is_read_at_once(int length) throws IOException {
        for (String end : List.of("\n", "\r\n")) {
            List<Line> lines = read(input("x".repeat(length) + end + "next" + end));

            assertThat(lines)
                    .containsExactly(
                            new Line("xxxx", length, length, false, Sha256.of(bytes("x".repeat(length)))),
                            new Line("next", 4, 4, false, Sha256.of(bytes("next"))));
        }
    }

    static List<String> ends() {
        return List.of("\n", "\r\n", "");
    }

    @ParameterizedTest
    @MethodSource("ends")
    void a_line_of_the_limit_is_whole_and_a_longer_one_keeps_its_beginning_its_length_and_its_hash(String end)
            throws IOException {
        for (int length : new int[] {LIMIT - 1, LIMIT, LIMIT + 1, LIMIT + 2, LIMIT + 3, 2 * LIMIT, 3 * LIMIT + 7}) {
            String text = "abcd" + "y".repeat(length - 6) + "zz";

            List<Line> lines = read(input("before\n" + text + end));

            assertThat(lines.getLast())
                    .as("%d bytes", length)
                    .isEqualTo(
                            new Line("abcd", Math.min(length, LIMIT), length, length > LIMIT, Sha256.of(bytes(text))));
        }
    }

    @Test
    void a_CR_inside_an_overlong_line_counts() throws IOException {
        String text = "y".repeat(LIMIT) + "\r" + "y".repeat(70_000) + "\ry";

        assertThat(read(new OneByOne(input(text + "\r\nnext\n"))))
                .containsExactly(
                        new Line("yyyy", LIMIT, text.length(), true, Sha256.of(bytes(text))),
                        new Line("next", 4, 4, false, Sha256.of(bytes("next"))));
    }

    @Test
    void a_CR_at_the_edge_of_what_is_read_at_once_is_part_of_the_line_end() throws IOException {
        for (int length : new int[] {65_535, 262_142, 262_143, 262_144, LIMIT - 1, LIMIT + 65_535, LIMIT + 262_143}) {
            String text = "y".repeat(length);

            Line line = read(input(text + "\r\n")).getFirst();

            assertThat(line.length()).isEqualTo(length);
            assertThat(line.sha256()).isEqualTo(Sha256.of(bytes(text)));
        }
    }

    @Test
    void memory_does_not_follow_the_input() throws IOException {
        LineCursor cursor = new LineCursor(new InputStream() {
            private long left = 200L << 20;

            @Override
            public int read() {
                return left-- > 0 ? 'x' : -1;
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                int count = (int) Math.min(length, left);
                Arrays.fill(target, offset, offset + count, (byte) 'x');
                left -= count;
                return count == 0 ? -1 : count;
            }
        });

        assertThat(cursor.next()).isTrue();
        assertThat(cursor.length()).isEqualTo(200L << 20);
        assertThat(cursor.array()).hasSizeLessThanOrEqualTo(2 * LIMIT);
        assertThat(cursor.next()).isFalse();
    }

    @Test
    void asking_for_the_hash_twice_gives_it_twice() throws IOException {
        LineCursor cursor = new LineCursor(input("y".repeat(LIMIT + 5)));
        cursor.next();

        assertThat(cursor.sha256()).isEqualTo(cursor.sha256());
    }

    private static List<Line> read(InputStream in) throws IOException {
        LineCursor cursor = new LineCursor(in);
        List<Line> lines = new ArrayList<>();
        while (cursor.next()) {
            byte[] held = cursor.bytes();
            assertThat(cursor.heldBytes()).isEqualTo(held.length);
            boolean short4 = held.length < 16;
            String start = new String(held, 0, short4 ? held.length : 4, StandardCharsets.UTF_8);
            lines.add(new Line(start, held.length, cursor.length(), cursor.tooLong(), cursor.sha256()));
        }
        assertThat(cursor.next()).isFalse();
        return lines;
    }

    private static List<String> starts(List<Line> lines) {
        return lines.stream().map(Line::start).toList();
    }

    private static String marks(String text) {
        return text.replace('~', '\r').replace('!', '\n');
    }

    private static InputStream input(String text) {
        return new ByteArrayInputStream(bytes(text));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A stream that never gives more than one byte at once. */
    private static final class OneByOne extends InputStream {
        private final InputStream in;

        OneByOne(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            return in.read();
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            return in.read(target, offset, Math.min(length, 1));
        }
    }
}
