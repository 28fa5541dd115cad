package io.monthclose.intake;

import io.monthclose.usage.Origin;
import io.monthclose.usage.RejectReason;
import io.monthclose.usage.RowCheck;
import io.monthclose.usage.RowVerdict;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects what becomes of the lines of one slice, whatever they were read from. A plain row is taken as it lies there; OpenCSV and
 * the row check judge every other line. One instance serves one slice and one thread.
 */
final class SliceCollector {
    private final RowCheck check;
    private final Buckets buckets;
    private final PlainMonth month;
    private final int[] positions;
    private final RowText rowText = new RowText();
    private final PlainRow plain;
    private final int[] accountReferences;
    private final @Nullable SegmentWriter[] kept;
    private final List<RejectedRow> rejects = new ArrayList<>();
    private long keptRows;
    private BigInteger keptCalls = BigInteger.ZERO;
    private long runningCalls;

    /** A collector of rows with these columns, each judged by the check. */
    SliceCollector(RowCheck check, Buckets buckets, PlainMonth month, Header header) {
        this.check = check;
        this.buckets = buckets;
        this.month = month;
        this.positions = header.positions(Header.USAGE);
        this.plain = new PlainRow(month, header);
        this.accountReferences = new int[month.accounts().size()];
        this.kept = new @Nullable SegmentWriter[buckets.count()];
    }

    /** Takes the line on which the cursor stands. */
    void judge(LineCursor line, Origin origin) {
        judge(line, origin.file(), origin.line());
    }

    /** Takes the line on which the cursor stands, which is this line of that file. */
    void judge(LineCursor line, int file, long number) {
        if (plain.read(line.array(), line.from(), line.from() + line.heldBytes())) {
            writer(month.bucketOf(plain.account()), file).add(plain, number);
            count(plain.calls());
            return;
        }
        Origin origin = new Origin(file, number);
        switch (rowText.row(line)) {
            case RowText.Row.Broken broken ->
                reject(line, origin, new RowVerdict.Rejected(RejectReason.MALFORMED, broken.detail(), null));
            case RowText.Row.Fields fields -> judge(line, origin, fields);
        }
    }

    private void judge(LineCursor line, Origin origin, RowText.Row.Fields row) {
        String[] fields = row.values();
        if (fields.length != positions.length) {
            String detail = positions.length + " columns expected, " + fields.length + " found";
            reject(line, origin, new RowVerdict.Rejected(RejectReason.MALFORMED, detail, null));
            return;
        }
        RowVerdict verdict = check.check(
                fields[positions[0]],
                fields[positions[1]],
                fields[positions[2]],
                fields[positions[3]],
                fields[positions[4]],
                origin);
        switch (verdict) {
            case RowVerdict.Rejected rejected -> reject(line, origin, rejected);
            case RowVerdict.Accepted accepted -> keep(accepted, line, row);
        }
    }

    private void keep(RowVerdict.Accepted accepted, LineCursor line, RowText.Row.Fields row) {
        String account = accepted.account().value();
        writer(buckets.of(account), accepted.record().origin().file())
                .add(RawLine.kept(account, accepted.record(), row, positions, line));
        count(accepted.record().calls());
    }

    private SegmentWriter writer(int bucket, int file) {
        SegmentWriter writer = kept[bucket];
        if (writer == null) {
            writer = new SegmentWriter(file, accountReferences, month.apis().size());
            kept[bucket] = writer;
        }
        return writer;
    }

    private void count(long calls) {
        keptRows++;
        if (runningCalls > Long.MAX_VALUE / 2) {
            keptCalls = keptCalls.add(BigInteger.valueOf(runningCalls));
            runningCalls = 0;
        }
        runningCalls += calls;
    }

    /** Takes the line on which the cursor stands as a reject. */
    void reject(LineCursor line, Origin origin, RowVerdict.Rejected verdict) {
        rejects.add(new RejectedRow(
                origin,
                verdict.reason(),
                verdict.detail(),
                line.bytes(),
                line.length(),
                line.tooLong() ? line.sha256() : null,
                verdict.late()));
    }

    /** What became of all lines. */
    TakenSlice taken(Slice slice) {
        List<Segment> segments = new ArrayList<>();
        for (int bucket = 0; bucket < kept.length; bucket++) {
            SegmentWriter writer = kept[bucket];
            if (writer != null) {
                segments.add(SegmentCodec.segment(bucket, writer));
                kept[bucket] = null;
            }
        }
        return new TakenSlice(slice, keptRows, keptCalls.add(BigInteger.valueOf(runningCalls)), segments, rejects);
    }
}
