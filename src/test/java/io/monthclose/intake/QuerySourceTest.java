package io.monthclose.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.monthclose.period.BillingMonth;
import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import io.monthclose.usage.RowCheck;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuerySourceTest {
    private static final String SELECT = "SELECT record_id, account_id, api, calls, occurred_at FROM usage_row";

    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest
    @CsvSource({
        "2022-09, +08:00,        PT6H,  120, 2022-09-30T18:00:00+08:00",
        "2022-09, +08:00,        PT7H,  103, 2022-09-30T18:00:00+08:00",
        "2022-09, +08:00,        P31D,  1,   2022-09-01T00:00:00+08:00",
        "2022-02, +08:00,        PT24H, 28,  2022-02-28T00:00:00+08:00",
        "2022-10, Europe/Berlin, PT1H,  745, 2022-11-01T00:00:00+02:00",
        "2022-03, Europe/Berlin, PT1H,  743, 2022-03-31T22:00:00+01:00"
    })
    void slices_are_the_month_without_a_gap_and_in_the_order_of_their_names(
            String month, String zone, Duration width, int count, String last) {
        BillingMonth period = BillingMonth.parse(month, ZoneId.of(zone));
        UsageQuery query = new UsageQuery("db", SELECT, width);

        List<TimeSlice> slices = query.slices(period);

        assertThat(slices).hasSize(count);
        assertThat(slices.getFirst().range().from()).isEqualTo(period.start());
        assertThat(slices.getLast().range().until()).isEqualTo(period.end());
        for (int i = 0; i < slices.size(); i++) {
            assertThat(slices.get(i).number()).isEqualTo(i);
            if (i > 0) {
                assertThat(slices.get(i).range().from())
                        .isEqualTo(slices.get(i - 1).range().until());
            }
        }
        List<String> names =
                slices.stream().map(slice -> query.file(slice, period)).toList();
        assertThat(names).isSorted().doesNotHaveDuplicates();
        assertThat(names.getLast()).isEqualTo("db " + last);
    }

    /** The source's own order and that of its inserts do not count; nanoseconds do. */
    @Test
    void the_lines_of_a_slice_are_hashed_in_their_order() {
        try (QuerySource source = source(
                "TIMESTAMP(9) WITH TIME ZONE",
                1 << 20,
                "('b', 'A0001', 'CropImage', 7, '2022-09-02 00:00:00.000000001+00:00')",
                "('a', 'A0001', 'CropImage', 70, '2022-09-01 23:59:59.9+00:00')")) {
            TakenSlice taken = read(source);

            String lines = "a,A0001,CropImage,70,2022-09-02T07:59:59.9+08:00\n"
                    + "b,A0001,CropImage,7,2022-09-02T08:00:00.000000001+08:00";
            assertThat(taken.slice())
                    .isEqualTo(new Slice(
                            0, 0, 0, lines.length(), 1, 2, Sha256.of(lines.getBytes(StandardCharsets.UTF_8))));
            BucketRows rows = new BucketRows();
            taken.segments().forEach(segment -> rows.add(segment.bytes(), segment.sha256()));
            assertThat(rows.of("A0001").records())
                    .extracting(record -> record.origin().line())
                    .containsExactly(1L, 2L);
        }
    }

    @Test
    void an_instant_beyond_the_years_of_four_digits_is_rejected() {
        try (QuerySource source = source(
                "TIMESTAMP WITH TIME ZONE",
                1 << 20,
                "('a', 'A0001', 'CropImage', 7, '12022-09-02 00:00:00+00:00')",
                "('b', 'A0001', 'CropImage', 7, '-0022-09-02 00:00:00+00:00')")) {
            assertThat(read(source).rejects())
                    .extracting(reject -> reject.reason() + " " + new String(reject.raw(), StandardCharsets.UTF_8))
                    .containsExactly(
                            "INVALID_TIME a,A0001,CropImage,7,+12022-09-02T00:00:00Z",
                            "INVALID_TIME b,A0001,CropImage,7,-0022-09-02T00:00:00Z");
        }
    }

    @Test
    void a_slice_that_is_more_than_is_held_is_refused() {
        String row = "('a', 'A0001', 'CropImage', 7, '2022-09-02 00:00:00+00:00')";
        try (QuerySource source = source("TIMESTAMP WITH TIME ZONE", 80, row)) {
            assertThat(read(source).kept()).isOne();
        }
        try (QuerySource source = source("TIMESTAMP WITH TIME ZONE", 80, row, row)) {
            ProblemException refused = catchThrowableOfType(ProblemException.class, () -> read(source));

            assertThat(refused.code()).isEqualTo(ProblemCode.INPUT_REFUSED);
            assertThat(refused)
                    .hasMessage(
                            "usage-db 2022-09-01T00:00:00+08:00: has more than 80 bytes of rows, which do not fit in"
                                    + " memory: make month-close.usage.slice-width smaller, or give Java more memory");
        }
    }

    private QuerySource source(String timeType, long mostBytes, String... rows) {
        String url = SourceServer.H2.create("source-" + rows.length, folder);
        SourceServer.execute(
                url,
                "CREATE TABLE usage_row (record_id VARCHAR, account_id VARCHAR, api VARCHAR, calls INTEGER,"
                        + " occurred_at "
                        + timeType + ")",
                "INSERT INTO usage_row VALUES " + String.join(", ", rows));
        UsageQuery query = new UsageQuery(
                "usage-db", SELECT + " WHERE :from < :until ORDER BY record_id DESC", Duration.ofDays(30));
        SourceAddress address = new SourceAddress(url, "", "", Optional.empty());
        return new QuerySource(query, IntakeExample.SEPTEMBER, new SourceConnections(address), mostBytes);
    }

    private static TakenSlice read(QuerySource source) {
        RowCheck check = new RowCheck(IntakeExample.SEPTEMBER, Set.of("CropImage"), IntakeExample.ACCOUNTS);
        TimeSlice all = new UsageQuery("", "", Duration.ofDays(30))
                .slices(IntakeExample.SEPTEMBER)
                .getFirst();
        return source.read(all, new SliceReader(check, new Buckets(1)));
    }
}
