package io.monthclose.sample;

import java.time.LocalDate;
import java.util.List;

/**
 * When a trade calls.
 *
 * @param days weights of the days from Monday to Sunday
 * @param hours weights of the hours from 0 to 23 of the billing zone
 */
record Rhythm(List<Integer> days, List<Integer> hours) {
    static final Rhythm SHOP = new Rhythm(
            List.of(8, 8, 8, 9, 12, 16, 15),
            List.of(2, 1, 1, 1, 1, 2, 6, 14, 24, 36, 46, 52, 48, 40, 38, 40, 44, 54, 66, 72, 64, 40, 18, 6));
    static final Rhythm ROAD = new Rhythm(
            List.of(13, 12, 12, 12, 14, 8, 7),
            List.of(3, 2, 1, 1, 2, 8, 26, 70, 82, 44, 30, 28, 30, 28, 28, 34, 46, 80, 86, 52, 30, 20, 12, 6));
    static final Rhythm OFFICE = new Rhythm(
            List.of(18, 17, 17, 17, 15, 4, 2),
            List.of(1, 1, 1, 1, 1, 1, 2, 8, 34, 72, 80, 70, 22, 40, 76, 80, 70, 48, 22, 12, 8, 5, 3, 2));
    static final Rhythm LEISURE = new Rhythm(
            List.of(8, 8, 8, 9, 12, 18, 19),
            List.of(12, 6, 3, 2, 1, 1, 3, 8, 14, 20, 24, 28, 34, 28, 24, 26, 30, 38, 50, 70, 86, 82, 56, 28));

    int weightOf(LocalDate day) {
        return days.get(day.getDayOfWeek().getValue() - 1);
    }

    int hour(Chance chance) {
        return chance.index(hours);
    }
}
