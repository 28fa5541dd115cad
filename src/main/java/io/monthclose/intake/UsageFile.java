package io.monthclose.intake;

import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A usage file. A compressed one is unpacked beside the process's temporary files when it is first read; what identifies it
 * stays the file in the input folder.
 */
public final class UsageFile implements AutoCloseable {
    /** What a file may unpack to whatever its size, 64 MiB. */
    private static final long MOST_UNPACKED_BYTES = 1L << 26;
    /** And so many times its size on top: usage shrinks to a tenth or so, a file made to fill a disk to a thousandth. */
    private static final int MOST_UNPACKED_TIMES = 100;

    private final Path path;
    private @Nullable Path unpacked;

    UsageFile(Path path) {
        this.path = path;
    }

    /** Its name, without path. */
    public String name() {
        return path.getFileName().toString();
    }

    /** Where its lines can be read from any place on: the file itself, or what was unpacked from it. */
    synchronized Path lines() {
        if (!name().endsWith(".gz")) {
            return path;
        }
        Path found = unpacked;
        if (found == null) {
            found = unpack();
            unpacked = found;
        }
        return found;
    }

    /** Reads the file once and cuts it into slices. */
    PlannedFile plan(int file, int firstSlice, long sliceBytes) {
        try {
            PlannedFile plan = SlicePlanner.plan(lines(), name(), file, firstSlice, sliceBytes);
            return lines().equals(path)
                    ? plan
                    : new PlannedFile(name(), Files.size(path), plan.lines(), sha256(), plan.header(), plan.slices());
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** Removes what was unpacked. */
    @Override
    public synchronized void close() {
        Path spill = unpacked;
        unpacked = null;
        if (spill != null) {
            remove(spill);
        }
    }

    private static void remove(Path spill) {
        try {
            Files.deleteIfExists(spill);
        } catch (IOException e) {
            // A temporary file stays behind: nothing depends on it.
        }
    }

    private Path unpack() {
        Path spill = newSpill();
        boolean whole = false;
        try (InputStream file = new BufferedInputStream(Files.newInputStream(path), 1 << 16);
                OutputStream out = Files.newOutputStream(spill)) {
            inflate(file, out, MOST_UNPACKED_BYTES + MOST_UNPACKED_TIMES * Files.size(path));
            whole = true;
            return spill;
        } catch (IOException e) {
            throw unreadable(e);
        } finally {
            if (!whole) {
                remove(spill);
            }
        }
    }

    private Path newSpill() {
        try {
            Path spill = Files.createTempFile("month-close-", ".csv");
            spill.toFile().deleteOnExit();
            return spill;
        } catch (IOException e) {
            throw noRoom(e);
        }
    }

    /** All members of the file; what is cut short, or comes after them and is none, is refused rather than left out. */
    private void inflate(InputStream file, OutputStream out, long mostBytes) {
        byte[] buffer = new byte[1 << 16];
        long bytes = 0;
        try (InputStream in = GzipCompressorInputStream.builder()
                .setInputStream(file)
                .setDecompressConcatenated(true)
                .get()) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                bytes += count;
                if (bytes > mostBytes) {
                    throw new ProblemException(
                            ProblemCode.INPUT_REFUSED,
                            name() + " unpacks to more than " + MOST_UNPACKED_TIMES
                                    + " times its size; if that is meant, put it there unpacked");
                }
                write(out, buffer, count);
            }
        } catch (IOException e) {
            String why = e.getMessage() == null ? "" : ": " + e.getMessage();
            throw new ProblemException(ProblemCode.INPUT_REFUSED, name() + " is not a whole gzip file" + why, e);
        }
    }

    /** A disk that is full is no fault of the file. */
    private void write(OutputStream out, byte[] bytes, int count) {
        try {
            out.write(bytes, 0, count);
        } catch (IOException e) {
            throw noRoom(e);
        }
    }

    private String sha256() throws IOException {
        MessageDigest digest = Sha256.start();
        try (InputStream in = new DigestInputStream(Files.newInputStream(path), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return Sha256.hex(digest.digest());
    }

    private ProblemException noRoom(IOException cause) {
        return new ProblemException(
                ProblemCode.OUTPUT_NOT_WRITTEN,
                name() + " cannot be unpacked to the temporary folder " + System.getProperty("java.io.tmpdir") + ": "
                        + FileTrouble.of(cause),
                cause);
    }

    private ProblemException unreadable(IOException cause) {
        return new ProblemException(
                ProblemCode.INPUT_MISSING, name() + " cannot be read: " + FileTrouble.of(cause), cause);
    }
}
