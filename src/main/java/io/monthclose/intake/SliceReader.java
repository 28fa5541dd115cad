package io.monthclose.intake;

import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import io.monthclose.usage.Origin;
import io.monthclose.usage.RejectReason;
import io.monthclose.usage.RowCheck;
import io.monthclose.usage.RowVerdict;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Reads slices: line by line to kept rows and rejects. One instance serves one thread. */
public final class SliceReader {
    private final RowCheck check;
    private final Buckets buckets;
    private final RowText rowText = new RowText();

    /** A reader whose rows are judged by this check. */
    public SliceReader(RowCheck check, Buckets buckets) {
        this.check = check;
        this.buckets = buckets;
    }

    /**
     * Reads one slice.
     *
     * @throws ProblemException INPUT_REFUSED when the bytes are not those that were planned, INPUT_MISSING when they cannot be read
     */
    public TakenSlice read(UsageFile file, Header header, Slice slice) {
        MessageDigest digest = Sha256.start();
        Outcome outcome = new Outcome(header.positions(Header.USAGE));
        try (FileChannel channel = FileChannel.open(file.lines());
                InputStream bytes = new DigestInputStream(
                        new BoundedStream(Channels.newInputStream(channel.position(slice.fromByte())), slice),
                        digest)) {
            LineCursor line = new LineCursor(bytes);
            for (long number = slice.firstLine(); line.next(); number++) {
                outcome.judge(line, new Origin(slice.file(), number));
            }
        } catch (IOException e) {
            throw new ProblemException(ProblemCode.INPUT_MISSING, file.name() + " cannot be read", e);
        }
        if (!Sha256.hex(digest.digest()).equals(slice.sha256())) {
            throw new ProblemException(
                    ProblemCode.INPUT_REFUSED,
                    file.name() + " changed since it was taken, from line " + slice.firstLine());
        }
        return outcome.taken(slice);
    }

    private final class Outcome {
        private final int[] positions;
        private final TreeMap<Integer, List<KeptRow>> kept = new TreeMap<>();
        private final List<RejectedRow> rejects = new ArrayList<>();
        private long keptRows;
        private BigInteger keptCalls = BigInteger.ZERO;
        private long runningCalls;

        Outcome(int[] positions) {
            this.positions = positions;
        }

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

        private void reject(LineCursor line, Origin origin, RowVerdict.Rejected verdict) {
            rejects.add(new RejectedRow(
                    origin,
                    verdict.reason(),
                    verdict.detail(),
                    line.bytes(),
                    line.length(),
                    line.sha256(),
                    verdict.late()));
        }

        TakenSlice taken(Slice slice) {
            List<Segment> segments = new ArrayList<>();
            kept.forEach((bucket, rows) -> segments.add(SegmentCodec.encode(bucket, rows)));
            return new TakenSlice(slice, keptRows, keptCalls.add(BigInteger.valueOf(runningCalls)), segments, rejects);
        }
    }

    /** Ends where the slice ends. */
    private static final class BoundedStream extends InputStream {
        private final InputStream in;
        private long left;

        BoundedStream(InputStream in, Slice slice) {
            this.in = in;
            this.left = slice.untilByte() - slice.fromByte();
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int count = in.read(target, offset, (int) Math.min(length, left));
            left -= Math.max(count, 0);
            return count;
        }
    }
}
