package io.monthclose.export;

import io.monthclose.intake.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;

/**
 * Writes a CSV document whose fields are ids, numbers and instants: ASCII without anything that RFC 4180 would quote, so that
 * millions of rows need no look at each character. Hashes as it writes.
 */
final class PlainCsv implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 16;

    private final Path path;
    private final OutputStream out;
    private final MessageDigest digest = Sha256.start();
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int filled;
    private boolean inRow;

    PlainCsv(Path path, String header) throws IOException {
        this.path = path;
        this.out = Files.newOutputStream(path);
        field(header).end();
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
        }
        inRow = true;
        if (length > buffer.length - filled) {
            flush();
            write(text.getBytes(StandardCharsets.UTF_8), length);
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

    /** What was written, once it is all there. */
    WrittenFile end(String name) throws IOException {
        flush();
        out.close();
        return new WrittenFile(name, Files.size(path), Sha256.hex(digest.digest()));
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    private void flush() {
        write(buffer, filled);
        filled = 0;
    }

    private void write(byte[] bytes, int count) {
        digest.update(bytes, 0, count);
        try {
            out.write(bytes, 0, count);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
