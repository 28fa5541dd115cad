package io.monthclose.intake;

import static io.monthclose.intake.IntakeExample.HEADER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import io.monthclose.usage.RejectReason;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SliceReaderTest {
    private static final List<String> LINES = List.of(
            HEADER,
            "u1,A0001,CropImage,5,2022-09-01T00:00:00+08:00",
            "u2,A0001,DetectProduct,0007,2022-09-02T00:00Z\r",
            "",
            "\"u3\",\"A0002\",CropImage,0,2022-09-10T00:00:00.000+08:00",
            "u4,A0002,CropImage,0,2022-09-09T23:59:59+08:00",
            "u4,A0009,CropImage,0,2022-09-09T23:59:59+08:00",
            "u5,B-3,CropImage,999999999999999,2022-09-30T23:59:59.999999999+08:00",
            "u6,B-3,CropImage,1,2022-08-31T23:59:59+08:00",
            "u7,B-3,CropImage,1,2022-10-01T00:00:00+08:00",
            "u8,B-3,Crop,1,2022-09-05T00:00:00+08:00",
            "u9,B-3,CropImage,-1,2022-09-05T00:00:00+08:00",
            "u10,B-3,CropImage,1,2022-09-31T00:00:00+08:00",
            "u11,B-3,CropImage,1",
            "u12,B-3,CropImage,1,2022-09-05T00:00:00+08:00,",
            "\"u13,B-3,CropImage,1,2022-09-05T00:00:00+08:00",
            "#u14,B-3,CropImage,1,2022-09-05T00:00:00+08:00",
            "商,B-3,CropImage,1,2022-09-05T00:00:00+08:00",
            "u1,A0001,CropImage,5,2022-08-31T16:00:00Z");
    private static final String TEXT = String.join("\n", LINES);

    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest
    @ValueSource(longs = {2, 7, 50, 100, 200, 1024, 1 << 22})
    void rows_and_rejects_are_the_same_for_every_slice_size_and_number_of_buckets(long sliceBytes) throws IOException {
        Path file = IntakeExample.file(folder, TEXT);
        List<String> lineByLine = IntakeExample.read(file, 1, 1);
        assertThat(lineByLine).hasSize(18);

        assertThat(IntakeExample.read(file, sliceBytes, 1)).isEqualTo(lineByLine);
        assertThat(IntakeExample.read(file, sliceBytes, 64)).isEqualTo(lineByLine);
    }

    @Test
    void every_line_is_kept_or_rejected_with_its_reason_its_line_and_its_bytes() throws IOException {
        Path file = IntakeExample.file(folder, TEXT);
        PlannedFile plan = IntakeExample.plan(file, Long.MAX_VALUE);

        TakenSlice taken = IntakeExample.take(file, plan, plan.slices().getFirst(), 4);

        assertThat(taken.kept()).isEqualTo(5);
        assertThat(taken.keptCalls()).isEqualTo(BigInteger.valueOf(5 + 7 + 999_999_999_999_999L + 5));
        assertThat(taken.kept() + taken.rejects().size()).isEqualTo(plan.lines());
        assertThat(taken.segments().stream().mapToInt(Segment::rows).sum()).isEqualTo(5);
        assertThat(taken.rejects())
                .extracting(reject -> reject.origin().line() + " " + reject.reason())
                .containsExactly(
                        "4 MALFORMED",
                        "6 ACCOUNT_NOT_OPEN",
                        "7 UNKNOWN_ACCOUNT",
                        "9 LATE",
                        "10 AFTER_MONTH",
                        "11 UNKNOWN_API",
                        "12 INVALID_CALLS",
                        "13 INVALID_TIME",
                        "14 MALFORMED",
                        "15 MALFORMED",
                        "16 MALFORMED",
                        "17 MALFORMED",
                        "18 MALFORMED");
        assertThat(taken.rejects()).allSatisfy(reject -> {
            byte[] raw = LINES.get((int) reject.origin().line() - 1).getBytes(StandardCharsets.UTF_8);
            assertThat(reject.raw()).isEqualTo(raw);
            assertThat(reject.rawBytes()).isEqualTo(raw.length);
            assertThat(reject.rawSha256()).isEqualTo(Sha256.of(raw));
        });
    }

    @Test
    void a_row_with_too_few_or_too_many_columns_says_how_many_it_has() throws IOException {
        Path file = IntakeExample.file(folder, TEXT);
        PlannedFile plan = IntakeExample.plan(file, Long.MAX_VALUE);

        TakenSlice taken = IntakeExample.take(file, plan, plan.slices().getFirst(), 4);

        assertThat(taken.rejects())
                .filteredOn(reject -> reject.reason() == RejectReason.MALFORMED)
                .extracting(RejectedRow::detail)
                .containsExactly(
                        "empty line",
                        "5 columns expected, 4 found",
                        "5 columns expected, 6 found",
                        "a quote is not closed on its line",
                        "record_id is not 1 to 64 of A-Z a-z 0-9 . _ : -",
                        "record_id is not 1 to 64 of A-Z a-z 0-9 . _ : -");
    }

    @Test
    void an_overlong_line_is_rejected_with_its_beginning_and_the_length_and_hash_of_all_of_it() throws IOException {
        String overlong = "u1,A0001,CropImage,5,2022-09-01T00:00:00+08:00" + " ".repeat(3 << 20);
        for (String end : List.of("\n", "\r\n", "")) {
            Path file = IntakeExample.file(folder, HEADER + "\n" + overlong + end);
            PlannedFile plan = IntakeExample.plan(file, 1);

            TakenSlice taken = IntakeExample.take(file, plan, plan.slices().getFirst(), 2);

            assertThat(taken.rejects()).singleElement().satisfies(reject -> {
                assertThat(reject.reason()).isEqualTo(RejectReason.MALFORMED);
                assertThat(reject.detail()).isEqualTo("longer than 1048576 bytes");
                assertThat(reject.raw()).hasSize(1 << 20);
                assertThat(reject.rawBytes()).isEqualTo(overlong.length());
                assertThat(reject.rawSha256()).isEqualTo(Sha256.of(overlong.getBytes(StandardCharsets.UTF_8)));
            });
        }
    }

    @Test
    void calls_beyond_64_bits_are_counted_exactly() throws IOException {
        int rows = 20_000;
        String row = ",A0001,CropImage,999999999999999,2022-09-01T00:00Z\n";
        StringBuilder text = new StringBuilder(HEADER).append('\n');
        for (int i = 0; i < rows; i++) {
            text.append('u').append(i).append(row);
        }
        Path file = IntakeExample.file(folder, text.toString());
        PlannedFile plan = IntakeExample.plan(file, Long.MAX_VALUE);

        TakenSlice taken = IntakeExample.take(file, plan, plan.slices().getFirst(), 2);

        assertThat(taken.keptCalls()).isEqualTo(new BigInteger("999999999999999").multiply(BigInteger.valueOf(rows)));
        assertThat(taken.keptCalls().bitLength()).isGreaterThan(63);
    }

    @Test
    void a_file_that_changed_after_it_was_planned_is_refused() throws IOException {
        String changed = TEXT.replace("u5,B-3,CropImage,9", "u5,B-3,CropImage,8");
        assertRefusedAfter(changed, "usage.csv changed since it was taken, from line 2");
        assertRefusedAfter(TEXT.substring(0, TEXT.length() - 1), "usage.csv changed since it was taken, from line 2");
        assertRefusedAfter(TEXT.replace("u1,A0001", "u10,A0001"), "usage.csv changed since it was taken, from line 2");
        assertRefusedAfter(HEADER + "\n", "usage.csv changed since it was taken, from line 2");
        assertRefusedAfter("", "usage.csv changed since it was taken, from line 2");
    }

    private void assertRefusedAfter(String changed, String message) throws IOException {
        Path file = IntakeExample.file(folder, TEXT);
        PlannedFile plan = IntakeExample.plan(file, Long.MAX_VALUE);
        IntakeExample.file(folder, changed);

        ProblemException refused = catchThrowableOfType(
                ProblemException.class,
                () -> IntakeExample.take(file, plan, plan.slices().getFirst(), 2));

        assertThat(refused.code()).isEqualTo(ProblemCode.INPUT_REFUSED);
        assertThat(refused).hasMessage(message);
    }

    @Test
    void only_the_slice_that_changed_is_refused_and_says_from_which_line() throws IOException {
        Path file = IntakeExample.file(folder, TEXT);
        PlannedFile plan = IntakeExample.plan(file, 1);
        IntakeExample.file(folder, TEXT.replace("u7,B-3,CropImage,1", "u7,B-3,CropImage,2"));
        for (Slice slice : plan.slices()) {
            if (slice.firstLine() == 10) {
                ProblemException refused =
                        catchThrowableOfType(ProblemException.class, () -> IntakeExample.take(file, plan, slice, 2));
                assertThat(refused).hasMessage("usage.csv changed since it was taken, from line 10");
            } else {
                IntakeExample.take(file, plan, slice, 2);
            }
        }
    }

    @Test
    void a_file_that_is_gone_is_missing() throws IOException {
        Path file = IntakeExample.file(folder, TEXT);
        PlannedFile plan = IntakeExample.plan(file, Long.MAX_VALUE);
        Files.delete(file);

        ProblemException missing = catchThrowableOfType(
                ProblemException.class,
                () -> IntakeExample.take(file, plan, plan.slices().getFirst(), 2));

        assertThat(missing.code()).isEqualTo(ProblemCode.INPUT_MISSING);
        assertThat(missing).hasMessage("usage.csv cannot be read: " + file + ": not there");
    }

    @Test
    void columns_may_come_in_another_order() throws IOException {
        Path file = IntakeExample.file(
                folder,
                "\uFEFFoccurred_at,calls,api,account_id,record_id\r\n2022-09-01T00:00Z,3,CropImage,A0001,u1\r\n");

        assertThat(IntakeExample.read(file, 1, 2))
                .singleElement()
                .asString()
                .startsWith("kept KeptRow[account=A0001, record=UsageRecord[recordId=u1, api=CropImage, calls=3,"
                        + " occurredAt=2022-09-01T00:00:00Z");
    }
}
