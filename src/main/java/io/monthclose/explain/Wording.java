package io.monthclose.explain;

import io.monthclose.period.InstantText;
import io.monthclose.pricebook.Tier;
import java.time.Instant;
import java.time.ZoneId;

/** How explanations and statements write what both have: sums, bands, times. */
public final class Wording {
    private static final int OFFSET = "+08:00".length();

    private Wording() {}

    /** A sum that can be worked again by hand: {@code 1,200,000 × 2.2 / 1,000 = 2,640}. */
    public static String sum(long calls, Object price, Object amount) {
        return Grouping.of(calls) + " × " + Grouping.of(price) + " / 1,000 = " + Grouping.of(amount);
    }

    /**
     * The calls of a tier, of which the last one is not in it.
     *
     * @param between stands between first and last
     * @param open stands behind the first of a tier without end
     */
    public static String band(Tier tier, String between, String open) {
        Long to = tier.to();
        return Grouping.of(tier.from()) + (to == null ? open : between + Grouping.of(to));
    }

    /** The time at a zone, {@code 2022-09-02 10:00:00}; parts of a second where there are any. */
    public static String time(Instant instant, ZoneId zone) {
        String text = InstantText.format(instant, zone);
        return text.substring(0, text.length() - OFFSET).replace('T', ' ');
    }

    /** The time at a zone with the zone's offset, {@code 2022-09-02 10:00:00 +08:00}. */
    public static String zonedTime(Instant instant, ZoneId zone) {
        String text = InstantText.format(instant, zone);
        return time(instant, zone) + " " + text.substring(text.length() - OFFSET);
    }
}
