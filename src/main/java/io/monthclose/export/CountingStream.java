package io.monthclose.export;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Counts the bytes that go through it. */
final class CountingStream extends FilterOutputStream {
    private long bytes;

    CountingStream(OutputStream out) {
        super(out);
    }

    long bytes() {
        return bytes;
    }

    @Override
    public void write(int value) throws IOException {
        out.write(value);
        bytes++;
    }

    @Override
    public void write(byte[] values, int from, int count) throws IOException {
        out.write(values, from, count);
        bytes += count;
    }
}
