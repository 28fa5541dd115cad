package io.monthclose.intake;

import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import io.monthclose.usage.RowCheck;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.security.DigestInputStream;
import java.security.MessageDigest;

/** Reads slices of usage files: line by line to kept rows and rejects. May be shared by threads. */
public final class SliceReader {
    private final RowCheck check;
    private final Buckets buckets;
    private final PlainMonth plain;

    /** A reader whose rows are judged by this check. */
    public SliceReader(RowCheck check, Buckets buckets) {
        this(check, buckets, PlainMonth.of(check, buckets));
    }

    /** A reader that takes only those rows as plain ones; nothing that is read depends on which. */
    SliceReader(RowCheck check, Buckets buckets, PlainMonth plain) {
        this.check = check;
        this.buckets = buckets;
        this.plain = plain;
    }

    /**
     * Reads one slice.
     *
     * @throws ProblemException INPUT_REFUSED when the bytes are not those that were planned, INPUT_MISSING when they cannot be read
     */
    public TakenSlice read(UsageFile file, Header header, Slice slice) {
        MessageDigest digest = Sha256.start();
        SliceCollector collector = collector(header);
        try (FileChannel channel = FileChannel.open(file.lines());
                InputStream bytes = new DigestInputStream(
                        new BoundedStream(Channels.newInputStream(channel.position(slice.fromByte())), slice),
                        digest)) {
            LineCursor line = new LineCursor(bytes);
            for (long number = slice.firstLine(); line.next(); number++) {
                collector.judge(line, slice.file(), number);
            }
        } catch (IOException e) {
            throw new ProblemException(
                    ProblemCode.INPUT_MISSING, file.name() + " cannot be read: " + FileTrouble.of(e), e);
        }
        if (!Sha256.hex(digest.digest()).equals(slice.sha256())) {
            throw new ProblemException(
                    ProblemCode.INPUT_REFUSED,
                    file.name() + " changed since it was taken, from line " + slice.firstLine());
        }
        return collector.taken(slice);
    }

    /** A collector of the lines of one slice. */
    SliceCollector collector(Header header) {
        return new SliceCollector(check, buckets, plain, header);
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
