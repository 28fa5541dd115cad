package io.monthclose.rating;

import java.io.Serial;

/** Leaves a walk that cannot go on; {@link Rater} turns it into a value. */
final class UnratableException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String reason;

    UnratableException(String reason) {
        super(reason, null, false, false);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
