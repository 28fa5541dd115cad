package io.monthclose.rating;

import io.monthclose.period.InstantRange;
import java.time.Instant;

/** Calls that cost nothing more, a free pool or a prepaid pack, while they are drawn. */
final class Allowance {
    private final DrawSource source;
    private final String id;
    private final InstantRange validity;
    private long left;

    private Allowance(DrawSource source, String id, InstantRange validity, long left) {
        this.source = source;
        this.id = id;
        this.validity = validity;
        this.left = left;
    }

    /** A free pool: granted whole for the month. */
    static Allowance ofPool(String name, InstantRange month, long size) {
        return new Allowance(DrawSource.FREE, name, month, size);
    }

    /** What is left of a prepaid pack. */
    static Allowance ofPack(PackBalance pack) {
        return new Allowance(DrawSource.PREPAID, pack.packId(), pack.validity(), pack.opening());
    }

    DrawSource source() {
        return source;
    }

    String id() {
        return id;
    }

    long left() {
        return left;
    }

    /** Draws as many of the wanted calls as it covers at that instant; returns how many. */
    long draw(Instant instant, long wanted) {
        if (wanted == 0 || left == 0 || !validity.contains(instant)) {
            return 0;
        }
        long drawn = Math.min(left, wanted);
        left -= drawn;
        return drawn;
    }

    /** All that an API drew from it. */
    Draw drawnBy(String api, long calls) {
        return new Draw(api, source, id, calls);
    }
}
