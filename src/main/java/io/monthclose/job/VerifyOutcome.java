package io.monthclose.job;

import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import io.monthclose.store.Difference;
import io.monthclose.store.Differences;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;

/**
 * What a verification found.
 *
 * @param month the month
 * @param settledAgain whether it could be settled again; if not, that is among the differences
 * @param checked what was checked, in order
 * @param differences the first of what differs, in the order in which it was found; at most {@link Differences#MOST_HELD}
 * @param differenceCount how much differs
 */
public record VerifyOutcome(
        YearMonth month,
        boolean settledAgain,
        List<Checked> checked,
        List<Difference> differences,
        long differenceCount) {
    /** Copies the lists. */
    public VerifyOutcome {
        checked = List.copyOf(checked);
        differences = List.copyOf(differences);
    }

    /**
     * Something that was checked, or could not be.
     *
     * @param what such as {@code bill}
     * @param count how many of it; 0 where it was not at hand
     * @param how with what it was compared, or why not
     */
    public record Checked(String what, long count, String how) {}

    /** 0, or 70 when anything differs. */
    public int exitCode() {
        return differenceCount == 0 ? 0 : ProblemCode.INVARIANT_BROKEN.exitCode();
    }

    /** What to end with when anything differs. */
    public Optional<ProblemException> problem() {
        return differenceCount == 0
                ? Optional.empty()
                : Optional.of(new ProblemException(ProblemCode.INVARIANT_BROKEN, verdict()));
    }

    /** The verdict in one line. */
    public String verdict() {
        if (differenceCount == 0) {
            return month + " agrees with what was recorded of it";
        }
        return month + " differs from what was recorded of it in "
                + (differenceCount == 1 ? "1 place" : differenceCount + " places") + ", the first: "
                + differences.getFirst().text();
    }
}
