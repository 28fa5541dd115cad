package io.monthclose.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A hidden folder that documents are written into before they are moved into place. A file in it is locked as long as its process
 * lives, so that the next one to write there can tell what a killed process left behind, and clears it away. Where files cannot be
 * locked, nothing is ever cleared away.
 */
final class WritingFolder implements AutoCloseable {
    private static final String PREFIX = ".writing-";
    private static final String OWNER = "owner";

    private final Path path;
    private final @Nullable FileChannel owner;

    private WritingFolder(Path path, @Nullable FileChannel owner) {
        this.path = path;
        this.owner = owner;
    }

    /** Makes one inside a folder, and clears away those there whose process is gone. */
    static WritingFolder in(Path folder) throws IOException {
        clear(folder);
        Path path = Files.createTempDirectory(folder, PREFIX);
        return new WritingFolder(path, owned(path));
    }

    Path path() {
        return path;
    }

    /** Removes it with all that is left in it. */
    @Override
    public void close() {
        try {
            if (owner != null) {
                owner.close();
            }
            remove(path);
        } catch (IOException | UncheckedIOException e) {
            // Nothing is lost: a hidden folder stays behind beside documents that are whole.
        }
    }

    /** Nobody sees the file without its lock: it gets its name when it has it. */
    private static @Nullable FileChannel owned(Path folder) {
        Path unnamed = folder.resolve(OWNER + "-");
        try {
            return named(FileChannel.open(unnamed, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), unnamed);
        } catch (IOException e) {
            return null;
        }
    }

    private static FileChannel named(FileChannel channel, Path unnamed) throws IOException {
        try {
            channel.lock();
            Files.move(unnamed, unnamed.resolveSibling(OWNER));
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static void clear(Path folder) {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, PREFIX + "*")) {
            for (Path left : found) {
                if (Files.isDirectory(left, LinkOption.NOFOLLOW_LINKS)
                        && Files.isRegularFile(left.resolve(OWNER), LinkOption.NOFOLLOW_LINKS)) {
                    clearIfLeft(left);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            // What is left behind stays so.
        }
    }

    private static void clearIfLeft(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder.resolve(OWNER), StandardOpenOption.WRITE);
                @Nullable FileLock lock = channel.tryLock()) {
            if (lock != null) {
                remove(folder);
            }
        } catch (OverlappingFileLockException e) {
            // This process writes there.
        }
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> left = Files.walk(folder)) {
            left.sorted(Comparator.reverseOrder()).forEach(WritingFolder::delete);
        }
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
