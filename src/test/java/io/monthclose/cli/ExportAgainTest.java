package io.monthclose.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code export}: the documents of a settled month again, the same bytes. */
@Tag("book")
class ExportAgainTest {
    @TempDir
    private Path folder = Path.of("");

    private SmallBook book;

    @BeforeEach
    void open() {
        book = new SmallBook(folder);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
        csv           ; .*[.]csv              ; 7 ; false
        json          ; settlement[.]json     ; 1 ; true
        html          ; index[.]html          ; 1 ; false
        HTML,csv      ; .*[.]csv|index[.]html ; 8 ; false
        csv,json,html ; .*                    ; 9 ; true
        """)
    void a_format_is_written_again_with_the_same_bytes_and_nothing_else(
            String format, String names, int count, boolean runJson) {
        book.close();
        SortedMap<String, String> expected = new TreeMap<>(book.documents());
        expected.keySet().removeIf(name -> !name.matches(names));
        Path again = folder.resolve("again");

        TestProgram.Result exported = book.at("2030-05-05T05:05:05+08:00")
                .run("export", "--month", "2022-09", "--output", again.toString(), "--format", format);

        assertThat(exported)
                .isEqualTo(new TestProgram.Result(0, "2022-09: " + count + " documents in " + again + "\n", ""));
        assertThat(SmallBook.documents(again)).isEqualTo(expected).hasSize(count);
        assertThat(Files.exists(again.resolve("run.json"))).isEqualTo(runJson);
    }

    @Test
    void without_a_format_everything_is_written_as_often_as_it_is_asked_for() {
        book.close();
        Path again = folder.resolve("again");
        for (int i = 0; i < 2; i++) {
            book.run("export", "--month", "2022-09", "--output", again.toString());

            assertThat(SmallBook.documents(again)).isEqualTo(book.documents());
            assertThat(again.resolve("run.json")).exists();
        }
    }

    @Test
    void a_month_that_is_not_settled_has_no_documents() {
        String output = folder.resolve("again").toString();

        TestProgram.Result unknown = book.run("export", "--month", "2022-09", "--output", output);
        assertThat(unknown.err())
                .isEqualTo("month-close: 2022-09 is not in the book; status shows the months that are\n");
        assertThat(unknown.exitCode()).isEqualTo(76);

        book.at("2022-10-05T00:00:00+08:00").close();
        TestProgram.Result rated = book.run("export", "--month", "2022-09", "--output", output);
        assertThat(rated.err()).isEqualTo("month-close: 2022-09 is RATED; only a settled month has documents\n");
        assertThat(rated.exitCode()).isEqualTo(76);
        assertThat(Path.of(output)).doesNotExist();
    }
}
