package io.monthclose.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.monthclose.store.RatedAccount.Count;
import io.monthclose.store.RatedAccount.RowTally;
import io.monthclose.usage.Deduplicated;
import io.monthclose.usage.Deduplication;
import io.monthclose.usage.Origin;
import io.monthclose.usage.UsageRecord;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class FileTalliesTest {
    private static final Instant NOON = Instant.parse("2022-09-15T04:00:00Z");

    @Test
    void rows_are_counted_in_the_file_they_were_read_from() {
        Deduplicated rows = Deduplication.of(List.of(
                record("a", 5, 0, 2),
                record("b", 7, 0, 3),
                record("a", 5, 2, 2),
                record("b", 8, 2, 3),
                record("c", 0, 2, 4),
                record("b", 9, 0, 9)));

        assertThat(FileTallies.of(rows))
                .containsExactly(
                        new RowTally(0, count(2, 12), Count.NONE, count(1, 9)),
                        new RowTally(2, count(1, 0), count(1, 5), count(1, 8)));
    }

    @Test
    void calls_beyond_64_bits_are_summed_exactly() {
        Deduplicated rows = Deduplication.of(
                List.of(record("a", Long.MAX_VALUE, 1, 2), record("b", 1, 1, 3), record("c", Long.MAX_VALUE, 1, 4)));

        BigInteger sum = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);
        assertThat(FileTallies.of(rows)).containsExactly(new RowTally(1, new Count(3, sum), Count.NONE, Count.NONE));
    }

    @Test
    void an_account_without_rows_has_no_counts() {
        assertThat(FileTallies.of(Deduplication.of(List.of()))).isEmpty();
    }

    private static UsageRecord record(String id, long calls, int file, long line) {
        return new UsageRecord(id, "CropImage", calls, NOON, new Origin(file, line));
    }

    private static Count count(long rows, long calls) {
        return new Count(rows, BigInteger.valueOf(calls));
    }
}
