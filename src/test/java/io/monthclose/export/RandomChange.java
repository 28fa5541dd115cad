package io.monthclose.export;

import java.util.Arrays;
import java.util.Random;

/** Bytes with one thing changed in them, and what that is. */
record RandomChange(byte[] bytes, String what) {
    private enum Kind {
        BIT,
        BYTE,
        DIGIT,
        DELETION,
        INSERTION,
        REPETITION,
        SWAP,
        CUT,
        APPENDED
    }

    /** A change that leaves other bytes than there were. */
    static RandomChange of(byte[] whole, Random random) {
        RandomChange change = made(whole, random);
        while (Arrays.equals(change.bytes(), whole)) {
            change = made(whole, random);
        }
        return change;
    }

    private static RandomChange made(byte[] whole, Random random) {
        Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
        int at = random.nextInt(whole.length);
        int count = 1 + random.nextInt(Math.min(200, whole.length - at));
        byte[] bytes = whole.clone();
        byte[] changed = switch (kind) {
            case BIT -> {
                bytes[at] ^= (byte) (1 << random.nextInt(8));
                yield bytes;
            }
            case BYTE -> {
                bytes[at] = (byte) random.nextInt(256);
                yield bytes;
            }
            case DIGIT -> {
                while (bytes[at] < '0' || bytes[at] > '9') {
                    at = random.nextInt(whole.length);
                }
                bytes[at] = (byte) ('0' + random.nextInt(10));
                yield bytes;
            }
            case DELETION -> joined(Arrays.copyOf(whole, at), Arrays.copyOfRange(whole, at + count, whole.length));
            case INSERTION -> {
                byte[] more = new byte[count];
                random.nextBytes(more);
                yield joined(joined(Arrays.copyOf(whole, at), more), Arrays.copyOfRange(whole, at, whole.length));
            }
            case REPETITION -> joined(Arrays.copyOf(whole, at + count), Arrays.copyOfRange(whole, at, whole.length));
            case SWAP -> {
                int other = random.nextInt(whole.length);
                bytes[at] = whole[other];
                bytes[other] = whole[at];
                yield bytes;
            }
            case CUT -> Arrays.copyOf(whole, at);
            case APPENDED -> joined(whole, Arrays.copyOf(whole, count));
        };
        return new RandomChange(changed, kind + " of " + count + " at " + at);
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }
}
