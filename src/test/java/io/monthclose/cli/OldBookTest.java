package io.monthclose.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A book whose September was closed when lines, draws and ledger entries were still rows of their own (schema 2) is brought up to
 * date when it is opened: its closed month has the same documents, and the next one goes on from it.
 */
class OldBookTest {
    @TempDir
    private Path folder = Path.of("");

    private TestProgram program = new TestProgram(Path.of(""));

    @BeforeEach
    void open_the_old_book() throws IOException, SQLException {
        OldBook.in(folder);
        program = new TestProgram(folder).with("spring.datasource.url", OldBook.url(folder));
    }

    @Test
    void a_closed_month_has_the_documents_it_had() throws IOException {
        exportClosed();
    }

    private void exportClosed() throws IOException {
        TestProgram.Result exported = program.run(
                "export",
                "--month",
                "2022-09",
                "--output",
                folder.resolve("2022-09").toString());

        assertThat(exported.exitCode()).as(exported.err()).isZero();
        assertAsExpected("2022-09");
    }

    @Test
    void the_next_month_goes_on_from_it() throws IOException {
        closeNext();
    }

    private void closeNext() throws IOException {
        TestProgram.Result closed = program.run(
                "close",
                "--month",
                "2022-10",
                "--input",
                OldBook.SAMPLE.resolve("2022-10").toString(),
                "--output",
                folder.resolve("2022-10").toString(),
                "--as-of",
                "2022-11-02T10:00:00+08:00");

        assertThat(closed.exitCode()).as(closed.err()).isZero();
        assertAsExpected("2022-10");
    }

    /** Its root would be of documents that were made again; the chain starts with the month after it. */
    @Test
    void a_month_that_was_closed_without_a_root_has_none_and_the_next_one_starts_the_chain() throws IOException {
        exportClosed();
        TestProgram.Result evidence = program.run(
                "export",
                "--month",
                "2022-09",
                "--format",
                "evidence",
                "--output",
                folder.resolve("evidence").toString());
        closeNext();

        assertThat(Files.readString(folder.resolve("2022-09").resolve("settlement.json")))
                .doesNotContain("\"root\"");
        assertThat(evidence.exitCode()).isEqualTo(76);
        assertThat(evidence.err()).contains("2022-09 has no root: it was closed by a version of the program");
        assertThat(Files.readString(folder.resolve("2022-10").resolve("settlement.json")))
                .contains("\"previous_root\" : \"" + "0".repeat(64));
    }

    /** Its documents are those of the version that closed it, and name no root. */
    @Test
    void a_month_that_was_closed_without_a_root_agrees_with_itself_settled_again() {
        TestProgram.Result verified = program.run("verify", "--month", "2022-09", "--quiet");

        assertThat(verified.out())
                .containsPattern("\n  month_document +9  rows, with those settled again\n")
                .containsPattern("\n  root +0  the month was closed by a version of the program that made none\n")
                .endsWith("2022-09 agrees with what was recorded of it\n");
        assertThat(verified.err()).isEmpty();
        assertThat(verified.exitCode()).isZero();
    }

    @Test
    void the_close_that_makes_the_first_root_says_that_it_stands_on_none() throws IOException {
        closeNext();

        assertThat(program.run("history", "--month", "2022-10").out())
                .contains("FIRST OF ROOTS: no month before 2022-10 has a root; it stands on none");
        assertThat(program.run("verify", "--month", "2022-09", "--quiet").exitCode())
                .isZero();
        assertThat(program.run("verify", "--month", "2022-10", "--quiet").exitCode())
                .isZero();
    }

    private void assertAsExpected(String month) throws IOException {
        try (Stream<Path> files = Files.list(OldBook.SAMPLE.resolve("expected").resolve(month))) {
            List<Path> documents = files.toList();
            assertThat(documents).hasSize(7);
            for (Path document : documents) {
                assertThat(folder.resolve(month).resolve(document.getFileName()))
                        .hasSameBinaryContentAs(document);
            }
        }
    }
}
