package io.monthclose.bench.input;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;

/** When usage happens: by day more than at night, on working days more than at weekends. */
final class Rhythm {
    private static final int SECONDS_AN_HOUR = 3600;
    private static final List<Integer> OF_DAY =
            List.of(3, 2, 1, 1, 1, 2, 4, 7, 10, 13, 14, 13, 11, 12, 14, 14, 13, 12, 11, 12, 12, 10, 8, 5);

    private final long[] upTo;

    Rhythm(LocalDate firstDay, int days) {
        upTo = new long[days * OF_DAY.size()];
        long total = 0;
        for (int hour = 0; hour < upTo.length; hour++) {
            DayOfWeek day = firstDay.plusDays(hour / OF_DAY.size()).getDayOfWeek();
            boolean weekend = day == DayOfWeek.SATURDAY || day == DayOfWeek.SUNDAY;
            total += OF_DAY.get(hour % OF_DAY.size()) * (weekend ? 2L : 3L);
            upTo[hour] = total;
        }
    }

    /** The seconds of {@code count} rows of one file, hour by hour. */
    final class Clock {
        private final long count;
        private int hour;

        Clock(long count) {
            this.count = count;
        }

        /** The second of the month of row {@code number}, rows being asked for in order. */
        int second(long number, Chance chance) {
            long total = upTo[upTo.length - 1];
            while (upTo[hour] * count <= number * total) {
                hour++;
            }
            return hour * SECONDS_AN_HOUR + chance.below(SECONDS_AN_HOUR);
        }
    }
}
