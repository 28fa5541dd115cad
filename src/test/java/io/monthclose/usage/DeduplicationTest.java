package io.monthclose.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeduplicationTest {
    private static final Instant NOON = Instant.parse("2022-09-10T04:00:00Z");

    @Test
    void the_same_record_again_is_a_duplicate_and_billed_once() {
        UsageRecord first = record("r1", "CropImage", 5, NOON, 0, 2);
        UsageRecord again = record("r1", "CropImage", 5, NOON, 0, 3);
        UsageRecord inAnotherFile = record("r1", "CropImage", 5, NOON, 1, 2);

        Deduplicated result = Deduplication.of(List.of(first, again, inAnotherFile));

        assertThat(result.accepted()).containsExactly(first);
        assertThat(result.duplicates()).containsExactly(again, inAnotherFile);
        assertThat(result.conflicts()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "CropImage, 6, 2022-09-10T04:00:00Z",
        "AssessQuality, 5, 2022-09-10T04:00:00Z",
        "CropImage, 5, 2022-09-10T04:00:00.000000001Z"
    })
    void the_same_id_with_other_content_is_a_conflict(String api, long calls, Instant instant) {
        UsageRecord first = record("r1", "CropImage", 5, NOON, 0, 7);
        UsageRecord other = record("r1", api, calls, instant, 0, 9);

        Deduplicated result = Deduplication.of(List.of(first, other));

        assertThat(result.accepted()).containsExactly(first);
        assertThat(result.duplicates()).isEmpty();
        assertThat(result.conflicts()).containsExactly(new Conflict(other, first));
    }

    @Test
    void the_first_by_file_and_then_by_line_stands_whatever_order_they_come_in() {
        UsageRecord stands = record("r1", "CropImage", 1, NOON, 0, 30);
        UsageRecord laterLine = record("r1", "CropImage", 2, NOON, 0, 100);
        UsageRecord laterFile = record("r1", "CropImage", 3, NOON, 1, 2);

        Deduplicated result = Deduplication.of(List.of(laterFile, laterLine, stands));

        assertThat(result.accepted()).containsExactly(stands);
        assertThat(result.conflicts())
                .containsExactly(new Conflict(laterLine, stands), new Conflict(laterFile, stands));
    }

    @Test
    void what_repeats_a_rejected_record_conflicts_with_the_one_that_stands() {
        UsageRecord stands = record("r1", "CropImage", 1, NOON, 0, 2);
        UsageRecord conflict = record("r1", "CropImage", 2, NOON, 0, 3);
        UsageRecord sameConflict = record("r1", "CropImage", 2, NOON, 0, 4);
        UsageRecord duplicate = record("r1", "CropImage", 1, NOON, 0, 5);

        Deduplicated result = Deduplication.of(List.of(stands, conflict, sameConflict, duplicate));

        assertThat(result.duplicates()).containsExactly(duplicate);
        assertThat(result.conflicts())
                .containsExactly(new Conflict(conflict, stands), new Conflict(sameConflict, stands));
    }

    @Test
    void records_with_other_ids_are_all_accepted_in_the_order_they_were_read() {
        UsageRecord b = record("b", "CropImage", 1, NOON, 0, 2);
        UsageRecord a = record("a", "CropImage", 1, NOON, 0, 3);
        UsageRecord upper = record("A", "CropImage", 1, NOON, 1, 2);

        Deduplicated result = Deduplication.of(List.of(upper, a, b));

        assertThat(result.accepted()).containsExactly(b, a, upper);
        assertThat(Deduplication.of(List.of())).isEqualTo(new Deduplicated(List.of(), List.of(), List.of()));
    }

    @Test
    void the_order_of_reading_never_matters_seed_7() {
        Random random = new Random(7);
        List<UsageRecord> records = new ArrayList<>();
        for (int line = 2; line < 200; line++) {
            records.add(record("r" + random.nextInt(60), "CropImage", random.nextInt(3), NOON, line % 3, line));
        }
        Deduplicated expected = Deduplication.of(records);
        assertThat(expected.accepted().size()
                        + expected.duplicates().size()
                        + expected.conflicts().size())
                .isEqualTo(records.size());
        Collections.shuffle(records, random);
        assertThat(Deduplication.of(records)).isEqualTo(expected);
    }

    @Test
    void a_conflict_tells_where_the_standing_record_is() {
        UsageRecord stands = record("r1", "CropImage", 1, NOON, 0, 7);
        Conflict conflict = new Conflict(record("r1", "CropImage", 2, NOON, 0, 8), stands);
        assertThat(conflict.detail("usage.csv")).isEqualTo("differs from usage.csv line 7, which stands");
    }

    @ParameterizedTest
    @CsvSource({"0, 2, 0, 3", "0, 99, 1, 2", "1, 9, 1, 10"})
    void origins_are_ordered_by_file_and_then_by_line(int file, long line, int laterFile, long laterLine) {
        assertThat(new Origin(file, line)).isLessThan(new Origin(laterFile, laterLine));
        assertThat(new Origin(laterFile, laterLine)).isGreaterThan(new Origin(file, line));
        assertThat(new Origin(file, line)).isEqualByComparingTo(new Origin(file, line));
    }

    @ParameterizedTest
    @CsvSource({"-1, 1", "0, 0", "0, -1"})
    void files_count_from_0_and_lines_from_1(int file, long line) {
        assertThatThrownBy(() -> new Origin(file, line)).isInstanceOf(IllegalArgumentException.class);
        assertThat(new Origin(0, 1).line()).isEqualTo(1);
    }

    @Test
    void calls_are_never_negative() {
        assertThat(record("r1", "CropImage", 0, NOON, 0, 2).calls()).isZero();
        assertThatThrownBy(() -> record("r1", "CropImage", -1, NOON, 0, 2))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static UsageRecord record(String id, String api, long calls, Instant instant, int file, long line) {
        return new UsageRecord(id, api, calls, instant, new Origin(file, line));
    }
}
