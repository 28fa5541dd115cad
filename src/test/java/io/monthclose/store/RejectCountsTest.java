package io.monthclose.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.monthclose.job.TestBook;
import io.monthclose.usage.RejectReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rejected lines are counted for the accounts of the month; what else they name may be as much as there is. */
@Tag("book")
class RejectCountsTest {
    private static final YearMonth MONTH = YearMonth.of(2022, 9);

    @TempDir
    private Path folder = Path.of("");

    @Test
    void lines_of_accounts_that_nobody_knows_are_not_kept() throws IOException {
        Path input = Files.createDirectories(folder.resolve("in"));
        Files.writeString(
                input.resolve("accounts.csv"), "account_id,name,opened_on,closed_on\nA0001,Blue,2022-01-01,\n");
        Files.writeString(input.resolve("usage.csv"), """
            record_id,account_id,api,calls,occurred_at
            u1,A0001,DetectProduct,x,2022-09-05T10:15:00+08:00
            u2,"A0001",DetectProduct,1,2021-09-05T10:15:00+08:00
            u3,NOBODY-1,DetectProduct,x,2022-09-05T10:15:00+08:00
            u4,NOBODY-2,DetectProduct,1,2022-09-05T10:15:00+08:00
            u5,A0001-NOT,DetectProduct,y,2022-09-05T10:15:00+08:00
            """);
        try (TestBook book = TestBook.inMemory("reject-counts", 1, Map.of())) {
            book.close(
                    MONTH,
                    input,
                    folder.resolve("out"),
                    Instant.parse("2022-10-02T02:00:00Z"),
                    Path.of("jobs", "month-close", "price-book.yaml"));
            SnapshotStore snapshots = new SnapshotStore(book.jdbc());
            Take take = snapshots.take(new MonthStore(book.jdbc()).get(MONTH));
            List<TakenInput> inputs = snapshots.inputs(take);
            RejectCounts counts = new RejectCounts(book.jdbc());
            Map<RejectReason, Long> ofA1 = Map.of(RejectReason.INVALID_CALLS, 1L, RejectReason.LATE, 1L);

            assertThat(counts.ofAll(take, inputs)).isEqualTo(Map.of("A0001", ofA1));
            assertThat(counts.of(take, inputs, "A0001")).isEqualTo(ofA1);
            assertThat(counts.of(take, inputs, "A0002")).isEmpty();
        }
    }
}
