package io.monthclose.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import io.monthclose.usage.RowCheck;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/**
 * What must hold of any bytes that somebody calls a usage file: they are refused with the contract's code, or each of their
 * lines is a kept row or a reject with the line's own bytes, wherever the file is cut and whichever reader takes its rows. Knows
 * nothing of a fuzzer, which calls it by name; see the profile {@code fuzz}.
 */
public final class AnyUsageFile {
    private static final byte[] HEADER = (IntakeExample.HEADER + "\n").getBytes(StandardCharsets.UTF_8);
    private static final byte STRETCH = 1;
    private static final int STRETCHED = (1 << 17) - 1;
    private static final int MOST_STRETCHES = 10;
    private static final int FILE = 0;
    private static final Buckets BUCKETS = new Buckets(3);
    private static final RowCheck CHECK = IntakeExample.check();
    private static final PlainMonth KNOWN = PlainMonth.of(CHECK, BUCKETS);
    private static final PlainMonth NONE = PlainMonth.none(CHECK, BUCKETS);

    private AnyUsageFile() {}

    /** Reads the bytes as a file, as lines behind a good header, and as a compressed file where they begin like one. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        check(bytes, ".csv");
        check(joined(HEADER, bytes), ".csv");
        int stretches = count(bytes, STRETCH);
        if (stretches > 0 && stretches <= MOST_STRETCHES) {
            check(joined(HEADER, stretched(bytes)), ".csv");
        }
        if (bytes.length > 1 && bytes[0] == 0x1F && bytes[1] == (byte) 0x8B) {
            check(bytes, ".csv.gz");
        }
    }

    private static void check(byte[] bytes, String ending) {
        Path file = null;
        try {
            file = Files.createTempFile("usage-", ending);
            Files.write(file, bytes);
            checkFile(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            if (file != null) {
                file.toFile().delete();
            }
        }
    }

    private static void checkFile(Path path) throws IOException {
        try (UsageFile file = new UsageFile(path)) {
            PlannedFile whole;
            try {
                whole = file.plan(FILE, 0, Long.MAX_VALUE);
            } catch (ProblemException refused) {
                assertThat(refused.code()).isEqualTo(ProblemCode.INPUT_REFUSED);
                assertThat(refused.getMessage()).doesNotContainPattern("\\R");
                return;
            }
            byte[] bytes = Files.readAllBytes(file.lines());
            List<byte[]> lines = physicalLines(bytes);
            assertThat(whole.lines()).isEqualTo(lines.size() - 1L);
            List<String> read = read(file, whole, KNOWN, lines);
            assertThat(read(file, whole, NONE, lines)).as("without plain rows").isEqualTo(read);
            for (long sliceBytes :
                    List.of(1 + bytes.length / 10L, 1 + bytes.length / 3L, (long) LineCursor.LONGEST_LINE_BYTES)) {
                PlannedFile cut = file.plan(FILE, 0, sliceBytes);
                assertThat(cut.lines()).isEqualTo(whole.lines());
                assertThat(read(file, cut, KNOWN, lines))
                        .as("slices of %d", sliceBytes)
                        .isEqualTo(read);
            }
        }
    }

    /** What became of every line, in their order; each is there once, with its own bytes. */
    private static List<String> read(UsageFile file, PlannedFile plan, PlainMonth month, List<byte[]> lines) {
        TreeMap<Long, String> read = new TreeMap<>();
        long counted = 0;
        for (Slice slice : plan.slices()) {
            TakenSlice taken = new SliceReader(CHECK, BUCKETS, month).read(file, plan.header(), slice);
            counted += taken.kept() + taken.rejects().size();
            assertThat(taken.kept() + taken.rejects().size()).isEqualTo(slice.lines());
            for (KeptRow row : IntakeExample.rows(taken)) {
                long line = row.record().origin().line();
                assertThat(RawLine.bytes(row, plan.header())).isEqualTo(lines.get((int) line - 1));
                read.put(line, "kept " + row);
            }
            for (RejectedRow reject : taken.rejects()) {
                long line = reject.origin().line();
                assertThat(reject.raw()).isEqualTo(held(lines.get((int) line - 1)));
                assertThat(reject.rawSha256()).isEqualTo(Sha256.of(lines.get((int) line - 1)));
                read.put(line, IntakeExample.text(reject));
            }
        }
        assertThat(counted).isEqualTo(plan.lines());
        assertThat((long) read.size()).isEqualTo(plan.lines());
        return List.copyOf(read.values());
    }

    private static byte[] held(byte[] line) {
        return line.length <= LineCursor.LONGEST_LINE_BYTES ? line : Arrays.copyOf(line, LineCursor.LONGEST_LINE_BYTES);
    }

    /** The lines by the contract alone: each ends with LF or CRLF, and the last may go without. */
    private static List<byte[]> physicalLines(byte[] bytes) {
        List<byte[]> lines = new ArrayList<>();
        int from = 0;
        for (int at = 0; at < bytes.length; at++) {
            if (bytes[at] == '\n') {
                boolean carriageReturn = at > from && bytes[at - 1] == '\r';
                lines.add(Arrays.copyOfRange(bytes, from, carriageReturn ? at - 1 : at));
                from = at + 1;
            }
        }
        if (from < bytes.length) {
            lines.add(Arrays.copyOfRange(bytes, from, bytes.length));
        }
        return lines;
    }

    /** Lines that pass the borders of buffers and the limit of a line, from few bytes: each byte 1 stands for very many blanks. */
    private static byte[] stretched(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte one : bytes) {
            out.writeBytes(one == STRETCH ? " ".repeat(STRETCHED).getBytes(StandardCharsets.UTF_8) : new byte[] {one});
        }
        return out.toByteArray();
    }

    private static int count(byte[] bytes, byte sought) {
        int count = 0;
        for (byte one : bytes) {
            count += one == sought ? 1 : 0;
        }
        return count;
    }

    private static byte[] joined(byte[] one, byte[] other) {
        byte[] all = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, all, one.length, other.length);
        return all;
    }
}
