package io.monthclose.intake;

/**
 * The kept rows of one slice that fall into one bucket, compressed: the unit of the snapshot.
 *
 * @param bucket the bucket
 * @param rows how many rows it holds, at least 1
 * @param bytes see {@link SegmentCodec}
 * @param sha256 of {@code bytes}, in hex
 */
public record Segment(int bucket, int rows, byte[] bytes, String sha256) {}
