package io.monthclose.intake;

import java.math.BigInteger;
import java.util.List;

/**
 * A slice read: what a chunk of {@code takeUsage} commits.
 *
 * @param slice the slice
 * @param kept rows that passed the row check; with the rejects they make all its lines
 * @param keptCalls the calls of those rows
 * @param segments those rows, by bucket
 * @param rejects the others
 */
public record TakenSlice(
        Slice slice, long kept, BigInteger keptCalls, List<Segment> segments, List<RejectedRow> rejects) {
    /** Copies the lists. */
    public TakenSlice {
        segments = List.copyOf(segments);
        rejects = List.copyOf(rejects);
    }
}
