package io.monthclose.intake;

import java.nio.charset.StandardCharsets;

/** Reads what a {@link ByteColumn} wrote. */
final class ByteCursor {
    private final byte[] bytes;
    private int position;

    ByteCursor(byte[] bytes, int position) {
        this.bytes = bytes;
        this.position = position;
    }

    long number() {
        byte next = bytes[position++];
        if (next >= 0) {
            return next;
        }
        long value = next & 0x7F;
        for (int shift = 7; ; shift += 7) {
            next = bytes[position++];
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    long signed() {
        return unfolded(number());
    }

    static long unfolded(long folded) {
        return (folded >>> 1) ^ -(folded & 1);
    }

    String text() {
        int length = (int) number();
        String text = new String(bytes, position, length, StandardCharsets.UTF_8);
        position += length;
        return text;
    }

    /** Copies a text to the beginning of the target; returns its length. */
    int text(byte[] target) {
        int length = (int) number();
        System.arraycopy(bytes, position, target, 0, length);
        position += length;
        return length;
    }

    /** A cursor over the column that begins here; this one goes on behind it. */
    ByteCursor column() {
        int length = (int) number();
        ByteCursor column = new ByteCursor(bytes, position);
        position += length;
        return column;
    }

    int position() {
        return position;
    }
}
