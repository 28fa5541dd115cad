package io.monthclose.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --help} on everything, without a database. */
class HelpTest {
    @TempDir
    private Path folder = Path.of("");

    private SmallBook book;

    @BeforeEach
    void open() {
        book = new SmallBook(folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"close", "preview", "status", "history", "rerun", "explain", "verify", "export", "migrate"})
    void every_command_explains_itself(String command) {
        for (String help : List.of("--help", "-h")) {
            TestProgram.Result result = book.run(command, help);

            assertThat(result.exitCode()).isZero();
            assertThat(result.err()).isEmpty();
            assertThat(result.out()).startsWith("Usage: month-close " + command + " ");
        }
        assertThat(book.exists()).isFalse();
    }

    @Test
    void the_program_tells_its_commands_and_exit_codes_also_when_it_is_asked_nothing() {
        TestProgram.Result help = book.run("--help");

        assertThat(help.exitCode()).isZero();
        assertThat(help.err()).isEmpty();
        assertThat(help.out())
                .startsWith("Usage: month-close ")
                .contains("close", "preview", "status", "history", "rerun", "explain", "verify", "export", "migrate");
        for (int code : new int[] {0, 1, 3, 64, 65, 66, 69, 70, 73, 75, 76, 78, 143}) {
            assertThat(help.out()).containsPattern("\n +" + code + " +[a-z]");
        }
        assertThat(book.run()).isEqualTo(new TestProgram.Result(64, "", help.out()));
        assertThat(book.exists()).isFalse();
    }

    @Test
    void the_version_is_told_without_a_database() {
        assertThat(book.run("--version")).isEqualTo(new TestProgram.Result(0, "month-close development\n", ""));
        assertThat(book.run("close", "--version").out()).isEqualTo("month-close development\n");
        assertThat(book.exists()).isFalse();
    }

    @Test
    void close_tells_each_of_its_options() {
        assertThat(book.run("close", "--help").out())
                .contains(
                        "--month=YYYY-MM",
                        "--input=DIR",
                        "--usage-source=csv|jdbc",
                        "--output=DIR",
                        "--as-of=INSTANT",
                        "--price-book=FILE",
                        "--operator=NAME",
                        "--outside-window=REASON",
                        "--retake=REASON",
                        "--max-rejects=N|P%",
                        "--max-change=P%",
                        "--threads=N",
                        "--quiet",
                        "--log-format=text|json");
    }
}
