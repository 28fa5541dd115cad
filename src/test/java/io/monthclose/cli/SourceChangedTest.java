package io.monthclose.cli;

import static io.monthclose.cli.SourceBook.insert;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What was taken from a usage database stands, whatever becomes of the database. */
@Tag("book")
class SourceChangedTest {
    private static final String TOO_LATE = "2022-10-05T00:00:00+08:00";
    private static final String CHANGED =
            "month-close: the input changed since it was taken; --retake REASON takes it anew: ";

    @TempDir
    private Path folder = Path.of("");

    private SortedMap<String, String> undisturbed;

    @BeforeEach
    void close_undisturbed() throws IOException {
        SourceBook source = new SourceBook(SourceServer.H2, Files.createDirectory(folder.resolve("undisturbed")));
        source.with("slice-width", "1d").close();
        undisturbed = source.book().documents();
    }

    private SourceBook source(SourceServer server) throws IOException {
        return new SourceBook(server, Files.createDirectory(folder.resolve("book"))).with("slice-width", "1d");
    }

    @ParameterizedTest
    @EnumSource
    void a_source_that_changed_after_the_take_changes_nothing(SourceServer server) throws IOException {
        SourceBook source = source(server);
        source.book().at(TOO_LATE);
        assertThat(source.close().exitCode()).isEqualTo(76);
        source.execute(
                "UPDATE usage_row SET calls = 1",
                "DELETE FROM usage_row WHERE record_id = 'u2'",
                insert("u9", "A0001", "DetectProduct", 5, "2022-09-05 10:15:00+08:00"));

        assertThat(source.close("--as-of", SmallBook.IN_THE_WINDOW).exitCode()).isZero();

        assertThat(source.book().documents()).isEqualTo(undisturbed);
    }

    @ParameterizedTest
    @EnumSource
    void a_source_that_is_gone_after_the_take_is_not_missed(SourceServer server) throws IOException {
        SourceBook source = source(server);
        source.book().at(TOO_LATE);
        assertThat(source.close().exitCode()).isEqualTo(76);
        source.with("url", "jdbc:postgresql://localhost:1/gone");

        assertThat(source.close("--as-of", SmallBook.IN_THE_WINDOW).exitCode()).isZero();

        assertThat(source.book().documents()).isEqualTo(undisturbed);
    }

    /** The slice of the 16th cannot be kept; a change of those before it is not seen, one of those to come is. */
    @ParameterizedTest
    @CsvSource({"1, 1", "1, 8", "8, 1", "8, 8"})
    void slices_that_are_taken_are_not_read_again(String threadsBefore, String threadsAfter) throws IOException {
        SourceBook source = source(SourceServer.H2);
        source.book().at(TOO_LATE);
        source.with("query", "SELECT * FROM nowhere WHERE :from < :until").close();
        source.with("query", SourceBook.QUERY);
        source.book().execute("ALTER TABLE taken_slice ADD CONSTRAINT boom CHECK (slice <> 15)");
        TestProgram.Result failed = source.close("--threads", threadsBefore);
        assertThat(failed.exitCode()).isOne();
        assertThat(failed.err()).contains("can be run again").containsIgnoringCase("boom");
        assertThat(source.book().rows("SELECT COUNT(*) FROM taken_slice WHERE slice = 4"))
                .containsExactly("1");
        source.book().execute("ALTER TABLE taken_slice DROP CONSTRAINT boom");
        source.execute("UPDATE usage_row SET calls = 1 WHERE record_id = 'u1'");

        source.book().at(SmallBook.IN_THE_WINDOW);
        assertThat(source.close("--threads", threadsAfter).exitCode()).isZero();

        assertThat(source.book().documents()).isEqualTo(undisturbed);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        slice-width | 2d      | month-close.usage.slice-width: is PT48H, taken PT24H
        name        | other   | month-close.usage.name: is other, taken usage-db
        query       | SELECT * FROM usage_row WHERE occurred_at >= :from AND occurred_at < :until | month-close.usage.query: is another query than slices were taken with
        """)
    void what_slices_were_taken_with_stays(String setting, String value, String fault) throws IOException {
        SourceBook source = source(SourceServer.H2);
        source.book().at(TOO_LATE);
        source.close();

        TestProgram.Result refused = source.with(setting, value).close("--as-of", SmallBook.IN_THE_WINDOW);

        assertThat(refused.err()).isEqualTo(CHANGED + fault + "\n");
        assertThat(refused.exitCode()).isEqualTo(65);
    }

    @Test
    void a_query_that_no_slice_was_taken_with_may_be_corrected() throws IOException {
        SourceBook source = source(SourceServer.H2);
        source.execute(insert("u0", "A0001", "CropImage", 0, "2022-09-02 00:00:00+08:00"));
        String between = SourceBook.QUERY.replace("occurred_at < :until", "occurred_at <= :until");
        assertThat(source.with("query", between).close("--threads", "1").exitCode())
                .isEqualTo(65);
        assertThat(source.book().rows("SELECT state FROM closing_month")).containsExactly("OPEN");
        source.execute("DELETE FROM usage_row WHERE record_id = 'u0'");

        assertThat(source.with("query", SourceBook.QUERY).close().exitCode()).isZero();

        assertThat(source.book().rows("SELECT query FROM take_query")).containsExactly(SourceBook.QUERY);
        assertThat(source.book().documents()).isEqualTo(undisturbed);
    }

    @Test
    void a_month_goes_on_with_usage_from_where_it_was_planned() throws IOException {
        SourceBook source = source(SourceServer.H2);
        source.book().at(TOO_LATE);
        source.close();
        TestProgram.Result refused = source.book().close();
        assertThat(refused.err())
                .isEqualTo("month-close: the usage of 2022-09 was planned from a database: add --usage-source jdbc\n");
        assertThat(refused.exitCode()).isEqualTo(64);

        SmallBook files = new SmallBook(Files.createDirectory(folder.resolve("files"))).at(TOO_LATE);
        files.close();
        refused = files.close("--usage-source", "jdbc");
        assertThat(refused.err())
                .isEqualTo("month-close: the usage of 2022-09 was planned from files: leave out --usage-source jdbc\n");
        assertThat(refused.exitCode()).isEqualTo(64);
    }

    @Test
    void a_master_file_that_changed_is_refused_as_ever() throws IOException {
        SourceBook source = source(SourceServer.H2);
        source.book().at(TOO_LATE);
        source.close();
        Files.delete(source.book().input().resolve("top-ups.csv"));

        assertThat(source.close("--as-of", SmallBook.IN_THE_WINDOW).err())
                .isEqualTo(CHANGED + "top-ups.csv: is not there any more\n");
    }
}
