package io.monthclose.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.h2.tools.RunScript;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A book whose September was closed when lines, draws and ledger entries were still rows of their own (schema 2) is brought up to
 * date when it is opened: its closed month has the same documents, and the next one goes on from it.
 */
class OldBookTest {
    private static final Path SAMPLE = Path.of("sample-data", "top-ups-before-and-after");

    @TempDir
    private Path folder = Path.of("");

    private TestProgram program = new TestProgram(Path.of(""));

    @BeforeEach
    void open_the_old_book() throws IOException, SQLException {
        String url = "jdbc:h2:file:" + folder.resolve("book") + ";WRITE_DELAY=0";
        try (Reader script = new InputStreamReader(
                        Objects.requireNonNull(OldBookTest.class.getResourceAsStream("book-of-schema-2.sql")),
                        StandardCharsets.UTF_8);
                Connection database = DriverManager.getConnection(url)) {
            RunScript.execute(database, script);
        }
        program = new TestProgram(folder).with("spring.datasource.url", url);
    }

    @Test
    void a_closed_month_has_the_documents_it_had() throws IOException {
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
        TestProgram.Result closed = program.run(
                "close",
                "--month",
                "2022-10",
                "--input",
                SAMPLE.resolve("2022-10").toString(),
                "--output",
                folder.resolve("2022-10").toString(),
                "--as-of",
                "2022-11-02T10:00:00+08:00");

        assertThat(closed.exitCode()).as(closed.err()).isZero();
        assertAsExpected("2022-10");
    }

    private void assertAsExpected(String month) throws IOException {
        try (Stream<Path> files = Files.list(SAMPLE.resolve("expected").resolve(month))) {
            List<Path> documents = files.toList();
            assertThat(documents).hasSize(7);
            for (Path document : documents) {
                assertThat(folder.resolve(month).resolve(document.getFileName()))
                        .hasSameBinaryContentAs(document);
            }
        }
    }
}
