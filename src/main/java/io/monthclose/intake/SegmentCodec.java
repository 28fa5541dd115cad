package io.monthclose.intake;

import com.github.luben.zstd.Zstd;
import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import java.util.Arrays;

/**
 * The form of a segment: a version byte, the size of its content, and its content packed with Zstandard. The content is the
 * number of rows, the file's rank, and one column after the other, each with its length: lines, accounts, APIs, forms of
 * instants, calls, seconds, fractions, record ids, texts. Numbers are variable in length; lines, seconds and record ids that are
 * counted up are kept as differences; account ids and API codes are among the texts where they first come and are referred to
 * from then on.
 *
 * <p>Segments of version 1 are deflated whole and begin with the byte of that format.
 */
final class SegmentCodec {
    private static final int VERSION = 2;
    private static final int DEFLATED = 0x78;
    /** The fastest one that still counts out how often each byte comes: digits and hexadecimal ids shrink by that alone. */
    private static final int LEVEL = 1;

    private SegmentCodec() {}

    /** Packs and hashes what a writer collected. */
    static Segment segment(int bucket, SegmentWriter writer) {
        ByteColumn content = writer.content();
        ByteColumn head = new ByteColumn();
        head.number(VERSION);
        head.number(content.length());
        byte[] packed = new byte[head.length() + (int) Zstd.compressBound(content.length())];
        System.arraycopy(head.array(), 0, packed, 0, head.length());
        long size = Zstd.compressByteArray(
                packed, head.length(), packed.length - head.length(), content.array(), 0, content.length(), LEVEL);
        if (Zstd.isError(size)) {
            throw new IllegalStateException("a segment cannot be packed: " + Zstd.getErrorName(size));
        }
        byte[] bytes = Arrays.copyOf(packed, head.length() + (int) size);
        return new Segment(bucket, writer.rows(), bytes, Sha256.of(bytes));
    }

    /**
     * Hands over a segment's rows.
     *
     * @throws ProblemException INVARIANT_BROKEN when the bytes are not those that were hashed
     */
    static void decode(byte[] bytes, String sha256, BucketRows rows) {
        if (!Sha256.of(bytes).equals(sha256)) {
            throw new ProblemException(
                    ProblemCode.INVARIANT_BROKEN,
                    "a segment of the snapshot is not what was taken: its SHA-256 differs");
        }
        switch (bytes[0]) {
            case VERSION -> rows.add(new SegmentRows(content(bytes)));
            case DEFLATED -> SegmentVersion1.decode(bytes, rows::add);
            default -> throw new IllegalStateException("unknown segment version " + bytes[0]);
        }
    }

    private static byte[] content(byte[] bytes) {
        ByteCursor head = new ByteCursor(bytes, 1);
        byte[] content = new byte[(int) head.number()];
        int from = head.position();
        long size = Zstd.decompressByteArray(content, 0, content.length, bytes, from, bytes.length - from);
        if (size != content.length) {
            throw new IllegalStateException("a segment cannot be unpacked");
        }
        return content;
    }
}
