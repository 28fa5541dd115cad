package io.monthclose.export;

import io.monthclose.intake.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * Writes a CSV document whose fields are ids, numbers and instants: ASCII without anything that RFC 4180 would quote, so that
 * millions of rows need no look at each character. Hashes as it writes, and gives the bytes of an account's rows to its leaf.
 */
final class PlainCsv implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 16;

    private final String name;
    private final OutputStream out;
    private final @Nullable AccountLeaves leaves;
    private final MessageDigest digest = Sha256.start();
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int filled;
    private long written;
    private boolean inRow;

    /** Where the account's rows begin that its leaf has not been given; -1 while there are none. */
    private int accountFrom = -1;

    /** A document without leaves. */
    PlainCsv(String name, OutputStream out, String header) {
        this(name, out, header, null);
    }

    PlainCsv(String name, OutputStream out, String header, @Nullable AccountLeaves leaves) {
        this.name = name;
        this.out = out;
        this.leaves = leaves;
        write((header + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    /** The next field of the row. */
    @SuppressWarnings("deprecation") // Every character is ASCII: its low byte is all of it.
    PlainCsv field(String text) {
        int length = text.length();
        if (buffer.length - filled < length + 1) {
            flush();
        }
        if (inRow) {
            buffer[filled++] = ',';
        } else if (accountFrom < 0) {
            begin();
        }
        inRow = true;
        if (length > buffer.length - filled) {
            flush();
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            if (leaves != null) {
                leaves.add(bytes);
            }
            write(bytes);
        } else {
            text.getBytes(0, length, buffer, filled);
            filled += length;
        }
        return this;
    }

    /** The next field of the row, a whole number. */
    PlainCsv field(long number) {
        return field(Long.toString(number));
    }

    /** Ends the row. */
    void end() {
        if (filled == buffer.length) {
            flush();
        }
        buffer[filled++] = '\n';
        inRow = false;
    }

    /** Ends an account's rows, if it has any here: its leaf has them all. */
    void endAccount() {
        if (accountFrom >= 0) {
            give();
            accountFrom = -1;
        }
    }

    /** What was written, once it is all there. */
    WrittenFile whole() throws IOException {
        flush();
        out.close();
        return new WrittenFile(name, written, Sha256.hex(digest.digest()));
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    private void begin() {
        accountFrom = filled;
        if (leaves != null) {
            leaves.add((name + "\n").getBytes(StandardCharsets.US_ASCII));
        }
    }

    private void give() {
        if (leaves != null) {
            leaves.add(buffer, accountFrom, filled - accountFrom);
        }
    }

    private void flush() {
        if (accountFrom >= 0) {
            give();
            accountFrom = 0;
        }
        write(buffer, filled);
        filled = 0;
    }

    private void write(byte[] bytes) {
        write(bytes, bytes.length);
    }

    private void write(byte[] bytes, int count) {
        digest.update(bytes, 0, count);
        written += count;
        try {
            out.write(bytes, 0, count);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
