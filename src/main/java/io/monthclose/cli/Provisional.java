package io.monthclose.cli;

import io.monthclose.store.MonthState;

/** Why the documents of a settled month are provisional. */
final class Provisional {
    private Provisional() {}

    /** What is said after the number of the documents; nothing when they are final. */
    static String why(MonthState state, int parked) {
        if (state == MonthState.CLOSED) {
            return "";
        }
        return ", provisional: "
                + (parked == 0 ? "the month is not closed, close goes on with it" : parked + " account(s) parked");
    }
}
