package io.monthclose.bench.input;

import io.monthclose.period.BillingMonth;
import io.monthclose.pricebook.PriceBook;
import java.time.Duration;
import java.time.YearMonth;

/** The month that the bench closes: the first in which every API of the shipped price book has a price. */
public final class BenchMonth {
    private BenchMonth() {}

    /** September 2022, in the book's zone. */
    public static BillingMonth of(PriceBook book) {
        return new BillingMonth(YearMonth.of(2022, 9), book.zone());
    }

    /** Its length. */
    static int seconds(BillingMonth month) {
        return (int) Duration.between(month.start(), month.end()).toSeconds();
    }
}
