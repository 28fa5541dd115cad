package io.monthclose.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.monthclose.BookTables;
import io.monthclose.BookTables.Kind;
import io.monthclose.BookTables.Verb;
import io.monthclose.TestDatabase;
import io.monthclose.store.BookLease;
import io.monthclose.store.FencedTransactions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/** A PostgreSQL book with three roles: the owner makes the tables, the application closes months, the auditor reads. */
class BookRolesTest {
    private static final String AFTER_THE_WINDOW = "2022-10-05T00:00:00+08:00";

    @TempDir
    private Path folder = Path.of("");

    private final String suffix = "_" + UUID.randomUUID().toString().substring(0, 8);
    private final String owner = "owner" + suffix;
    private final String application = "application" + suffix;
    private final String auditor = "auditor" + suffix;
    private String url = "";
    private SmallBook book;

    @BeforeEach
    void make() {
        url = TestDatabase.postgresUrl("roles" + suffix);
        JdbcTemplate administrator = database("postgres");
        for (String role : new String[] {owner, application, auditor}) {
            administrator.execute("CREATE ROLE " + role + " LOGIN");
        }
        administrator.execute(
                "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I OWNER TO " + owner + "', current_database()); END $$");
        book = new SmallBook(folder.resolve("roles"));
    }

    private JdbcTemplate database(String role) {
        return new JdbcTemplate(new DriverManagerDataSource(url(role)));
    }

    private String url(String role) {
        return url.replace("user=postgres", "user=" + role);
    }

    private SmallBook as(String role) {
        return book.with("spring.datasource.url", url(role));
    }

    private TestProgram.Result migrate(String... more) {
        String[] arguments = new String[more.length + 1];
        arguments[0] = "migrate";
        System.arraycopy(more, 0, arguments, 1, more.length);
        return as(owner).run(arguments);
    }

    private TestProgram.Result migrateWithRoles() {
        TestProgram.Result migrated = migrate("--application", application, "--auditor", auditor);
        assertThat(migrated.err()).isEmpty();
        assertThat(migrated.exitCode()).isZero();
        return migrated;
    }

    @Test
    void the_owner_makes_the_tables_and_says_what_was_applied_and_granted() {
        assertThat(migrateWithRoles().out())
                .contains("applied     V2 book\n", "applied     V7 insert only\n")
                .endsWith("the book is up to date\n"
                        + "granted     " + application
                        + " closes months: it adds, and changes only how far a month has come\n"
                        + "granted     " + auditor + " reads, and adds a line to the history\n");
        assertThat(migrate().out())
                .doesNotContain("applied")
                .contains("the book is up to date\n", application, auditor);
    }

    @ParameterizedTest
    @CsvSource({"application", "auditor"})
    void each_verb_on_each_table(String role) {
        migrateWithRoles();
        JdbcTemplate database = database(role + suffix);
        SortedMap<String, String> expected = new TreeMap<>();
        SortedMap<String, String> found = new TreeMap<>();

        BookTables.of(database).forEach((table, kind) -> {
            for (Verb verb : Verb.values()) {
                boolean may = role.equals("auditor") ? auditorMay(table, verb) : applicationMay(kind, verb);
                expected.put(table + " " + verb, may ? "done" : "denied");
                found.put(table + " " + verb, BookTables.attempt(database, verb, table));
            }
        });

        assertThat(found).hasSizeGreaterThan(150).isEqualTo(expected);
    }

    private static boolean auditorMay(String table, Verb verb) {
        return verb == Verb.SELECT || (verb == Verb.INSERT && table.startsWith("launch"));
    }

    private static boolean applicationMay(Kind kind, Verb verb) {
        return switch (verb) {
            case SELECT -> true;
            case INSERT -> kind != Kind.OWNERS;
            case UPDATE -> kind == Kind.MARKED || kind == Kind.MOVES || kind == Kind.LEASE || kind == Kind.FRAMEWORK;
            case DELETE -> kind == Kind.GOES || kind == Kind.MARKED || kind == Kind.FRAMEWORK;
            case TRUNCATE -> false;
        };
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        application | CREATE TABLE theirs (id INTEGER)
        application | DROP TABLE bill
        application | ALTER TABLE bill DISABLE TRIGGER ALL
        application | ALTER TABLE bill ADD COLUMN theirs INTEGER
        application | DROP TRIGGER insert_only ON bill
        application | DROP FUNCTION insert_only CASCADE
        application | CREATE OR REPLACE FUNCTION insert_only() RETURNS trigger LANGUAGE sql AS 'SELECT NULL'
        application | SET session_replication_role = replica
        auditor     | CREATE TABLE theirs (id INTEGER)
        auditor     | ALTER TABLE bill DISABLE TRIGGER ALL
        auditor     | SET session_replication_role = replica
        """)
    void nobody_but_the_owner_makes_tables_or_turns_a_rule_off(String role, String statement) {
        migrateWithRoles();

        assertThat(catchThrowable(() -> database(role + suffix).execute(statement)))
                .rootCause()
                .hasFieldOrPropertyWithValue("SQLState", "42501");
    }

    /** Tables that a session makes for itself come before the book's, but not for the triggers. */
    @Test
    void a_trigger_is_not_deceived_by_a_table_of_the_session() {
        migrateWithRoles();
        assertThat(as(application).close().exitCode()).isZero();
        JdbcTemplate session = new JdbcTemplate(new SingleConnectionDataSource(url(application), true));
        session.execute("CREATE TEMPORARY TABLE settlement (billing_month TEXT, account_id TEXT)");
        session.execute("CREATE TEMPORARY TABLE closing_month (billing_month TEXT, state TEXT)");

        assertThat(catchThrowable(() -> session.execute("DELETE FROM bill")))
                .hasMessageContaining("month-close: bill of 2022-09 is closed: DELETE refused");
    }

    @Test
    void the_application_previews_takes_anew_parks_reruns_closes_and_exports() throws IOException {
        migrateWithRoles();
        SmallBook atOnce = new SmallBook(folder.resolve("at once"));
        assertThat(atOnce.close().exitCode()).isZero();
        as(application).at(AFTER_THE_WINDOW);
        assertThat(book.close().exitCode()).as("rated, and not charged").isEqualTo(76);

        Path later = book.priceBook("from: \"2020-01-01T00:00:00+08:00\"", "from: \"2022-09-20T00:00:00+08:00\"");
        String asOf = SmallBook.IN_THE_WINDOW;
        TestProgram.Result retaken =
                book.close("--as-of", asOf, "--retake", "other prices", "--price-book", later.toString());
        assertThat(retaken.err()).isEmpty();
        assertThat(retaken.exitCode()).as("parked").isEqualTo(3);
        TestProgram.Result closed = book.run(
                "rerun",
                "--month",
                SmallBook.MONTH,
                "--step",
                "rateAccounts",
                "--reason",
                "the prices",
                "--price-book",
                TestProgram.HOME.resolve("price-book.yaml").toString(),
                "--output",
                book.output().toString(),
                "--quiet");
        assertThat(closed.err()).isEmpty();
        assertThat(closed.exitCode()).isZero();

        assertThat(book.run("status").out()).startsWith("2022-09  CLOSED");
        assertThat(book.run(
                                "export",
                                "--month",
                                SmallBook.MONTH,
                                "--output",
                                book.output().toString())
                        .exitCode())
                .isZero();
        assertThat(book.documents()).isEqualTo(atOnce.documents());
        book.at("2022-11-02T10:00:00+08:00");
        TestProgram.Result preview = book.run(
                "preview",
                "--month",
                "2022-10",
                "--input",
                book.input().toString(),
                "--output",
                folder.resolve("preview").toString(),
                "--quiet");
        assertThat(preview.exitCode()).as(preview.err()).isEqualTo(3);
    }

    @Test
    void the_auditor_reads_all_of_it_and_cannot_close() {
        migrateWithRoles();
        assertThat(as(application).close().exitCode()).isZero();

        as(auditor);
        assertThat(book.run("status").out()).startsWith("2022-09  CLOSED");
        assertThat(book.run("history").out()).contains(" close 2022-09 at ");
        assertThat(book.run(
                                "export",
                                "--month",
                                SmallBook.MONTH,
                                "--output",
                                folder.resolve("again").toString())
                        .exitCode())
                .isZero();
        assertThat(SmallBook.documents(folder.resolve("again"))).isEqualTo(book.documents());
        assertRefused(book.close(), "permission denied for table book_lease");
    }

    @Test
    void the_auditor_verifies_explains_previews_and_takes_evidence_and_proof() {
        migrateWithRoles();
        TestProgram.Result closed = as(application).close();
        String root =
                closed.out().substring(closed.out().indexOf("root       ") + 11).substring(0, 64);
        String proofs = folder.resolve("proofs").toString();

        as(auditor);
        assertEndsWell(book.run("verify", "--month", SmallBook.MONTH, "--root", root, "--quiet"));
        assertEndsWell(book.run("explain", "--month", SmallBook.MONTH, "--account", "A0001"));
        assertEndsWell(book.run("export", "--month", SmallBook.MONTH, "--format", "evidence,json", "--output", proofs));
        assertEndsWell(book.run(
                "export", "--month", SmallBook.MONTH, "--format", "proof", "--account", "A0001", "--output", proofs));
        assertThat(folder.resolve("proofs"))
                .isDirectoryContaining("glob:**evidence-2022-09.zip")
                .isDirectoryContaining("glob:**proof-2022-09-A0001.txt");
        book.write("usage.csv", "record_id,account_id,api,calls,occurred_at\n");
        assertEndsWell(book.at("2022-11-02T10:00:00+08:00")
                .run(
                        "preview",
                        "--month",
                        "2022-10",
                        "--input",
                        book.input().toString(),
                        "--output",
                        folder.resolve("preview").toString(),
                        "--quiet"));
        assertThat(catchThrowable(() -> database(auditor).execute("SELECT refresh_statistics()")))
                .rootCause()
                .hasFieldOrPropertyWithValue("SQLState", "42501");
    }

    private static void assertEndsWell(TestProgram.Result ended) {
        assertThat(ended.err()).isEmpty();
        assertThat(ended.exitCode()).isZero();
    }

    private static void assertRefused(TestProgram.Result refused, String message) {
        assertThat(refused.err()).startsWith("month-close: ").contains(message).hasLineCount(1);
        assertThat(refused.exitCode()).isEqualTo(78);
    }

    @Test
    void before_it_is_granted_anything_the_application_is_told_so() {
        assertThat(migrate().exitCode()).isZero();

        assertRefused(as(application).close(), "month-close migrate");
    }

    @ParameterizedTest
    @CsvSource({"application", "auditor"})
    void a_schema_that_is_behind_is_brought_up_to_date_by_the_owner_alone(String role) {
        migrateWithRoles();
        database(owner).update("DELETE FROM flyway_schema_history WHERE version = '7'");

        for (String command : new String[] {"status", "migrate"}) {
            assertRefused(
                    as(role + suffix).run(command),
                    "the book's schema is behind the program, it lacks V7 insert only: run month-close migrate as the"
                            + " role that owns the tables");
        }
    }

    @ParameterizedTest
    @CsvSource({"application", "auditor", "owner"})
    void a_schema_of_a_newer_program_is_left_alone_by_everybody(String role) {
        migrateWithRoles();
        database(owner)
                .update("INSERT INTO flyway_schema_history SELECT 99, '99', 'later', type, 'V99__later.sql', 1,"
                        + " installed_by, installed_on, 1, TRUE FROM flyway_schema_history WHERE version = '7'");

        assertRefused(
                as(role + suffix).run("status"),
                "the book is of a newer program, its schema has V99 later: use that program, or a newer one");
    }

    @Test
    void roles_are_remembered_and_granted_again_and_one_that_is_replaced_is_left_with_nothing() {
        migrateWithRoles();
        database(owner).execute("REVOKE ALL ON bill FROM " + application);
        database(owner).execute("GRANT DELETE ON launch TO " + application);

        assertThat(migrate().exitCode()).isZero();

        assertThat(BookTables.attempt(database(application), Verb.INSERT, "bill"))
                .isEqualTo("done");
        assertThat(BookTables.attempt(database(application), Verb.DELETE, "launch"))
                .isEqualTo("denied");
        String other = "other" + suffix;
        database("postgres").execute("CREATE ROLE " + other + " LOGIN");
        assertThat(migrate("--application", other).out())
                .contains(other, auditor)
                .doesNotContain(application);
        assertThat(BookTables.attempt(database(other), Verb.INSERT, "bill")).isEqualTo("done");
        assertThat(BookTables.attempt(database(application), Verb.SELECT, "bill"))
                .isEqualTo("denied");
    }

    @Test
    void a_role_that_is_not_there_or_may_do_more_is_refused() {
        assertRefused(migrate("--application", "nobody" + suffix), "is not there: CREATE ROLE it first");
        assertRefused(migrate("--application", "postgres"), "role postgres is a superuser");
        assertRefused(migrate("--application", owner), "may do what the owner of the tables may");
        database("postgres").execute("GRANT CREATE ON SCHEMA public TO " + application);
        assertRefused(migrate("--application", application), "may make tables beside the book's");
        migrate("--auditor", auditor);
        assertRefused(
                as(auditor).run("migrate", "--auditor", auditor), "only the role that owns the tables migrates them");
    }

    @Test
    void roles_change_places_and_one_takes_the_place_of_the_other() {
        migrateWithRoles();

        assertThat(migrate("--application", auditor, "--auditor", application).out())
                .contains("granted     " + auditor + " closes months", "granted     " + application + " reads");
        assertThat(BookTables.attempt(database(auditor), Verb.INSERT, "bill")).isEqualTo("done");
        assertThat(BookTables.attempt(database(application), Verb.INSERT, "bill"))
                .isEqualTo("denied");
        assertThat(BookTables.attempt(database(application), Verb.SELECT, "bill"))
                .isEqualTo("done");

        assertThat(migrate("--application", application).out())
                .contains("granted     " + application + " closes months")
                .doesNotContain(auditor);
        assertThat(BookTables.attempt(database(application), Verb.INSERT, "bill"))
                .isEqualTo("done");
        assertThat(BookTables.attempt(database(auditor), Verb.SELECT, "bill")).isEqualTo("denied");

        TestProgram.Result both = migrate("--application", application, "--auditor", application);
        assertThat(both.exitCode()).isEqualTo(64);
        assertThat(both.err()).contains("--application and --auditor are both " + application);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        application | ALTER ROLE {role} CREATEROLE                                 | may make roles
        application | GRANT SET ON PARAMETER session_replication_role TO {role}    | may turn rules off
        application | GRANT pg_write_all_data TO {role}                            | may write to the book's tables
        application | GRANT {owner} TO {role}                                      | is a superuser, or may do what the owner of the tables may
        auditor     | GRANT {application} TO {role}                                | may write to the book's tables
        auditor     | GRANT pg_write_all_data TO {role}                            | may write to the book's tables
        auditor     | ALTER ROLE {role} CREATEROLE                                 | may make roles
        """)
    void a_role_that_could_go_round_the_rules_is_refused(String duty, String statement, String why) {
        migrateWithRoles();
        database("postgres")
                .execute(statement
                        .replace("{role}", duty + suffix)
                        .replace("{owner}", owner)
                        .replace("{application}", application));

        assertRefused(migrate(), "role " + duty + suffix + " " + why);
    }

    @Test
    void the_application_ends_the_sessions_of_a_close_whose_lease_ran_out() {
        migrateWithRoles();
        DriverManagerDataSource database = new DriverManagerDataSource(url(application));
        JdbcTemplate jdbc = new JdbcTemplate(database);
        FencedTransactions replaced = new FencedTransactions(database);
        BookLease held = BookLease.take(jdbc, replaced, Duration.ofMinutes(5), "ann on one");

        assertThat(catchThrowable(() -> new TransactionTemplate(replaced).executeWithoutResult(_ -> {
                    jdbc.queryForList("SELECT 1 FROM book");
                    database(owner).update("UPDATE book_lease_holder SET expires_at = clock_timestamp()");
                    DriverManagerDataSource elsewhere = new DriverManagerDataSource(url(application));
                    BookLease.take(
                                    new JdbcTemplate(elsewhere),
                                    new FencedTransactions(elsewhere),
                                    Duration.ofMinutes(5),
                                    "bob on two")
                            .close();
                })))
                .as("its session was ended")
                .isNotNull();
        held.close();
    }
}
