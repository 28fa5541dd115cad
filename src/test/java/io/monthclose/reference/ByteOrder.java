package io.monthclose.reference;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;

/** The one order of texts: by their UTF-8 bytes, unsigned. */
final class ByteOrder {
    static final Comparator<String> OF_TEXT = (left, right) ->
            Arrays.compareUnsigned(left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));

    private ByteOrder() {}
}
