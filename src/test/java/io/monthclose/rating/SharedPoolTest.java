package io.monthclose.rating;

import static org.assertj.core.api.Assertions.assertThat;

import io.monthclose.pricebook.PriceBook;
import io.monthclose.pricebook.PriceBooks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The vehicle pool is drawn by whichever call comes first. */
class SharedPoolTest {
    private static final PriceBook BOOK = PriceBooks.shipped();

    @Test
    void the_plain_api_first_leaves_2000_to_the_enhanced_one() {
        AccountMonth month = september()
                .used("RecognizeCar", 8_000, "2022-09-02T00:00:00+08:00")
                .used("RecognizeCarPro", 8_000, "2022-09-03T00:00:00+08:00");
        assertThat(month.line("RecognizeCar").freeCalls()).isEqualTo(8_000);
        assertThat(month.line("RecognizeCar").amount()).hasToString("0");
        assertThat(month.line("RecognizeCarPro").freeCalls()).isEqualTo(2_000);
        assertThat(month.line("RecognizeCarPro").amount()).hasToString("450");
        assertThat(month.rated().draws())
                .containsExactly(
                        new Draw("RecognizeCar", DrawSource.FREE, "VEHICLE", 8_000),
                        new Draw("RecognizeCarPro", DrawSource.FREE, "VEHICLE", 2_000));
    }

    @Test
    void the_enhanced_api_first_leaves_2000_to_the_plain_one() {
        AccountMonth month = september()
                .used("RecognizeCar", 8_000, "2022-09-03T00:00:00+08:00")
                .used("RecognizeCarPro", 8_000, "2022-09-02T00:00:00+08:00");
        assertThat(month.line("RecognizeCarPro").amount()).hasToString("0");
        assertThat(month.line("RecognizeCar").freeCalls()).isEqualTo(2_000);
        assertThat(month.line("RecognizeCar").amount()).hasToString("18");
    }

    @ParameterizedTest
    @CsvSource({"9999, 1, 1", "10000, 0, 2", "10001, 0, 2"})
    void the_pool_ends_exactly_at_its_size(long before, long free, long billable) {
        RatedLine line = september()
                .used("RecognizeCar", before, "2022-09-02T00:00:00+08:00")
                .used("RecognizeCarPro", 2, "2022-09-03T00:00:00+08:00")
                .line("RecognizeCarPro");
        assertThat(line.freeCalls()).isEqualTo(free);
        assertThat(line.billableCalls()).isEqualTo(billable);
    }

    @Test
    void other_pools_are_not_shared() {
        AccountMonth month = september().used("DetectProduct", 10_000).used("DetectProductBeta", 10_000);
        assertThat(month.line("DetectProduct").freeCalls()).isEqualTo(10_000);
        assertThat(month.line("DetectProductBeta").freeCalls()).isEqualTo(10_000);
    }

    @Test
    void every_account_and_every_month_has_the_whole_pool() {
        AccountMonth account = september().used("RecognizeCar", 10_000);
        assertThat(account.line().freeCalls()).isEqualTo(10_000);
        assertThat(account.line().freeCalls()).isEqualTo(10_000);
        assertThat(AccountMonth.of(BOOK, "2022-10")
                        .used("RecognizeCar", 10_000)
                        .line()
                        .freeCalls())
                .isEqualTo(10_000);
    }

    private static AccountMonth september() {
        return AccountMonth.of(BOOK, "2022-09");
    }
}
