package io.monthclose.intake;

import io.monthclose.problem.Faults;
import java.util.HashMap;
import java.util.Map;

/** Sees to it that an id comes once in a file. */
final class OnceEach {
    private final String column;
    private final Faults faults;
    private final Map<String, String> firstPlace = new HashMap<>();

    OnceEach(String column, Faults faults) {
        this.column = column;
        this.faults = faults;
    }

    void add(String where, String id) {
        String first = firstPlace.putIfAbsent(id, where);
        if (first != null) {
            faults.add(where, column + " '" + MasterFields.shown(id) + "' comes twice, first in " + first);
        }
    }
}
