package io.monthclose.intake;

import io.monthclose.usage.Origin;
import io.monthclose.usage.RejectReason;
import io.monthclose.usage.RowCheck;
import io.monthclose.usage.RowVerdict;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Collects what becomes of the lines of one slice, whatever they were read from. One instance serves one slice and one thread. */
final class SliceCollector {
    private final RowCheck check;
    private final Buckets buckets;
    private final int[] positions;
    private final RowText rowText = new RowText();
    private final TreeMap<Integer, List<KeptRow>> kept = new TreeMap<>();
    private final List<RejectedRow> rejects = new ArrayList<>();
    private long keptRows;
    private BigInteger keptCalls = BigInteger.ZERO;
    private long runningCalls;

    /** A collector of rows with these columns, each judged by the check. */
    SliceCollector(RowCheck check, Buckets buckets, Header header) {
        this.check = check;
        this.buckets = buckets;
        this.positions = header.positions(Header.USAGE);
    }

    /** Takes the line on which the cursor stands. */
    void judge(LineCursor line, Origin origin) {
        RowText.Row row = rowText.row(line);
        switch (row) {
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
        kept.computeIfAbsent(buckets.of(account), _ -> new ArrayList<>())
                .add(RawLine.kept(account, accepted.record(), row, positions, line));
        keptRows++;
        addCalls(accepted.record().calls());
    }

    private void addCalls(long calls) {
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
                line.sha256(),
                verdict.late()));
    }

    /** What became of all lines. */
    TakenSlice taken(Slice slice) {
        List<Segment> segments = new ArrayList<>();
        kept.forEach((bucket, rows) -> segments.add(SegmentCodec.encode(bucket, rows)));
        return new TakenSlice(slice, keptRows, keptCalls.add(BigInteger.valueOf(runningCalls)), segments, rejects);
    }
}
