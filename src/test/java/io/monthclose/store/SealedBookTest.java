package io.monthclose.store;

import static io.monthclose.job.TwelveAccounts.AUGUST;
import static io.monthclose.job.TwelveAccounts.SEPTEMBER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.monthclose.TestDatabase;
import io.monthclose.export.ExportFormat;
import io.monthclose.export.MonthExport;
import io.monthclose.job.Progress;
import io.monthclose.job.TestBook;
import io.monthclose.job.TwelveAccounts;
import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import io.monthclose.seal.RootStatement;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What was changed in a closed month behind the program's back is not what was sealed, and is named. */
@Tag("book")
@TestInstance(Lifecycle.PER_CLASS)
class SealedBookTest {
    private final TestBook book = TestBook.inMemory("sealed-book", 2, Map.of("month-close.accounts-per-chunk", "5"));

    @BeforeAll
    void close_two_months(@TempDir Path folder) {
        TwelveAccounts input = new TwelveAccounts(folder);
        input.close(book, AUGUST, folder.resolve("out-8"), Progress.NONE);
        input.close(book, SEPTEMBER, folder.resolve("out-9"), Progress.NONE);
        if (!TestDatabase.isPostgres()) {
            book.jdbc()
                    .queryForList("SELECT DISTINCT trigger_name FROM information_schema.triggers", String.class)
                    .forEach(name -> book.jdbc().execute("DROP TRIGGER \"" + name + "\""));
        }
    }

    @AfterAll
    void close_the_book() {
        book.close();
    }

    @Test
    void what_nobody_touched_is_as_it_was_sealed() {
        assertThat(seal().differences(AUGUST)).isEmpty();
        assertThat(seal().differences(SEPTEMBER)).isEmpty();
        assertThat(differences(AUGUST)).isEmpty();
        assertThat(differences(SEPTEMBER)).isEmpty();
        assertThat(root(AUGUST)).isEqualTo(sealed(AUGUST).rootStatement());
        assertThat(root(SEPTEMBER)).isEqualTo(sealed(SEPTEMBER).rootStatement());
    }

    @Test
    void each_month_is_chained_to_the_one_before() {
        assertThat(sealed(AUGUST).previousRoot()).isEqualTo("0".repeat(64));
        assertThat(sealed(AUGUST).previousSeal()).isEqualTo("0".repeat(64));
        assertThat(sealed(SEPTEMBER).previousRoot()).isEqualTo(sealed(AUGUST).root());
        assertThat(sealed(SEPTEMBER).previousSeal()).isEqualTo(sealed(AUGUST).seal());
    }

    @Test
    void no_table_with_rows_of_a_month_is_left_out() {
        List<String> ofMonths = book.jdbc()
                .queryForList(
                        "SELECT LOWER(table_name) FROM information_schema.columns WHERE LOWER(column_name) ="
                                + " 'billing_month' AND LOWER(table_schema) = 'public'",
                        String.class);
        List<String> sealed = SealedTable.ALL.stream().map(SealedTable::name).toList();

        assertThat(new TreeSet<>(ofMonths))
                .contains("bill", "settlement")
                .isSubsetOf(Stream.concat(sealed.stream(), Stream.of("month_seal", "sealed_row", "keeps_rows"))
                        .toList());
        assertThat(sealed).contains("book", "price_book", "price_book_pool", "launch_event");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "UPDATE bill SET amount_due = amount_due + 0.01 WHERE account_id = 'A0007' AND :sept | bill",
                "UPDATE bill SET lines = REPLACE(lines, 'DetectProduct', 'CropImage') WHERE account_id = 'A0001' AND"
                        + " :sept | bill",
                "DELETE FROM bill WHERE account_id = 'A0002' AND :sept | bill",
                "UPDATE settlement SET entries = REPLACE(entries, 'CHARGE', 'FREEZE') WHERE account_id = 'A0003' AND"
                        + " :sept | settlement",
                "UPDATE settlement SET released_month = '2022-07' WHERE account_id = 'A0004' AND :sept | settlement",
                "UPDATE account SET name = 'Another' WHERE account_id = 'A0005' | 2022-08 account",
                "UPDATE account SET opened_on = DATE '2021-12-31' WHERE account_id = 'A0005' | 2022-08 account",
                "UPDATE pack_movement SET drawn = drawn + 1 WHERE pack_id = 'P1-spare' AND :sept | pack_movement",
                "UPDATE month_account SET due = NOT due WHERE account_id = 'A0001' AND :sept | month_account",
                "UPDATE month_pack SET opening = opening + 1 WHERE pack_id = 'P1-spare' AND :sept | month_pack",
                "UPDATE top_up SET amount = amount + 1 WHERE top_up_id = 'T1-2022-09' | top_up",
                "UPDATE pack SET calls = calls + 1 WHERE pack_id = 'P1-lasts' | 2022-08 pack",
                "DELETE FROM counted_top_up WHERE top_up_id = 'T1-2022-09' | counted_top_up",
                "UPDATE reject SET detail = 'another' WHERE reason = 'UNKNOWN_API' AND :sept | reject",
                "UPDATE reject SET raw = raw_sha WHERE reason = 'UNKNOWN_API' AND :sept | reject",
                "UPDATE book SET currency = 'EUR' | book",
                "UPDATE price_book SET version = 'another' | price_book",
                "UPDATE price_book_pool SET calls = calls + 1 WHERE api = 'CropImage' | price_book_pool",
                "UPDATE closing_month SET settlement_instant = '2022-10-03T15:00:01.000000000Z' WHERE :sept |"
                        + " closing_month 2022-09",
                "UPDATE usage_take SET reason = 'none' WHERE :sept | usage_take 2022-09,1",
                "UPDATE take_input SET name = 'usage-3.csv' WHERE role = 'USAGE' AND file = 1 AND :sept | take_input"
                        + " 2022-09,1,USAGE,1",
                "UPDATE take_slice SET until_byte = until_byte + 1 WHERE slice = 0 AND :sept | take_slice 2022-09,1,0",
                "UPDATE taken_slice SET kept = kept + 1 WHERE slice = 1 AND :sept | taken_slice 2022-09,1,1",
                "UPDATE segment SET row_count = row_count + 1 WHERE bucket = 0 AND slice = 0 AND :sept | segment"
                        + " 2022-09,1,0,0",
                "DELETE FROM segment WHERE bucket = 0 AND slice = 0 AND :sept | segment 2022-09,1,0,0",
                "UPDATE rated_rows SET accepted = accepted + 1 WHERE first_account_id = 'A0001' AND file = 0 AND :sept"
                        + " | rated_rows 2022-09,A0001,0",
                "UPDATE invariant_result SET holds = NOT holds WHERE number = 3 AND :sept | invariant_result 2022-09,3",
                "UPDATE month_document SET bytes = bytes + 1 WHERE name = 'bills.csv' AND :sept | month_document"
                        + " 2022-09,bills.csv",
                "INSERT INTO month_document VALUES ('2022-09', 'another.csv', 0, ' ') | month_document"
                        + " 2022-09,another.csv",
                "INSERT INTO parked_account (billing_month, account_id, bucket, stage, reason, calls) VALUES"
                        + " ('2022-09', 'A1', 0, 'RATING', '', 0) | parked_account",
                "UPDATE launch SET operator = 'another' WHERE launch_id = 2 | launch 2",
                "DELETE FROM launch_event WHERE event_id = (SELECT MAX(event_id) FROM launch_event WHERE launch_id = 2"
                        + " AND step = 'reconcileBooks') | launch_event",
                "UPDATE launch_event SET outcome = 'FAILED' WHERE outcome = 'COMPLETED' AND step = 'takeUsage' AND"
                        + " launch_id = 2 | launch_event",
                "UPDATE month_seal SET root = previous_root WHERE :sept | month_seal root",
                "UPDATE month_seal SET previous_root = root WHERE :sept | month_seal previous_root",
                "UPDATE month_seal SET previous_seal = root WHERE :sept | month_seal previous_seal",
                "UPDATE month_seal SET seal_statement = REPLACE(seal_statement, 'table bill', 'table bull') WHERE"
                        + " :sept | bull",
                "UPDATE month_seal SET root_statement = REPLACE(root_statement, 'CNY', 'EUR') WHERE :sept | month_seal"
                        + " root",
                "DELETE FROM month_seal WHERE :sept | it is gone: 2022-08",
                "DELETE FROM month_seal WHERE billing_month = '2022-08' | month_seal previous_root",
                "DELETE FROM sealed_row WHERE section = 'segment' AND row_key = '2022-09,1,0,0' | segment 2022-09,1,0,0"
            })
    void a_change_is_named(String sql, String named) {
        String changed = sql.replace(":sept", "billing_month = '2022-09'")
                .replace("raw_sha", TestDatabase.isPostgres() ? "'\\x00'::bytea" : "X'00'");

        List<SealDifference> found = afterwards(
                changed,
                () -> Stream.of(AUGUST, SEPTEMBER)
                        .flatMap(month -> seal().differences(month).stream())
                        .toList());

        assertThat(found).as(changed).extracting(SealDifference::text).anyMatch(text -> text.contains(named));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "UPDATE bill SET lines_total = lines_total + 1 WHERE account_id = 'A0007' AND :sept",
                "UPDATE settlement SET wanted = wanted + 0.01, frozen = frozen + 0.01 WHERE freeze_status = 'HELD' AND"
                        + " account_id = 'A0001' AND :sept",
                "UPDATE pack_movement SET closing = closing + 1 WHERE pack_id = 'P1-spare' AND :sept",
                "UPDATE reject SET detail = 'another' WHERE reason = 'UNKNOWN_API' AND :sept",
                "UPDATE take_input SET sha256 = '0000000000000000000000000000000000000000000000000000000000000000'"
                        + " WHERE role = 'USAGE' AND file = 0 AND :sept",
                "UPDATE closing_month SET settlement_instant = '2022-10-03T15:00:01.000000000Z' WHERE :sept",
                "DELETE FROM pack_movement WHERE pack_id = 'P1-spare' AND :sept"
            })
    void the_root_of_what_was_changed_is_another(String sql) {
        String changed = sql.replace(":sept", "billing_month = '2022-09'");

        assertThat(afterwards(changed, () -> root(SEPTEMBER)))
                .isNotEqualTo(sealed(SEPTEMBER).rootStatement());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "UPDATE bill SET lines_total = lines_total + 1 WHERE account_id = 'A0007' AND :sept | the root of what"
                        + " the book holds is",
                "UPDATE take_input SET content = raw_sha WHERE role = 'ACCOUNTS' AND :sept | the bytes kept of"
                        + " accounts.csv are others",
                "UPDATE launch SET operator = 'another' WHERE launch_id = 2 | launch: its rows are others"
            })
    void nothing_is_given_out_of_a_month_that_is_not_what_was_closed(String sql, String why, @TempDir Path output) {
        String changed = sql.replace(":sept", "billing_month = '2022-09'")
                .replace("raw_sha", TestDatabase.isPostgres() ? "'\\x00'::bytea" : "X'00'");
        MonthExport export = new MonthExport(book.jdbc());
        MonthRow september = new MonthStore(book.jdbc()).get(SEPTEMBER);

        Throwable refused = afterwards(
                changed,
                () -> catchThrowable(() -> export.write(september, output, EnumSet.of(ExportFormat.EVIDENCE))));

        assertThat(refused)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.code()).isEqualTo(ProblemCode.INVARIANT_BROKEN))
                .hasMessageContaining("2022-09 is not what was closed")
                .hasMessageContaining(why);
        assertThat(output).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "INSERT INTO sealed_row (section, row_key, billing_month, sha256) VALUES ('launch', '57', '2022-10',"
                    + " '') | sealed_row launch 57, billing_month: recorded 2022-10, there is no seal of that month",
                "INSERT INTO sealed_row (section, row_key, billing_month, sha256) VALUES ('launch_event', '9999',"
                        + " '0000-00', '') | sealed_row launch_event 9999, billing_month: recorded 0000-00",
                "INSERT INTO sealed_row (section, row_key, billing_month, sha256) VALUES ('launch', '57', '2022-08',"
                        + " '') | sealed_row 2022-08 launch, under the seal: recorded otherwise, ",
                "INSERT INTO sealed_row (section, row_key, billing_month, sha256) VALUES ('bill', '57', '2022-08', '')"
                        + " | sealed_row 2022-08 bill, under the seal: recorded otherwise, ",
                "UPDATE month_seal SET previous_root = root WHERE billing_month = '2022-08' | month_seal 2022-08"
                        + " previous_root, under the seal: recorded otherwise, ",
                "UPDATE month_seal SET seal_statement = REGEXP_REPLACE(seal_statement, 'history launch [^\\n"
                    + "]*\\n"
                    + "', '') WHERE :sept | launch 2022-09, under the seal: recorded otherwise, the seal says nothing"
                    + " of it"
            })
    void what_another_month_keeps_out_of_the_seal_is_named_with_that_month(String sql, String named) {
        String changed = sql.replace(":sept", "billing_month = '2022-09'");

        assertThat(afterwards(changed, () -> differences(SEPTEMBER)))
                .as(changed)
                .anyMatch(text -> text.startsWith(named));
    }

    @Test
    void what_a_later_launch_adds_to_the_history_is_no_difference() {
        List<SealDifference> found = afterwards(
                "INSERT INTO launch (command, billing_month, operator, os_user, host, program_version, options,"
                        + " started_at) VALUES ('export', '2022-09', 'o', 'u', 'h', 'v', '', CURRENT_TIMESTAMP)",
                () -> seal().differences(SEPTEMBER));

        assertThat(found).isEmpty();
    }

    /** Changes the book, looks, and takes the change back. */
    private <T> T afterwards(String sql, Supplier<T> look) {
        JdbcTemplate jdbc = book.jdbc();
        return Objects.requireNonNull(
                new TransactionTemplate(new JdbcTransactionManager(Objects.requireNonNull(jdbc.getDataSource())))
                        .execute(transaction -> {
                            transaction.setRollbackOnly();
                            if (TestDatabase.isPostgres()) {
                                jdbc.execute("SET LOCAL session_replication_role = replica");
                            }
                            assertThat(jdbc.update(sql)).as(sql).isPositive();
                            return look.get();
                        }));
    }

    /** What a verification of the month tells, of all months. */
    private List<String> differences(YearMonth month) {
        Differences found = new Differences();
        seal().findings(month).addTo(found);
        return found.held().stream().map(Difference::text).toList();
    }

    private BookSeal seal() {
        return new BookSeal(book.jdbc());
    }

    private SealedMonth sealed(YearMonth month) {
        return new SealStore(book.jdbc()).find(month).orElseThrow();
    }

    private String root(YearMonth month) {
        Optional<RootStatement> root = new MonthExport(book.jdbc()).root(new MonthStore(book.jdbc()).get(month));
        return root.orElseThrow().text();
    }
}
