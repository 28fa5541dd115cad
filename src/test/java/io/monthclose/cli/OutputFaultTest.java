package io.monthclose.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.monthclose.Survival;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/**
 * The output folder fails a close at each of its documents: something lies in a document's way, the folder vanishes, the file
 * system is full or read-only. The close ends 73; when the cause is gone the same command writes the same bytes, and money moved
 * once. A build does some of the many cases; the long suite does all.
 */
@Tag("survival")
@Tag("output")
class OutputFaultTest {
    private static final int MONTH = 1;
    private static final int CALLS_OF_THE_EXPORT = 60;
    private static final int LARGEST_PAGES = 64;
    private static final int LARGEST_FILES = 16;

    private final Survival survival = Survival.orSeed(0);

    @TempDir
    private Path folder = Path.of("");

    @Test
    void something_in_the_way_of_any_document_ends_73() throws Exception {
        BookChain chain = BookChain.closeUndisturbed(folder, 1);
        List<String> documents;
        try (Stream<Path> files = Files.list(folder.resolve("calm/out/2022-09"))) {
            documents =
                    files.map(file -> file.getFileName().toString()).sorted().toList();
        }
        assertThat(documents).hasSize(10);
        int cases = 0;
        for (String document : documents) {
            for (boolean empty : survival.isLong() ? List.of(true, false) : List.of(cases % 2 == 0)) {
                cases++;
                try (BookChain.Book book = chain.openBefore(MONTH)) {
                    Path inTheWay = book.output().resolve("2022-09").resolve(document);
                    Files.createDirectories(empty ? inTheWay : inTheWay.resolve("something"));
                    TestProgram.Result failed = book.close(MONTH, 1, JdbcFaults.none());
                    assertThat(failed.exitCode())
                            .as(document + " " + failed.err())
                            .isEqualTo(73);
                    assertThat(failed.err()).contains(document).hasLineCount(1);
                    FileSystemUtils.deleteRecursively(inTheWay);
                    book.endsAsUndisturbed(MONTH, document);
                }
            }
        }
        survival.did("output", cases + " times something in the way of a document");
    }

    @Test
    void an_output_folder_that_vanishes_ends_73_or_the_documents_were_written() throws Exception {
        BookChain chain = BookChain.closeUndisturbed(folder, 1);
        long last = chain.calls(MONTH);
        int refused = 0;
        int cases = 0;
        for (long call = last; call > last - CALLS_OF_THE_EXPORT; call -= survival.isLong() ? 1 : 7) {
            try (BookChain.Book book = chain.openBefore(MONTH)) {
                Path output = book.output().resolve("2022-09");
                TestProgram.Result failed = book.close(MONTH, 1, JdbcFaults.doing(call, () -> remove(output)));
                String what = "vanished at call " + call + " of " + last + ": " + failed.err();
                assertThat(failed.exitCode()).as(what).isIn(3, 73);
                refused += failed.exitCode() == 73 ? 1 : 0;
                cases++;
                if (failed.exitCode() == 3) {
                    // Written, and then gone: whoever lost them has them written again.
                    assertThat(book.run("export", "--month", "2022-09", "--output", output.toString())
                                    .exitCode())
                            .as(what)
                            .isZero();
                }
                book.endsAsUndisturbed(MONTH, what);
            }
        }
        assertThat(refused).isPositive();
        survival.did("output", cases + " vanished folders, " + refused + " of them in time to end 73");
    }

    /** As the file system has room for one page or file more each time, it is full at each document in turn. */
    @Test
    void a_file_system_that_is_full_or_read_only_ends_73() throws Exception {
        Path probe = Files.createDirectories(folder.resolve("probe"));
        assumeThat(new ProcessBuilder("unshare", "-rm", "mount", "-t", "tmpfs", "none", probe.toString())
                        .start()
                        .waitFor())
                .as("whether file systems can be mounted here")
                .isZero();
        BookChain chain = BookChain.closeUndisturbed(folder, 1);
        List<String> options = new ArrayList<>(List.of("ro"));
        for (int pages = 1; pages < LARGEST_PAGES; pages += survival.isLong() ? 1 : 20) {
            options.add("size=" + 4 * pages + "k");
        }
        for (int files = 1; files < LARGEST_FILES; files += survival.isLong() ? 1 : 8) {
            options.add("nr_inodes=" + files);
        }
        int refused = 0;
        for (String option : options) {
            refused += isRefused(chain, option) ? 1 : 0;
        }
        assertThat(refused).isGreaterThan(3);
        survival.did("output", options.size() + " small file systems, " + refused + " of them ended 73");
    }

    /** Closes on a file system of its own with these options; whether it had no room. */
    private static boolean isRefused(BookChain chain, String option) throws Exception {
        try (BookChain.Book book = chain.openBefore(MONTH)) {
            Path output = Files.createDirectories(book.output().resolve("2022-09"));
            String mountAndRun = "mount -t tmpfs -o " + option + " none \"$0\" && exec \"$@\"";
            ChildProgram child = book.child("full").under("unshare", "-rm", "sh", "-c", mountAndRun, output.toString());
            TestProgram.Result failed = child.run(book.command(MONTH));
            assertThat(failed.exitCode()).as(option + " " + failed.err()).isIn(3, 73);
            if (failed.exitCode() == 3) {
                // It had room, and is gone with its process.
                assertThat(book.run("export", "--month", "2022-09", "--output", output.toString())
                                .exitCode())
                        .isZero();
            } else {
                String why = option.equals("ro") ? "Read-only file system" : "No space left on device";
                assertThat(failed.err())
                        .contains(output + " cannot be written: ")
                        .endsWith(why + "\n")
                        .hasLineCount(1);
            }
            book.endsAsUndisturbed(MONTH, option + " " + failed.err());
            return failed.exitCode() == 73;
        }
    }

    private static void remove(Path folder) {
        try {
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
