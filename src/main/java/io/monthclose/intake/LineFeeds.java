package io.monthclose.intake;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Looks for line feeds, eight bytes at a time. */
final class LineFeeds {
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long LINE_FEEDS = 0x0A0A0A0A0A0A0A0AL;
    private static final long LOW_BITS = 0x7F7F7F7F7F7F7F7FL;

    private LineFeeds() {}

    /** Where the first one in {@code [from, until)} is, or −1. */
    static int next(byte[] bytes, int from, int until) {
        int at = from;
        for (; at + 8 <= until; at += 8) {
            long found = marked((long) EIGHT.get(bytes, at));
            if (found != 0) {
                return at + (Long.numberOfTrailingZeros(found) >> 3);
            }
        }
        for (; at < until; at++) {
            if (bytes[at] == '\n') {
                return at;
            }
        }
        return -1;
    }

    /** How many there are in {@code [from, until)}. */
    static int count(byte[] bytes, int from, int until) {
        int count = 0;
        int at = from;
        for (; at + 8 <= until; at += 8) {
            count += Long.bitCount(marked((long) EIGHT.get(bytes, at)));
        }
        for (; at < until; at++) {
            if (bytes[at] == '\n') {
                count++;
            }
        }
        return count;
    }

    /** The highest bit of each byte that is a line feed, and no other bit. */
    private static long marked(long eight) {
        long zeros = eight ^ LINE_FEEDS;
        return ~(((zeros & LOW_BITS) + LOW_BITS) | zeros | LOW_BITS);
    }
}
