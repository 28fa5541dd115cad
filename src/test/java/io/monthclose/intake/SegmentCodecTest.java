package io.monthclose.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import io.monthclose.usage.Origin;
import io.monthclose.usage.UsageRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentCodecTest {
    private static final Instant NOON = Instant.parse("2022-09-15T04:00:00Z");

    @Test
    void what_is_written_is_read_again_at_the_ends_of_every_field() {
        String longest = "x".repeat(64);
        assertRoundTrip(List.of(
                row(1, "a", "a", 0, Instant.EPOCH, 1, null),
                row(2, longest, longest, 999_999_999_999_999L, NOON, Integer.MAX_VALUE, null),
                row(3, "a", longest, Long.MAX_VALUE, Instant.parse("0000-01-01T00:00:00Z"), 64, null),
                row(127, longest, "a", 127, Instant.parse("9999-12-31T23:59:59.999999999Z"), 127, null),
                row(255, "a", "a", 128, NOON.minusNanos(1), 128, null),
                row(Long.MAX_VALUE, "b", "b", 16_384, NOON.plusNanos(1), 129, null)));
    }

    @Test
    void text_is_kept_where_there_is_no_form() {
        assertRoundTrip(List.of(
                row(5, "a", "b", 1, NOON, 0, ""),
                row(6, "a", "b", 1, NOON, 0, "\"u\",\"商品\",😀,\t,\u0000"),
                row(7, "a", "b", 1, NOON, 3, null),
                row(8, "a", "b", 1, NOON, 0, "y".repeat(1000))));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, Integer.MAX_VALUE})
    void the_rank_of_the_file_is_kept(int file) {
        KeptRow row = new KeptRow("a", new UsageRecord("u", "b", 1, NOON, new Origin(file, 9)), 1, null);

        assertThat(decoded(encode(3, List.of(row)))).containsExactly(row);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 20220901})
    void random_rows_come_back_as_they_were(long seed) {
        Random random = new Random(seed);
        for (int segment = 0; segment < 50; segment++) {
            List<KeptRow> rows = new ArrayList<>();
            long line = 0;
            for (int i = random.nextInt(200); i >= 0; i--) {
                line += 1 + random.nextInt(1 << random.nextInt(20));
                rows.add(row(
                        line,
                        "A" + random.nextInt(30),
                        "Api" + random.nextInt(8),
                        random.nextLong(1L << (1 + random.nextInt(49))),
                        Instant.ofEpochSecond(random.nextLong(-1L << 36, 1L << 36), random.nextInt(1_000_000_000)),
                        1 + random.nextInt(Integer.MAX_VALUE - 1),
                        null));
            }
            assertRoundTrip(rows);
        }
    }

    @Test
    void the_same_rows_are_the_same_bytes_and_a_segment_is_hashed() {
        List<KeptRow> rows = List.of(row(1, "a", "b", 1, NOON, 1, null), row(2, "a", "b", 1, NOON, 1, null));

        Segment segment = encode(9, rows);

        assertThat(segment.bucket()).isEqualTo(9);
        assertThat(segment.rows()).isEqualTo(2);
        assertThat(segment.sha256()).isEqualTo(Sha256.of(segment.bytes()));
        assertThat(encode(9, rows).bytes()).isEqualTo(segment.bytes());
    }

    @Test
    void segments_of_version_1_in_books_that_exist_are_read() {
        String bytes =
                "eAFjZGZiZ2BgdTQwMDBkYOB0Lsov8MxNTE9lYCo1ZG3onbqJh+FCDxsjAwOzk64xAwOvS2pJanJJQFF+SmlyCQNzqa7R//8z"
                        + "l71a/5iRoeHprPJLPWxLmBiZQLrZyxkYGLSUSg2VdMCm68DN1jEwMNcxMjAy0jWw1DU0DTEwtjK1jAIA974lpw==";
        Segment segment = new Segment(
                1,
                3,
                Base64.getDecoder().decode(bytes),
                "121ae55ccd5bb9d75ebe9c2c2e9759d8a8087684fd289b383d1e191d6c4c7bed");
        String raw = "\"u1\",A0001,CropImage,007,2022-09-15T03:59Z";

        assertThat(decoded(segment))
                .containsExactly(
                        new KeptRow(
                                "A0001", new UsageRecord("u1", "CropImage", 5, NOON, new Origin(2, 7)), 99_920, null),
                        new KeptRow(
                                "B-3",
                                new UsageRecord(
                                        "u-2",
                                        "DetectProduct",
                                        999_999_999_999_999L,
                                        NOON.plusMillis(250),
                                        new Origin(2, 8)),
                                99_922,
                                null),
                        new KeptRow(
                                "A0001",
                                new UsageRecord("u1", "CropImage", 7, NOON.minusSeconds(60), new Origin(2, 300)),
                                0,
                                raw));
    }

    @ParameterizedTest
    @CsvSource({
        "r0099, r0100",
        "r0100, r0099",
        "r9, r10",
        "r000000000000000000, r999999999999999999",
        "r999999999999999999, r000000000000000000",
        "r0000000000000000000, r9999999999999999999",
        "99, 00",
        "1a2, 1b2",
        "a1, 11",
        "11, a1",
        "same, same"
    })
    void a_record_id_follows_any_other(String first, String second) {
        List<KeptRow> rows = List.of(named(1, first), named(2, second), named(3, first));

        assertRoundTrip(rows);
    }

    private static KeptRow named(long line, String recordId) {
        return new KeptRow("a", new UsageRecord(recordId, "b", 1, NOON, new Origin(2, line)), 1, null);
    }

    @Test
    void a_million_like_rows_take_few_bytes() {
        List<KeptRow> rows = new ArrayList<>();
        for (int i = 1; i <= 10_000; i++) {
            rows.add(row(i, "A" + i % 50, "DetectProduct", 1 + i % 9, NOON.plusSeconds(i), 134_800, null));
        }

        assertThat(encode(0, rows).bytes()).hasSizeLessThan(12 * 10_000);
    }

    @Test
    void a_byte_that_changed_anywhere_breaks_an_invariant() {
        Segment segment = encode(0, List.of(row(1, "a", "b", 1, NOON, 1, null), row(2, "c", "d", 0, NOON, 0, "text")));
        for (int at = 0; at < segment.bytes().length; at++) {
            byte[] changed = segment.bytes().clone();
            changed[at] ^= 1;
            assertBroken(changed, segment.sha256());
        }
    }

    @Test
    void bytes_that_are_missing_or_too_many_break_an_invariant() {
        Segment segment = encode(0, List.of(row(1, "a", "b", 1, NOON, 1, null)));
        byte[] bytes = segment.bytes();

        assertBroken(Arrays.copyOf(bytes, bytes.length - 1), segment.sha256());
        assertBroken(Arrays.copyOf(bytes, bytes.length + 1), segment.sha256());
        assertBroken(new byte[0], segment.sha256());
        assertBroken(bytes, Sha256.of(new byte[0]));
    }

    private static void assertBroken(byte[] bytes, String sha256) {
        ProblemException broken =
                catchThrowableOfType(ProblemException.class, () -> new BucketRows().add(bytes, sha256));
        assertThat(broken.code()).isEqualTo(ProblemCode.INVARIANT_BROKEN);
        assertThat(broken).hasMessage("a segment of the snapshot is not what was taken: its SHA-256 differs");
    }

    private static void assertRoundTrip(List<KeptRow> rows) {
        assertThat(decoded(encode(0, rows))).isEqualTo(rows);
    }

    private static List<KeptRow> decoded(Segment segment) {
        return IntakeExample.rows(List.of(segment));
    }

    private static Segment encode(int bucket, List<KeptRow> rows) {
        SegmentWriter writer =
                new SegmentWriter(rows.getFirst().record().origin().file(), new int[0], 0);
        rows.forEach(writer::add);
        return SegmentCodec.segment(bucket, writer);
    }

    private static KeptRow row(
            long line, String account, String api, long calls, Instant at, int form, @Nullable String raw) {
        return new KeptRow(account, new UsageRecord("u" + line, api, calls, at, new Origin(2, line)), form, raw);
    }
}
