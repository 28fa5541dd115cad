package io.monthclose.rating;

import java.util.Comparator;

/**
 * All that one API drew from one pool or pack in the month.
 *
 * @param api the API code
 * @param source pool or pack
 * @param packId the id of the pack; of a free pool, its name
 * @param calls 1 or more
 */
public record Draw(String api, DrawSource source, String packId, long calls) {
    /** By API, source and pack, as UTF-8 bytes. */
    static final Comparator<Draw> ORDER =
            Comparator.comparing(Draw::api).thenComparing(Draw::source).thenComparing(Draw::packId);

    /** Checks that something was drawn. */
    public Draw {
        if (calls < 1) {
            throw new IllegalArgumentException("a draw of " + calls);
        }
    }
}
