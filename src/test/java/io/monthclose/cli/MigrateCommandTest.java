package io.monthclose.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** {@code migrate} on an H2 book, which every command brings up to date, and which has no roles. */
class MigrateCommandTest {
    @TempDir
    private Path folder = Path.of("");

    private String url = "";
    private TestProgram program;

    @BeforeEach
    void make() {
        url = "jdbc:h2:file:" + folder.resolve("book") + ";WRITE_DELAY=0";
        program = new TestProgram(folder).with("spring.datasource.url", url);
    }

    @Test
    void a_book_is_up_to_date_once_it_is_open() {
        for (int again = 0; again < 2; again++) {
            TestProgram.Result migrated = program.run("migrate");

            assertThat(migrated.out()).isEqualTo("the book is up to date\n");
            assertThat(migrated.err()).isEmpty();
            assertThat(migrated.exitCode()).isZero();
        }
        assertThat(program.run("history").out()).doesNotContain("migrate");
    }

    @Test
    void roles_are_refused() {
        assertRefused(program.run("migrate", "--auditor", "ann"), 64, "and this book is an H2 file");
    }

    @Test
    void a_book_of_a_newer_program_is_left_alone() {
        program.run("migrate");
        new JdbcTemplate(new DriverManagerDataSource(url))
                .update("INSERT INTO \"flyway_schema_history\" SELECT 99, '99', 'later', \"type\", 'V99__later.sql',"
                        + " 1, \"installed_by\", \"installed_on\", 1, TRUE FROM \"flyway_schema_history\" WHERE"
                        + " \"version\" = '7'");

        assertRefused(program.run("status"), 78, " is of a newer program, its schema has V99 later: use that program");
        assertRefused(program.run("migrate"), 78, " is of a newer program");
    }

    private static void assertRefused(TestProgram.Result refused, int exitCode, String message) {
        assertThat(refused.err()).startsWith("month-close: ").contains(message).hasLineCount(1);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.exitCode()).isEqualTo(exitCode);
    }
}
