package io.monthclose.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.monthclose.intake.SourceServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code close --retake} as its user meets it: usage may come from elsewhere than before, and the history says why. */
@Tag("book")
class RetakeCommandTest {
    private static final String AFTER_THE_WINDOW = "2022-10-05T00:00:00+08:00";
    private static final String USAGE = """
        record_id,account_id,api,calls,occurred_at
        u1,A0001,DetectProduct,410000,2022-09-05T10:15:00+08:00
        u2,A0001,DetectProduct,800000,2022-09-16T14:30:00+08:00
        u3,A0002,CropImage,20000,2022-09-27T20:45:00+08:00
        """;

    @TempDir
    private Path folder = Path.of("");

    private SourceBook source;

    @BeforeEach
    void open() {
        source = new SourceBook(SourceServer.H2, folder.resolve("book"));
    }

    @Test
    void from_files_to_a_database() throws IOException {
        SourceBook atOnce = new SourceBook(SourceServer.H2, folder.resolve("at-once"));
        atOnce.close();
        source.book().write("usage.csv", USAGE.replace("410000", "7"));
        assertThat(source.book().at(AFTER_THE_WINDOW).close().exitCode()).isEqualTo(76);
        Files.delete(source.book().input().resolve("usage.csv"));

        TestProgram.Result retaken =
                source.close("--as-of", SmallBook.IN_THE_WINDOW, "--retake", "the file was a draft");

        assertThat(retaken.err()).isEmpty();
        assertThat(retaken.exitCode()).isZero();
        assertThat(source.book().documents()).isEqualTo(atOnce.book().documents());
        assertThat(source.book().run("history").out())
                .contains("--retake the file was a draft", " NOTE takeUsage RETAKE: take 2, the file was a draft\n");
    }

    @Test
    void from_a_database_to_files() {
        SmallBook atOnce = new SmallBook(folder.resolve("at-once"));
        atOnce.close();
        SortedMap<String, String> expected = atOnce.documents();
        source.execute("DELETE FROM usage_row WHERE record_id = 'u2'");
        source.book().at(AFTER_THE_WINDOW);
        assertThat(source.close().exitCode()).isEqualTo(76);
        source.book().write("usage.csv", USAGE);

        TestProgram.Result retaken =
                source.book().close("--as-of", SmallBook.IN_THE_WINDOW, "--retake", "the database lags");

        assertThat(retaken.exitCode()).isZero();
        assertThat(source.book().documents()).isEqualTo(expected);
    }
}
