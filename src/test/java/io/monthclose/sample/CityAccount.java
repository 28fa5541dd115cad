package io.monthclose.sample;

import java.time.LocalDate;

/**
 * A business of the city.
 *
 * @param rank its place by size, 1 for the largest
 * @param closedOn the first day on which it is closed, or {@link LocalDate#MAX}
 */
record CityAccount(String id, String name, Trade trade, int rank, LocalDate openedOn, LocalDate closedOn) {

    /** Calls it makes in a whole month, roughly: the size falls as one over the rank, and faster in the tail. */
    long monthlyCalls() {
        return 44_000_000L * 40 / ((long) rank * (40 + rank));
    }

    /** Its share of the usage rows, without unit: flatter than the calls, as small businesses send small records. */
    long rowWeight() {
        return 1_000_000L / (rank + 6);
    }

    CityAccount open(LocalDate from, LocalDate until) {
        return new CityAccount(id, name, trade, rank, from, until);
    }

    boolean isOpenOn(LocalDate day) {
        return !day.isBefore(openedOn) && day.isBefore(closedOn);
    }

    /** The day itself, or the nearest one on which it is open. */
    LocalDate nearestOpenDay(LocalDate day) {
        if (day.isBefore(openedOn)) {
            return openedOn;
        }
        return day.isBefore(closedOn) ? day : closedOn.minusDays(1);
    }

    String csv() {
        String closed = closedOn.equals(LocalDate.MAX) ? "" : closedOn.toString();
        String quoted = name.indexOf(',') < 0 ? name : '"' + name + '"';
        return id + ',' + quoted + ',' + openedOn + ',' + closed;
    }
}
