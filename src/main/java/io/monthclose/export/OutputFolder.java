package io.monthclose.export;

import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder whose documents appear only when all of them are whole: they are written into a hidden folder inside it, and moved
 * out of there one by one, each in one move, at the end. Other files that lie there stay as they are.
 */
final class OutputFolder implements DocumentSink, AutoCloseable {
    private static final String WRITING = ".writing-";

    private final Path folder;
    private final Path writing;

    private OutputFolder(Path folder, Path writing) {
        this.folder = folder;
        this.writing = writing;
    }

    /**
     * Opens a folder for writing, and makes it where it is not there.
     *
     * @throws ProblemException OUTPUT_NOT_WRITTEN when it cannot be written to
     */
    static OutputFolder open(Path folder) {
        try {
            Files.createDirectories(folder);
            return new OutputFolder(folder, Files.createTempDirectory(folder, WRITING));
        } catch (IOException e) {
            throw notWritten(folder, e);
        }
    }

    @Override
    public OutputStream open(String name) throws IOException {
        return Files.newOutputStream(file(name));
    }

    Path file(String name) {
        return writing.resolve(name);
    }

    /** Moves the documents into place, in the order given, when nothing lies in the way of any. */
    void publish(List<String> names) {
        for (String name : names) {
            if (Files.isDirectory(folder.resolve(name))) {
                throw notWritten(folder.resolve(name), new IOException("a folder of that name is in the way"));
            }
        }
        for (String name : names) {
            try {
                Files.move(
                        writing.resolve(name),
                        folder.resolve(name),
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                throw notWritten(folder.resolve(name), e);
            }
        }
    }

    /** Removes what is left of the hidden folder. */
    @Override
    public void close() {
        try (Stream<Path> left = Files.walk(writing)) {
            left.sorted(Comparator.reverseOrder()).forEach(OutputFolder::delete);
        } catch (IOException | UncheckedIOException e) {
            // Nothing is lost: a hidden folder stays behind beside documents that are whole.
        }
    }

    static ProblemException notWritten(Path path, Exception cause) {
        return new ProblemException(
                ProblemCode.OUTPUT_NOT_WRITTEN,
                "output " + path + " cannot be written: " + cause.getClass().getSimpleName() + " " + cause.getMessage(),
                cause);
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
