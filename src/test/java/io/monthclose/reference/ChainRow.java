package io.monthclose.reference;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A row to be written to a file of a random chain. */
sealed interface ChainRow {

    /** Values in the order of the columns; the file decides on order and quoting. */
    record Fields(List<String> values) implements ChainRow {
        public Fields {
            values = List.copyOf(values);
        }

        Fields with(int column, String value) {
            List<String> changed = new ArrayList<>(values);
            changed.set(column, value);
            return new Fields(changed);
        }
    }

    /** A line as it is, without its terminator. */
    final class RawLine implements ChainRow {
        private final byte[] bytes;

        RawLine(byte[] bytes) {
            this.bytes = bytes.clone();
        }

        static RawLine of(String text) {
            return new RawLine(text.getBytes(StandardCharsets.UTF_8));
        }

        byte[] bytes() {
            return bytes.clone();
        }
    }
}
