package io.monthclose.cli;

import java.time.YearMonth;

/** What to type when accounts of a month are parked. */
final class ParkedAdvice {
    private ParkedAdvice() {}

    static String of(YearMonth month) {
        return "when the cause is away: month-close rerun --month " + month
                + " --step rateAccounts --reason TEXT [--price-book FILE]";
    }
}
