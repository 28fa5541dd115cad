package io.monthclose.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts a new file into the place of a book's, at once, by one process at a time. Three files lie beside the book meanwhile, all
 * named {@code ….migrating…}; what a killed process left of them is cleared away by the next one, and harms nobody.
 *
 * <p>The lock is the operating system's, on a file that is removed only when the book is up to date: from then on nobody moves it,
 * so a lock on a removed file guards nothing that matters.
 */
final class BookMove implements AutoCloseable {
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ALONE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path book;
    private final Path lock;
    private final FileChannel locked;
    private @Nullable FileChannel old;

    private BookMove(Path book, Path lock, FileChannel locked) {
        this.book = book;
        this.lock = lock;
        this.locked = locked;
    }

    /**
     * Begins to move, alone.
     *
     * @throws io.monthclose.problem.ProblemException CLOSED_ELSEWHERE when another process moves it
     */
    static BookMove begin(Path book) throws IOException {
        Files.createDirectories(book.resolveSibling(""));
        Path lock = beside(book, ".lock");
        FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() == null) {
                throw BookFile.inUse();
            }
            BookMove move = new BookMove(book, lock, channel);
            move.clear();
            return move;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Removes what a process left beside a book that is up to date and held by now. */
    static void tidy(Path book) throws IOException {
        Files.deleteIfExists(beside(book, H2Address.SUFFIX));
        Files.deleteIfExists(beside(book, ".lock"));
    }

    private static Path beside(Path book, String suffix) {
        String name = book.getFileName().toString();
        return book.resolveSibling(
                name.substring(0, name.length() - H2Address.SUFFIX.length()) + ".migrating" + suffix);
    }

    /** The file that is to be the book. */
    Path next() {
        return beside(book, H2Address.SUFFIX);
    }

    /**
     * Keeps other processes from opening the book, as H2 does; false when one has it open. The book's file is not opened in any
     * other way until the move ends: closing it would give up the lock.
     */
    boolean holdsBook() throws IOException {
        FileChannel channel = FileChannel.open(book, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (channel.tryLock() == null) {
            channel.close();
            return false;
        }
        old = channel;
        return true;
    }

    /** Begins with what is in the book. */
    void copyBook() throws IOException {
        if (old == null) {
            throw new IllegalStateException("the book is not held");
        }
        Set<StandardOpenOption> asNew = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel copy = FileChannel.open(next(), asNew, OWNER_ALONE)) {
            long size = old.size();
            for (long done = 0; done < size; ) {
                done += old.transferTo(done, size - done, copy);
            }
        }
    }

    /** Moves the file into the book's place. It is on the disk before, and its name after that. */
    void intoPlace() throws IOException {
        try (FileChannel next = FileChannel.open(next(), StandardOpenOption.WRITE)) {
            next.force(true);
        }
        if (old == null) {
            // Fails when anything came into the place meanwhile, such as a book that somebody restores.
            Files.createLink(book, next());
            Files.delete(next());
        } else {
            keepOwner();
            Files.move(next(), book, StandardCopyOption.ATOMIC_MOVE);
        }
        try (FileChannel folder = FileChannel.open(book.resolveSibling(""), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    private void keepOwner() throws IOException {
        PosixFileAttributes was = attributes(book).readAttributes();
        PosixFileAttributeView is = attributes(next());
        is.setPermissions(was.permissions());
        if (!is.readAttributes().owner().equals(was.owner())) {
            is.setOwner(was.owner());
        }
        if (!is.readAttributes().group().equals(was.group())) {
            is.setGroup(was.group());
        }
    }

    private static PosixFileAttributeView attributes(Path file) {
        return Files.getFileAttributeView(file, PosixFileAttributeView.class);
    }

    /** The book is up to date and held. */
    void done() throws IOException {
        Files.deleteIfExists(lock);
    }

    /** What an earlier move left, or this one when it failed. */
    private void clear() throws IOException {
        Files.deleteIfExists(next());
        Files.deleteIfExists(beside(book, ".trace.db"));
    }

    @Override
    public void close() throws IOException {
        try (locked;
                FileChannel _ = old) {
            clear();
        }
    }
}
