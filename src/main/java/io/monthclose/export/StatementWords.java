package io.monthclose.export;

import io.monthclose.explain.ExplainedMonth;
import io.monthclose.explain.Grouping;
import io.monthclose.explain.Wording;
import io.monthclose.pricebook.Tier;
import java.time.Instant;

/** How a statement writes figures, bands and times. */
final class StatementWords {
    private StatementWords() {}

    /** A number with its digits in groups and, below 0, a minus sign. */
    static String figure(Object number) {
        return Grouping.of(number).replace('-', '−');
    }

    /** The calls of a tier, in two languages. */
    static String band(Tier tier) {
        return Wording.band(tier, " – ", " 起 and more");
    }

    /** The time at the book's zone. */
    static String time(Instant instant, ExplainedMonth month) {
        return Wording.zonedTime(instant, month.prices().zone());
    }
}
