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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Reads a usage file once: hashes it, counts its lines, checks its header and cuts it into slices at line ends. */
final class SlicePlanner {
    private static final int WINDOW_BYTES = 1 << 21;

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
            planner.takeAll(in, Math.clamp(Files.size(path) + 1, 1 << 10, WINDOW_BYTES));
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

    /** The whole file and its slices are both hashed, side by side on two threads; more than one window only. */
    private void takeAll(InputStream in, int windowBytes) throws IOException {
        byte[] window = new byte[windowBytes];
        try (ExecutorService beside = Executors.newSingleThreadExecutor()) {
            int count = in.readNBytes(window, 0, windowBytes);
            while (count == windowBytes) {
                CompletableFuture<Void> hashed =
                        CompletableFuture.runAsync(() -> whole.update(window, 0, windowBytes), beside);
                take(window, windowBytes);
                hashed.join();
                count = in.readNBytes(window, 0, windowBytes);
            }
            whole.update(window, 0, count);
            take(window, count);
        }
    }

    private void take(byte[] window, int count) {
        int at = linesSeen == 0 ? takeHeader(window, count) : 0;
        while (at < count) {
            // A slice ends with the first line that brings it to its size; a size may be as large as a long.
            long before = offset - sliceStart;
            boolean fits = count + before < sliceBytes;
            int end = fits ? -1 : LineFeeds.next(window, (int) Math.max(at, sliceBytes - 1 - before), count);
            int until = end < 0 ? count : end + 1;
            linesSeen += LineFeeds.count(window, at, until);
            part.update(window, at, until - at);
            if (end >= 0) {
                cut(offset + until);
            }
            at = until;
        }
        inLine = count == 0 ? inLine : window[count - 1] != '\n';
        offset += count;
    }

    private int takeHeader(byte[] window, int count) {
        int end = LineFeeds.next(window, 0, count);
        if (end < 0) {
            return count;
        }
        linesSeen = 1;
        beginAt(offset + end + 1);
        return end + 1;
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
