package io.monthclose.intake;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Finds the number of an id by its bytes, without making a text of them. May be shared by threads. */
final class KnownIds {
    private static final int SPREAD = 0x9E3779B9;

    private final byte[] text;
    private final int[] until;
    /** Number + 1 of the id at its place or behind it; 0 where there is none. At most half of them are taken. */
    private final int[] places;

    private final int shift;

    /** Numbers the ids from 0 in their order. They are ASCII. */
    KnownIds(List<String> ids) {
        int bits = 33 - Integer.numberOfLeadingZeros(Math.max(1, ids.size()));
        this.text = String.join("", ids).getBytes(StandardCharsets.US_ASCII);
        this.until = new int[ids.size()];
        this.places = new int[1 << bits];
        this.shift = 32 - bits;
        int end = 0;
        for (int number = 0; number < until.length; number++) {
            int start = end;
            end += ids.get(number).length();
            until[number] = end;
            int place = place(hash(text, start, end));
            while (places[place] != 0) {
                place = (place + 1) & (places.length - 1);
            }
            places[place] = number + 1;
        }
    }

    int size() {
        return until.length;
    }

    /** The number of the id that lies in {@code [from, end)}, or −1. */
    int number(byte[] bytes, int from, int end) {
        int place = place(hash(bytes, from, end));
        while (places[place] != 0) {
            int number = places[place] - 1;
            int start = number == 0 ? 0 : until[number - 1];
            if (Arrays.equals(text, start, until[number], bytes, from, end)) {
                return number;
            }
            place = (place + 1) & (places.length - 1);
        }
        return -1;
    }

    private int place(int hash) {
        return (hash * SPREAD) >>> shift;
    }

    private static int hash(byte[] bytes, int from, int until) {
        int hash = 0;
        for (int i = from; i < until; i++) {
            hash = hash * 31 + bytes[i];
        }
        return hash;
    }
}
