package io.monthclose.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.monthclose.store.Difference;
import java.time.YearMonth;

/** Verifies a month that nobody changed. */
final class Verified {
    private Verified() {}

    /** The month agrees with itself settled again. */
    static void agrees(TestBook book, YearMonth month) {
        VerifyOutcome outcome = book.verify(month);
        assertThat(outcome.differences().stream().map(Difference::text))
                .as("%s", month)
                .isEmpty();
        assertThat(outcome.exitCode()).isZero();
    }
}
