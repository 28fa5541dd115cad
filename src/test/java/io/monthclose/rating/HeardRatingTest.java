package io.monthclose.rating;

import static org.assertj.core.api.Assertions.assertThat;

import io.monthclose.money.ExactAmount;
import io.monthclose.period.BillingMonth;
import io.monthclose.pricebook.PriceBook;
import io.monthclose.pricebook.PriceBooks;
import io.monthclose.pricebook.PriceVersion;
import io.monthclose.pricebook.Tier;
import io.monthclose.usage.Origin;
import io.monthclose.usage.UsageRecord;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who listens to a rating hears where each call goes, in the order of the walk, and changes nothing. */
class HeardRatingTest {
    private static final PriceBook BOOK = PriceBooks.shipped();
    private static final BillingMonth SEPTEMBER = BillingMonth.parse("2022-09", BOOK.zone());

    /** What is heard, a line each. */
    private static final class Heard implements RatingListener {
        private final List<String> lines = new ArrayList<>();

        @Override
        public void inBeta(UsageRecord record) {
            lines.add(record.recordId() + " beta " + record.calls());
        }

        @Override
        public void drawn(UsageRecord record, DrawSource source, String id, long calls) {
            lines.add(record.recordId() + " " + source + " " + id + " " + calls);
        }

        @Override
        public void billable(UsageRecord record, long calls) {
            lines.add(record.recordId() + " billable " + calls);
        }

        @Override
        public void volume(String api, long calls) {
            lines.add("volume " + api + " " + calls);
        }

        @Override
        public void estimated(String api, long calls, PriceVersion version, Tier tier, ExactAmount amount) {
            lines.add("estimate " + api + " " + calls + " " + version.version() + " " + tier.price() + " " + amount);
        }
    }

    private static UsageRecord record(String id, String api, long calls, String at) {
        return new UsageRecord(id, api, calls, AccountMonth.instant(at), new Origin(0, 2));
    }

    private static Heard heard(BillingMonth month, List<UsageRecord> records, List<PackBalance> packs) {
        Heard heard = new Heard();
        Rater rater = new Rater(BOOK, month);
        assertThat(rater.rate(records, packs, heard)).isEqualTo(rater.rate(records, packs));
        return heard;
    }

    @Test
    void a_record_may_be_split_over_pool_pack_and_bill() {
        List<UsageRecord> records = List.of(
                record("late", "RecognizeCar", 7, "2022-09-09T00:00Z"),
                record("zero", "RecognizeCarPro", 0, "2022-09-03T00:00Z"),
                record("first", "RecognizeCar", 9_000, "2022-09-02T00:00Z"),
                record("split", "RecognizeCarPro", 4_000, "2022-09-04T00:00Z"));
        PackBalance pack = new PackBalance(
                "P1",
                List.of("RecognizeCarPro"),
                AccountMonth.instant("2022-01-01T00:00Z"),
                AccountMonth.instant("2023-01-01T00:00Z"),
                1_000,
                400);

        // 1,000 of the pool are left for the second record, 400 in the pack. The freeze: 9,007 × 3 / 1,000, 4,000 × 75
        // / 1,000.
        assertThat(heard(SEPTEMBER, records, List.of(pack)).lines)
                .containsExactly(
                        "first FREE VEHICLE 9000",
                        "first billable 0",
                        "zero billable 0",
                        "split FREE VEHICLE 1000",
                        "split PREPAID P1 400",
                        "split billable 2600",
                        "late billable 7",
                        "volume RecognizeCar 7",
                        "volume RecognizeCarPro 2600",
                        "estimate RecognizeCar 9007 2020-01-01 3 27.021",
                        "estimate RecognizeCarPro 4000 2020-01-01 75 300");
    }

    @Test
    void beta_draws_nothing() {
        List<UsageRecord> records = List.of(record("b", "EnhanceImage", 5, "2022-08-09T00:00Z"));

        assertThat(heard(BillingMonth.parse("2022-08", BOOK.zone()), records, List.of()).lines)
                .containsExactly("b beta 5", "volume EnhanceImage 0", "estimate EnhanceImage 0 2022-09-01 8 0");
    }
}
