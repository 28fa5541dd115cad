package io.monthclose.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTroubleTest {
    @TempDir
    private Path folder = Path.of("");

    private Path file = Path.of("");

    @BeforeEach
    void makeFile() throws IOException {
        file = Files.createFile(folder.resolve("file"));
    }

    @Test
    void what_java_says_by_the_name_of_an_exception_is_said_in_words() {
        Path none = folder.resolve("none");

        assertThat(of(() -> Files.readAllBytes(none))).isEqualTo(none + ": not there");
        assertThat(of(() -> Files.createDirectories(file))).isEqualTo(file + ": something of that name is in the way");
        assertThat(FileTrouble.of(new NotDirectoryException("out"))).isEqualTo("out: not a folder");
        assertThat(FileTrouble.of(new AccessDeniedException("out/bills.csv")))
                .isEqualTo("out/bills.csv: permission denied");
    }

    @Test
    void what_the_operating_system_says_is_said() {
        Path below = file.resolve("below");

        assertThat(of(() -> Files.createFile(below))).isEqualTo(below + ": Not a directory");
        assertThat(of(() -> Files.readAllBytes(folder))).isEqualTo("Is a directory");
    }

    @Test
    void what_is_wrapped_is_told_by_what_it_began_with() {
        IOException full = new IOException("No space left on device");

        assertThat(FileTrouble.of(new UncheckedIOException(new IOException("a document", full))))
                .isEqualTo("No space left on device");
        assertThat(FileTrouble.of(new IOException(new IllegalStateException("the page has no end"))))
                .isEqualTo("java.lang.IllegalStateException: the page has no end");
    }

    @Test
    void what_says_nothing_is_told_by_its_kind() {
        assertThat(FileTrouble.of(new IOException())).isEqualTo("IOException");
        assertThat(FileTrouble.of(new FileSystemException("out"))).isEqualTo("out: FileSystemException");
        assertThat(FileTrouble.of(new IllegalStateException())).isEqualTo("IllegalStateException");
    }

    private static String of(ThrowingCallable reading) {
        return FileTrouble.of(catchThrowableOfType(IOException.class, reading));
    }
}
