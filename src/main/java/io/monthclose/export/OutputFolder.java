package io.monthclose.export;

import io.monthclose.intake.FileTrouble;
import io.monthclose.intake.Sha256;
import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * A folder whose documents appear only when all of them are whole: they are written into a hidden folder inside it, and moved
 * out of there one by one, each in one move, at the end. Other files that lie there stay as they are.
 */
final class OutputFolder implements DocumentSink, AutoCloseable {
    private final Path folder;
    private final WritingFolder writing;

    private OutputFolder(Path folder, WritingFolder writing) {
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
            return new OutputFolder(folder, WritingFolder.in(folder));
        } catch (IOException e) {
            throw notWritten(folder, e);
        }
    }

    @Override
    public OutputStream open(String name) throws IOException {
        return Files.newOutputStream(file(name));
    }

    Path file(String name) {
        return writing.path().resolve(name);
    }

    /** Writes a document that is there as a whole. */
    WrittenFile write(String name, byte[] bytes) throws IOException {
        Files.write(file(name), bytes);
        return new WrittenFile(name, bytes.length, Sha256.of(bytes));
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
                        file(name),
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
        writing.close();
    }

    static ProblemException notWritten(Path path, Exception cause) {
        return new ProblemException(
                ProblemCode.OUTPUT_NOT_WRITTEN,
                "output " + path + " cannot be written: " + FileTrouble.of(cause),
                cause);
    }
}
