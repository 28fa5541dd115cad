package io.monthclose.intake;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that grow: one column of a segment while it is written. Numbers are variable in length, 7 bits a byte, low bits first. */
final class ByteColumn {
    private byte[] bytes = new byte[64];
    private int length;

    /** Appends a number; one below 0 takes 10 bytes. */
    void number(long value) {
        if (length + 10 > bytes.length) {
            grow(10);
        }
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
    }

    /** Appends a number that is as often below 0 as above. */
    void signed(long value) {
        number(folded(value));
    }

    /** A number with its sign in the lowest bit, so that one near 0 is short. */
    static long folded(long value) {
        return (value << 1) ^ (value >> 63);
    }

    /** Appends a text, its length first. */
    void text(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        text(encoded, 0, encoded.length);
    }

    /** Appends a text that is bytes already. */
    void text(byte[] source, int from, int count) {
        number(count);
        if (length + count > bytes.length) {
            grow(count);
        }
        System.arraycopy(source, from, bytes, length, count);
        length += count;
    }

    /** Appends another column, its length first. */
    void column(ByteColumn other) {
        text(other.bytes, 0, other.length);
    }

    /** The array that holds the bytes. */
    byte[] array() {
        return bytes;
    }

    /** How many bytes of it are the column's. */
    int length() {
        return length;
    }

    private void grow(int more) {
        bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length * 2));
    }
}
