package io.monthclose.intake;

import io.monthclose.problem.ProblemException;
import io.monthclose.usage.RejectReason;
import java.io.InputStream;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A slice as a book keeps it, opened again without the input: its segments are read, its rejects are judged once more, and each of
 * its lines must be in exactly one of the two. For one thread.
 */
public final class KeptSlice {
    private final Slice slice;
    private final Buckets buckets;
    private final BitSet keptLines = new BitSet();
    private final BitSet rejectedLines = new BitSet();
    private final List<Segment> segments = new ArrayList<>();
    private final List<RejectedRow> unread = new ArrayList<>();
    private final LineCursor cursor = new LineCursor(InputStream.nullInputStream());
    private final SliceCollector collector;
    private final List<Misfit> misfits = new ArrayList<>();
    private long kept;
    private BigInteger keptCalls = BigInteger.ZERO;
    private long runningCalls;

    /** A slice of which nothing is added yet, of a take with so many buckets; its rejects are judged by this reader. */
    public KeptSlice(Slice slice, Buckets buckets, SliceReader reader, Header header) {
        this.slice = slice;
        this.buckets = buckets;
        this.collector = reader.collector(header);
    }

    /**
     * Something that does not fit: of a segment, where there is a bucket, or of a reject.
     *
     * @param bucket of the segment; null of a reject
     * @param line of the reject; 0 of a segment
     * @param field what of it
     * @param recorded what is there
     * @param found what was found of it
     */
    public record Misfit(@Nullable Integer bucket, long line, String field, String recorded, String found) {}

    /** Adds a segment of the slice, with the row count that is recorded of it. */
    public void add(Segment segment) {
        segments.add(segment);
        BucketRows rows = new BucketRows();
        String sha256 = Sha256.of(segment.bytes());
        if (!sha256.equals(segment.sha256())) {
            misfit(segment, "sha256", segment.sha256(), "its bytes hash to " + sha256);
        }
        try {
            rows.add(segment.bytes(), sha256);
        } catch (ProblemException | IllegalStateException | IndexOutOfBoundsException | NegativeArraySizeException e) {
            misfit(segment, "bytes", segment.bytes().length + " bytes", "they cannot be read: " + e.getMessage());
            return;
        }
        if (rows.count() != segment.rows()) {
            misfit(segment, "row_count", String.valueOf(segment.rows()), "its bytes hold " + rows.count());
        }
        rows.accountIds().stream()
                .filter(account -> buckets.of(account) != segment.bucket())
                .findFirst()
                .ifPresent(account -> misfit(
                        segment,
                        "bucket",
                        String.valueOf(segment.bucket()),
                        "account " + account + " is of bucket " + buckets.of(account)));
        lines(segment, rows);
    }

    private void lines(Segment segment, BucketRows rows) {
        for (int row = 0; row < rows.count(); row++) {
            long line = rows.line(row);
            if (rows.file(row) != slice.file() || isOutside(line)) {
                misfit(segment, "bytes", "line " + line + " of file " + rows.file(row), "that is not in the slice");
                return;
            }
            if (keptLines.get(place(line))) {
                misfit(segment, "bytes", "line " + line, "another segment keeps it, too");
            }
            keptLines.set(place(line));
            count(rows.calls(row));
        }
        kept += rows.count();
    }

    private void count(long calls) {
        if (runningCalls > Long.MAX_VALUE / 2) {
            keptCalls = keptCalls.add(BigInteger.valueOf(runningCalls));
            runningCalls = 0;
        }
        runningCalls += calls;
    }

    /** Adds a reject of the slice, which is judged once more; a conflict is left to the rating. */
    public void add(RejectedRow recorded) {
        long line = recorded.origin().line();
        if (recorded.reason() == RejectReason.CONFLICT) {
            if (!keptLines.get(place(line))) {
                misfits.add(new Misfit(null, line, "reason", "CONFLICT", "no segment keeps the line"));
            }
        } else if (keptLines.get(place(line))) {
            misfits.add(new Misfit(null, line, "row", "a row", "a segment keeps the line"));
        } else if (recorded.rawBytes() > LineCursor.LONGEST_LINE_BYTES) {
            // Of a line that is not kept whole, nothing but the verdict on it is known.
            rejectedLines.set(place(line));
            unread.add(recorded);
        } else {
            rejectedLines.set(place(line));
            cursor.present(recorded.raw());
            collector.judge(cursor, recorded.origin());
        }
    }

    /** What came of the slice, once all is added, as if it had been read; ask it once, and before {@link #misfits()}. */
    public TakenSlice taken() {
        List<RejectedRow> rejects = new ArrayList<>(collector.taken(slice).rejects());
        BitSet again = new BitSet();
        rejects.forEach(reject -> again.set(place(reject.origin().line())));
        unread.forEach(reject -> again.set(place(reject.origin().line())));
        rejectedLines.stream()
                .filter(place -> !again.get(place))
                .forEach(place -> misfits.add(new Misfit(
                        null, place + slice.firstLine(), "raw", "a reject", "judged again, it is accepted")));
        rejects.addAll(unread);
        return new TakenSlice(slice, kept, keptCalls.add(BigInteger.valueOf(runningCalls)), segments, rejects);
    }

    /** What does not fit; of lines that follow each other and are in none of the two, the first with their number. */
    public List<Misfit> misfits() {
        List<Misfit> all = new ArrayList<>(misfits);
        BitSet seen = (BitSet) keptLines.clone();
        seen.or(rejectedLines);
        // From gap to gap: how many lines a slice has is what the book says, and may be anything.
        int from = seen.nextClearBit(0);
        while (from < slice.lines()) {
            int next = seen.nextSetBit(from);
            long missing = (next < 0 ? slice.lines() : next) - from;
            all.add(new Misfit(
                    null,
                    slice.firstLine() + from,
                    "row",
                    "nothing",
                    missing == 1
                            ? "no segment keeps the line, so it was rejected"
                            : "no segment keeps it or the " + (missing - 1)
                                    + " lines after it, so they were rejected"));
            if (next < 0) {
                break;
            }
            from = seen.nextClearBit(next);
        }
        return all;
    }

    private boolean isOutside(long line) {
        return line < slice.firstLine() || line >= slice.firstLine() + slice.lines();
    }

    private int place(long line) {
        return Math.toIntExact(line - slice.firstLine());
    }

    private void misfit(Segment segment, String field, String recorded, String found) {
        misfits.add(new Misfit(segment.bucket(), 0, field, recorded, found));
    }
}
