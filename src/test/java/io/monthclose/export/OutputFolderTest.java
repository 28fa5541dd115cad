package io.monthclose.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a killed process left in an output folder is cleared away, and nothing that another one still writes. */
class OutputFolderTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void documents_appear_when_they_are_whole_and_nothing_else_stays() throws IOException {
        try (OutputFolder output = OutputFolder.open(folder)) {
            Files.writeString(output.file("bills.csv"), "month");
            Files.writeString(output.file("not-published.csv"), "month");
            output.publish(List.of("bills.csv"));
        }

        assertThat(folder).isDirectoryContaining("glob:**bills.csv");
        assertThat(folder.toFile().list()).containsExactly("bills.csv");
    }

    @Test
    void what_a_killed_process_left_is_cleared_away() throws IOException {
        Path left = Files.createDirectory(folder.resolve(".writing-1"));
        Files.writeString(left.resolve("owner"), "");
        Files.writeString(left.resolve("2022-09-A0001.pdf"), "of a customer");

        OutputFolder.open(folder).close();

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void what_this_process_writes_stays() throws IOException {
        try (OutputFolder first = OutputFolder.open(folder);
                OutputFolder second = OutputFolder.open(folder)) {
            Files.writeString(first.file("a"), "");
            Files.writeString(second.file("b"), "");
            first.publish(List.of("a"));
            second.publish(List.of("b"));
        }

        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void what_another_process_writes_stays_until_it_is_killed() throws Exception {
        Path program = Files.writeString(folder.resolve("Writer.java"), """
            public class Writer {
                public static void main(String[] arguments) throws Exception {
                    var folder = java.nio.file.Files.createDirectory(java.nio.file.Path.of(arguments[0]));
                    try (var channel = java.nio.channels.FileChannel.open(
                            folder.resolve("owner"),
                            java.nio.file.StandardOpenOption.CREATE_NEW,
                            java.nio.file.StandardOpenOption.WRITE)) {
                        channel.lock();
                        System.out.println("writing");
                        Thread.sleep(60_000);
                    }
                }
            }
            """);
        Path writing = folder.resolve(".writing-2");
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        program.toString(),
                        writing.toString())
                .start();
        try {
            assertThat(new String(writer.getInputStream().readNBytes(7), StandardCharsets.US_ASCII))
                    .isEqualTo("writing");

            OutputFolder.open(folder).close();
            assertThat(writing).isDirectory();
        } finally {
            writer.destroyForcibly();
            assertThat(writer.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }

        OutputFolder.open(folder).close();
        assertThat(writing).doesNotExist();
    }

    @Test
    void a_hidden_folder_without_an_owner_is_left_alone() throws IOException {
        Path other = Files.createDirectory(folder.resolve(".writing-3"));
        Files.writeString(other.resolve("something"), "");

        OutputFolder.open(folder).close();

        assertThat(other.resolve("something")).exists();
    }
}
