package io.monthclose.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exit code 73: the documents have nowhere to go. Found before anything is taken, where it can be. */
@Tag("book")
class UnwritableOutputTest {
    @TempDir
    private Path folder = Path.of("");

    private SmallBook book;

    @BeforeEach
    void open() {
        book = new SmallBook(folder);
    }

    @Test
    void an_output_that_is_a_file_or_lies_below_one_or_cannot_be_made_is_refused_before_anything_is_taken()
            throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        for (Path output : Stream.of(file, file.resolve("below"), Path.of("/proc/month-close/out"))
                .toList()) {
            TestProgram.Result refused = close(output);

            assertThat(refused.err())
                    .startsWith("month-close: output " + output + " cannot be written: ")
                    .hasLineCount(1);
            assertThat(refused.out()).isEmpty();
            assertThat(refused.exitCode()).isEqualTo(73);
            assertThat(book.rows("SELECT * FROM closing_month")).isEmpty();
        }
        assertThat(book.close().exitCode()).isZero();
    }

    @Test
    void where_a_document_cannot_be_moved_into_place_the_month_stays_settled_until_it_can() throws IOException {
        Files.createDirectories(book.output().resolve("ledger.csv").resolve("taken"));

        TestProgram.Result failed = book.close();

        assertThat(failed.err())
                .startsWith("month-close: output " + book.output().resolve("ledger.csv") + " cannot be written: ")
                .hasLineCount(1);
        assertThat(failed.exitCode()).isEqualTo(73);
        assertThat(book.rows("SELECT state FROM closing_month")).containsExactly("SETTLED");
        assertThat(hidden()).isZero();
        provisionalUntilItIsClosed();

        Files.delete(book.output().resolve("ledger.csv").resolve("taken"));
        Files.delete(book.output().resolve("ledger.csv"));
        assertThat(book.close().exitCode()).isZero();
        assertThat(book.documents()).hasSize(9);
        assertThat(hidden()).isZero();
    }

    /** Nothing of a month is final before its reconciliations are kept and its root is. */
    private void provisionalUntilItIsClosed() throws IOException {
        Path elsewhere = folder.resolve("elsewhere");
        String told = "2022-09: 9 documents in " + elsewhere
                + ", provisional: the month is not closed, close goes on with it\n";

        assertThat(book.run("export", "--month", "2022-09", "--output", elsewhere.toString())
                        .out())
                .isEqualTo(told);
        assertThat(book.run(
                                "rerun",
                                "--month",
                                "2022-09",
                                "--step",
                                "export",
                                "--reason",
                                "to see it",
                                "--output",
                                elsewhere.toString())
                        .out())
                .isEqualTo(told);
        assertThat(elsewhere.resolve("settlement.json"))
                .content()
                .contains("\"provisional\" : true", "\"root\" : null");
        assertThat(elsewhere.resolve("index.html"))
                .content()
                .contains(">Provisional<", "The month is not closed yet")
                .doesNotContain("Accounts are parked", ">Final<");
    }

    @Test
    void other_files_of_the_output_folder_stay_as_they_are() throws IOException {
        Files.createDirectories(book.output());
        Files.writeString(book.output().resolve("mine.txt"), "mine");
        Files.writeString(book.output().resolve("bills.csv"), "of another time");

        assertThat(book.close().exitCode()).isZero();

        assertThat(book.output().resolve("mine.txt")).hasContent("mine");
        assertThat(book.output().resolve("bills.csv")).content().startsWith("month,account_id,bill_id,");
    }

    @Test
    void an_export_that_cannot_be_written_is_refused() throws IOException {
        book.close();
        Path file = Files.createFile(folder.resolve("file"));

        TestProgram.Result refused = book.run("export", "--month", "2022-09", "--output", file.toString());

        assertThat(refused.err())
                .isEqualTo("month-close: output " + file + " cannot be written: " + file
                        + ": something of that name is in the way\n");
        assertThat(refused.exitCode()).isEqualTo(73);
    }

    private TestProgram.Result close(Path output) {
        return book.run(
                "close",
                "--month",
                "2022-09",
                "--input",
                book.input().toString(),
                "--output",
                output.toString(),
                "--quiet");
    }

    private long hidden() throws IOException {
        try (Stream<Path> files = Files.list(book.output())) {
            return files.filter(file -> file.getFileName().toString().startsWith("."))
                    .count();
        }
    }
}
