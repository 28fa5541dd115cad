package io.monthclose.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An H2 book that cannot be made, or brought up to date: said in one line, and the book is what it was. */
class UnmovableBookTest {
    private static final String CLOSED_MONTHS = "SELECT COUNT(*) FROM closing_month";

    @TempDir
    private Path folder = Path.of("");

    @Test
    void a_folder_that_cannot_be_written_is_said() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertRefused(program().with("spring.datasource.url", OldBook.url(file)).run("status"), 69, "cannot be made");
    }

    @Test
    void a_link_to_a_book_that_is_not_there_is_an_error_and_no_new_book() throws Exception {
        Path link =
                Files.createSymbolicLink(folder.resolve("book.mv.db"), folder.resolve("disk-that-is-away/book.mv.db"));

        assertRefused(program().run("status"), 69, "leads to no file");

        assertThat(link).isSymbolicLink();
    }

    @Test
    void a_disk_that_is_full_leaves_the_old_book_and_nothing_else() throws Exception {
        OldBook.in(folder);
        Path child = Files.createDirectory(folder.resolve("child"));
        Process process = new ChildProgram(child)
                .with("spring.datasource.url", OldBook.url(folder))
                .withFilesOfAtMost(90)
                .start("status");

        assertRefused(new ChildProgram(child).ended(process), 69, "is as it was: File too large");

        assertThat(folder.resolve("book.migrating.mv.db")).doesNotExist();
        assertThat(rows(CLOSED_MONTHS)).isEqualTo(1);
        assertThat(program().run("status").exitCode()).isZero();
    }

    @Test
    void a_schema_that_an_earlier_program_left_half_made_is_made_anew_when_there_is_no_row_in_it() throws Exception {
        assertThat(program().run("status").exitCode()).isZero();
        leaveHalfMade();

        TestProgram.Result status = program().run("status");

        assertThat(status.exitCode()).as(status.err()).isZero();
        assertThat(rows("SELECT COUNT(*) FROM \"flyway_schema_history\" WHERE NOT \"success\""))
                .isZero();
    }

    @Test
    void a_schema_that_an_earlier_program_left_half_made_is_left_alone_when_there_are_rows() throws Exception {
        OldBook.in(folder);
        execute("ALTER TABLE bill ADD COLUMN metered_calls DECIMAL(38) DEFAULT 0 NOT NULL");

        assertRefused(program().run("status"), 78, "restore the backup from before");
        execute("INSERT INTO \"flyway_schema_history\" SELECT 3, '3', 'one row per account', 'SQL',"
                + " 'V3__one_row_per_account.sql', 0, '', CURRENT_TIMESTAMP, 1, FALSE");
        assertRefused(program().run("status"), 78, "restore the backup from before");

        assertThat(rows(CLOSED_MONTHS)).isEqualTo(1);
        assertThat(folder.resolve("book.migrating.mv.db")).doesNotExist();
    }

    @Test
    void a_database_of_something_else_is_left_alone() throws Exception {
        execute("CREATE TABLE theirs (id INTEGER)");

        assertRefused(program().run("status"), 78, "is as it was");

        assertThat(rows("SELECT COUNT(*) FROM theirs")).isZero();
    }

    private void leaveHalfMade() throws SQLException {
        execute("DELETE FROM \"flyway_schema_history\" WHERE \"version\" >= '4'");
        execute("UPDATE \"flyway_schema_history\" SET \"success\" = FALSE WHERE \"version\" = '3'");
        execute("DROP TABLE take_query CASCADE");
        execute("DROP TABLE settlement CASCADE");
    }

    private TestProgram program() {
        return new TestProgram(folder).with("spring.datasource.url", OldBook.url(folder));
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(OldBook.url(folder));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private long rows(String count) throws SQLException {
        try (Connection connection = DriverManager.getConnection(OldBook.url(folder));
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(count)) {
            return row.next() ? row.getLong(1) : -1;
        }
    }

    private static void assertRefused(TestProgram.Result refused, int exitCode, String message) {
        assertThat(refused.err())
                .startsWith("month-close: the book ")
                .contains(message)
                .hasLineCount(1);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.exitCode()).isEqualTo(exitCode);
    }
}
