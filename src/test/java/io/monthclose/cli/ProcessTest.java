package io.monthclose.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.monthclose.intake.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process: what leaves it on its two streams and as its exit code, logging and all. */
class ProcessTest {
    @TempDir
    private Path folder = Path.of("");

    private SmallBook book;
    private ChildProgram program;

    @BeforeEach
    void open() {
        book = new SmallBook(folder);
        program = new ChildProgram(folder);
    }

    @Test
    void a_close_that_goes_well_writes_its_steps_to_standard_error_and_its_summary_to_standard_output()
            throws Exception {
        TestProgram.Result closed = program.run(close("--as-of", SmallBook.IN_THE_WINDOW));

        assertThat(closed.err().lines()).hasSize(6).allMatch(line -> line.matches("[a-zA-Z]+ +[a-z].*"));
        assertThat(closed.out()).startsWith("2022-09 is closed, the first month of this book\n");
        assertThat(closed.exitCode()).isZero();
    }

    @Test
    void a_known_problem_is_one_line_on_standard_error_and_nothing_else() throws Exception {
        assertOneLine(
                program.run(close("--frobnicate")), 64, "Unknown option: '--frobnicate'; see month-close close --help");
        assertThat(book.exists()).isFalse();

        book.write("top-ups.csv", "top_up_id,account_id,amount,received_at\nT1,A0001,0,2022-09-01T00:00Z\n");
        assertOneLine(
                program.run(close("--quiet", "--as-of", SmallBook.IN_THE_WINDOW)),
                65,
                "master files refused: top-ups.csv line 2: amount '0' is not above 0 with at most 2 decimals and 15"
                        + " digits before them");

        assertOneLine(
                program.with("month-close.slice-bytes", "0").run(close()),
                78,
                "settings refused: month-close.slice-bytes: 0 is not 1 to 1073741824");
    }

    @Test
    void an_unexpected_failure_is_told_first_and_its_trace_goes_to_standard_error_only() throws Exception {
        program.run("status");
        book.execute("ALTER TABLE bill ADD CONSTRAINT broken CHECK (amount_due < 0)");

        TestProgram.Result failed = program.run(close("--quiet", "--as-of", SmallBook.IN_THE_WINDOW));

        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(failed.out()).isEmpty();
        assertThat(failed.err())
                .startsWith("month-close: the close of 2022-09 failed and can be run again: ")
                .contains("\n\tat io.monthclose.store.")
                .containsPattern(Pattern.compile("^Caused by: ", Pattern.MULTILINE));
        assertThat(failed.err().lines().filter(line -> line.startsWith("month-close: ")))
                .hasSize(1);
    }

    @Test
    void a_jar_that_is_gone_is_told_before_anything_is_done() throws Exception {
        Path gone = folder.resolve("month-close.jar");

        TestProgram.Result refused =
                program.with("launcher.jar", gone.toString()).run(close("--as-of", SmallBook.IN_THE_WINDOW));

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err())
                .startsWith("month-close: the jar that this program was started from, " + gone + ", cannot be read");
        assertThat(book.run("status").out()).contains("no month was ever closed in this book");
        Files.writeString(gone, "a jar");
        assertThat(program.run(close("--as-of", SmallBook.IN_THE_WINDOW)).exitCode())
                .isZero();
        assertThat(book.rows("SELECT seal_statement FROM month_seal"))
                .singleElement()
                .asString()
                .contains("\nprogram " + Sha256.of(gone) + " ");
    }

    @Test
    void a_database_that_cannot_be_reached_ends_69_in_one_line() throws Exception {
        Path folderInTheWay = Files.createDirectory(folder.resolve("book.mv.db"));

        TestProgram.Result unreachable = program.run(close());

        assertThat(unreachable.err())
                .startsWith("month-close: database not reachable: ")
                .contains(folderInTheWay.toString())
                .hasLineCount(1);
        assertThat(unreachable.out()).isEmpty();
        assertThat(unreachable.exitCode()).isEqualTo(69);
    }

    @Test
    void a_book_that_another_process_has_open_ends_75_for_every_command() throws Exception {
        Process holder = holder();
        try {
            for (List<String> command : List.of(
                    List.of(close()),
                    List.of("status"),
                    List.of("history"),
                    List.of("export", "--month", "2022-09", "--output", "x"))) {
                assertOneLine(
                        book.run(command.toArray(String[]::new)),
                        75,
                        "the book is in use by another process (its database file is locked): retry later");
            }
            assertOneLine(
                    program.run(close()),
                    75,
                    "the book is in use by another process (its database file is locked): retry later");
        } finally {
            holder.destroyForcibly().waitFor();
        }
        assertThat(book.close().exitCode()).isZero();
    }

    private Process holder() throws IOException, InterruptedException {
        Path elsewhere = Files.createDirectories(folder.resolve("holder"));
        Process holder = new ChildProgram(elsewhere).start(BookHolder.class, book.url());
        while (!Files.readString(elsewhere.resolve("child.out")).contains("held")) {
            assertThat(holder.isAlive()).isTrue();
            Thread.sleep(20);
        }
        return holder;
    }

    private String[] close(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "close",
                "--month",
                "2022-09",
                "--input",
                book.input().toString(),
                "--output",
                book.output().toString()));
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }

    private static void assertOneLine(TestProgram.Result result, int exitCode, String message) {
        assertThat(result.err()).isEqualTo("month-close: " + message + "\n");
        assertThat(result.out()).isEmpty();
        assertThat(result.exitCode()).isEqualTo(exitCode);
    }
}
