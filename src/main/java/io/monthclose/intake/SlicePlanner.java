package io.monthclose.intake;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads a usage file once: hashes it, counts its lines, checks its header and cuts it into slices at line ends. */
final class SlicePlanner {
    private final int file;
    private final long sliceBytes;
    private final MessageDigest whole = Sha256.start();
    private MessageDigest part = Sha256.start();
    private final List<Slice> slices = new ArrayList<>();
    private final int firstNumber;

    private long offset;
    private long linesSeen;
    private long sliceStart;
    private long sliceFirstLine;
    private boolean inLine;

    private SlicePlanner(int file, int firstNumber, long sliceBytes) {
        this.file = file;
        this.firstNumber = firstNumber;
        this.sliceBytes = sliceBytes;
    }

    /**
     * Plans a file.
     *
     * @param path where its lines are
     * @param name the name it goes by
     * @param file the file's rank by name
     * @param firstNumber the number of its first slice
     * @param sliceBytes the size at which a slice ends with its line, at least 1
     */
    static PlannedFile plan(Path path, String name, int file, int firstNumber, long sliceBytes) throws IOException {
        Header header = header(path, name);
        SlicePlanner planner = new SlicePlanner(file, firstNumber, sliceBytes);
        try (InputStream in = Files.newInputStream(path)) {
            byte[] buffer = new byte[1 << 16];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                planner.take(buffer, count);
            }
        }
        planner.end();
        long dataLines = planner.linesSeen - 1;
        return new PlannedFile(
                name, planner.offset, dataLines, Sha256.hex(planner.whole.digest()), header, planner.slices);
    }

    private static Header header(Path path, String name) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
            return readHeader(in, name, Header.USAGE);
        }
    }

    /** Reads the header line from a stream's beginning. */
    static Header readHeader(InputStream in, String name, List<String> expected) throws IOException {
        LineCursor line = new LineCursor(in);
        line.next();
        return Header.read(name, firstRow(line), expected);
    }

    /** The first line's row, without a byte order mark. */
    static RowText.Row firstRow(LineCursor line) throws IOException {
        byte[] mark = "\uFEFF".getBytes(StandardCharsets.UTF_8);
        byte[] bytes = line.bytes();
        boolean marked = bytes.length >= 3 && Arrays.equals(bytes, 0, 3, mark, 0, 3);
        if (!marked) {
            return new RowText().row(line);
        }
        LineCursor unmarked = new LineCursor(new ByteArrayInputStream(bytes, 3, bytes.length - 3));
        unmarked.next();
        return new RowText().row(unmarked);
    }

    private void take(byte[] buffer, int count) {
        whole.update(buffer, 0, count);
        int hashed = 0;
        for (int i = 0; i < count; i++) {
            inLine = true;
            if (buffer[i] == '\n') {
                inLine = false;
                linesSeen++;
                long end = offset + i + 1;
                if (linesSeen == 1) {
                    beginAt(end);
                    hashed = i + 1;
                } else if (end - sliceStart >= sliceBytes) {
                    part.update(buffer, hashed, i + 1 - hashed);
                    hashed = i + 1;
                    cut(end);
                }
            }
        }
        part.update(buffer, hashed, count - hashed);
        offset += count;
    }

    private void end() {
        if (inLine) {
            linesSeen++;
        }
        if (offset > sliceStart && linesSeen > 1) {
            cut(offset);
        }
    }

    private void beginAt(long start) {
        sliceStart = start;
        sliceFirstLine = linesSeen + 1;
        part = Sha256.start();
    }

    private void cut(long end) {
        long lines = linesSeen - sliceFirstLine + 1;
        slices.add(new Slice(
                firstNumber + slices.size(), file, sliceStart, end, sliceFirstLine, lines, Sha256.hex(part.digest())));
        beginAt(end);
    }
}
