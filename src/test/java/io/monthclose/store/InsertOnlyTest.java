package io.monthclose.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.monthclose.BookTables;
import io.monthclose.BookTables.Kind;
import io.monthclose.BookTables.Verb;
import io.monthclose.Tampering;
import io.monthclose.job.TestBook;
import java.sql.SQLException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** The database refuses what a book never does, whoever asks: the owner of the tables here. */
@Tag("book")
@TestInstance(Lifecycle.PER_CLASS)
class InsertOnlyTest {
    private static final String MONTH = "'2022-09'";

    private TestBook book;
    private JdbcTemplate jdbc;

    @BeforeAll
    void open() {
        book = TestBook.inMemory("insert-only", 1, Map.of());
        jdbc = book.jdbc();
    }

    @AfterAll
    void close() {
        book.close();
    }

    @BeforeEach
    void clear() {
        book.clear();
    }

    @ParameterizedTest
    @EnumSource
    void each_verb_on_each_table(Verb verb) {
        SortedMap<String, String> expected = new TreeMap<>();
        SortedMap<String, String> found = new TreeMap<>();
        BookTables.of(jdbc).forEach((table, kind) -> {
            expected.put(table, isRefused(kind, verb) ? "refused" : "done");
            // H2 truncates no table that a foreign key refers to, of the framework's too.
            found.put(table, verb == Verb.TRUNCATE && isFree(kind) ? "done" : BookTables.attempt(jdbc, verb, table));
        });

        assertThat(found).isEqualTo(expected);
    }

    private static boolean isFree(Kind kind) {
        return kind == Kind.LEASE || kind == Kind.FRAMEWORK || kind == Kind.OWNERS;
    }

    private static boolean isRefused(Kind kind, Verb verb) {
        return switch (verb) {
            case SELECT, INSERT -> false;
            case UPDATE -> kind == Kind.KEPT || kind == Kind.GOES;
            case DELETE -> kind == Kind.KEPT || kind == Kind.MOVES;
            case TRUNCATE -> !isFree(kind);
        };
    }

    /** A1 is settled where the month is charged; A2 is parked, and marked where it is to be rated once more; A3 holds packs only. */
    private void given(String month) {
        String[] words = month.split(" ", -1);
        insert("closing_month", MONTH, "'" + words[0] + "'", "TRUE", "1", "'p'", "'2022-10-02T00:00:00.000000000Z'");
        for (String account : new String[] {"A1", "A2", "A3"}) {
            String id = "'" + account + "'";
            insert("account", id, MONTH, "'name'", "DATE '2022-01-01'", "NULL");
            insert("pack", id, MONTH, id, "'x'", "1", "'f'", "'u'");
            insert("top_up", id, MONTH, id, "1", "'r'");
            jdbc.update("INSERT INTO bill (billing_month, account_id, bucket, lines_total, rounding, amount_due,"
                + " freeze_estimate, metered_calls, beta_calls, free_calls, prepaid_calls, billable_calls, line_count,"
                + " lines, draws) VALUES (" + MONTH + ", " + id + ", 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, '', '')");
            jdbc.update(
                    "INSERT INTO pack_movement (billing_month, account_id, bucket, pack_id, opening, drawn, forfeited,"
                            + " closing) VALUES (" + MONTH + ", " + id + ", 0, 'P', 1, 0, 0, 1)");
            insert("rated_rows", MONTH, id, "0", "1", "0", "0", "1", "0", "0");
        }
        insert("invariant_result", MONTH, "1", "TRUE", "''");
        insert("take_query", MONTH, "1", "'q'", "'q'", "1");
        insert("parked_account", MONTH, "'A2'", "0", "'RATING'", "'r'", "1", String.valueOf(month.contains("marked")));
        if (month.contains("charged")) {
            insert(
                    "settlement",
                    MONTH,
                    "'A1'",
                    "0",
                    "0",
                    "0",
                    "0",
                    "0",
                    "0",
                    "0",
                    "0",
                    "'NONE'",
                    "'ACTIVE'",
                    "'PAID'",
                    "NULL",
                    "0",
                    "''");
        }
        if (month.contains("read")) {
            insert("taken_slice", MONTH, "1", "0", "1", "1", "0");
        }
    }

    private void insert(String table, String... values) {
        jdbc.update("INSERT INTO " + table + " VALUES (" + String.join(", ", values) + ")");
    }

    @ParameterizedTest(name = "{0}: {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
        RATED                 | DELETE FROM bill                                               | done
        RATED                 | DELETE FROM pack_movement                                      | done
        RATED                 | DELETE FROM parked_account                                     | done
        RATED                 | DELETE FROM rated_rows                                         | done
        RATED                 | DELETE FROM account                                            | done
        RATED                 | DELETE FROM pack                                               | done
        RATED                 | DELETE FROM top_up                                             | done
        RATED charged         | DELETE FROM bill WHERE account_id = 'A1'                       | bill of 2022-09 is charged: DELETE refused
        RATED charged         | DELETE FROM bill WHERE account_id = 'A2'                       | bill of 2022-09 is charged: DELETE refused
        RATED charged marked  | DELETE FROM bill WHERE account_id = 'A1'                       | bill of 2022-09 is charged: DELETE refused
        RATED charged marked  | DELETE FROM bill WHERE account_id = 'A2'                       | done
        RATED charged marked  | DELETE FROM bill WHERE account_id = 'A3'                       | bill of 2022-09 is charged: DELETE refused
        RATED charged         | DELETE FROM pack_movement WHERE account_id = 'A2'              | pack_movement of 2022-09 is charged: DELETE refused
        RATED charged marked  | DELETE FROM pack_movement WHERE account_id = 'A2'              | done
        RATED charged marked  | DELETE FROM pack_movement WHERE account_id = 'A3'              | pack_movement of 2022-09 is charged: DELETE refused
        RATED charged         | DELETE FROM parked_account                                     | parked_account of 2022-09 is charged: DELETE refused
        RATED charged marked  | DELETE FROM parked_account                                     | done
        RATED charged marked  | DELETE FROM rated_rows                                         | rated_rows of 2022-09 is charged: DELETE refused
        RATED charged marked  | DELETE FROM account                                            | account of 2022-09 is charged: DELETE refused
        RATED charged marked  | DELETE FROM pack                                               | pack of 2022-09 is charged: DELETE refused
        RATED charged marked  | DELETE FROM top_up                                             | top_up of 2022-09 is charged: DELETE refused
        CLOSED                | DELETE FROM bill                                               | bill of 2022-09 is closed: DELETE refused
        CLOSED charged marked | DELETE FROM bill WHERE account_id = 'A2'                       | bill of 2022-09 is closed: DELETE refused
        CLOSED charged marked | DELETE FROM pack_movement WHERE account_id = 'A2'              | pack_movement of 2022-09 is closed: DELETE refused
        CLOSED charged marked | DELETE FROM parked_account                                     | parked_account of 2022-09 is closed: DELETE refused
        CLOSED                | DELETE FROM rated_rows                                         | rated_rows of 2022-09 is closed: DELETE refused
        CLOSED                | DELETE FROM account                                            | account of 2022-09 is closed: DELETE refused
        CLOSED                | DELETE FROM pack                                               | pack of 2022-09 is closed: DELETE refused
        CLOSED                | DELETE FROM top_up                                             | top_up of 2022-09 is closed: DELETE refused
        SETTLED charged       | DELETE FROM invariant_result                                   | done
        CLOSED charged        | DELETE FROM invariant_result                                   | invariant_result of 2022-09 is closed: DELETE refused
        OPEN                  | DELETE FROM take_query                                         | done
        OPEN read             | DELETE FROM take_query                                         | take_query of 2022-09 was read with: DELETE refused
        RATED charged         | UPDATE parked_account SET retry = TRUE                         | done
        RATED charged marked  | UPDATE parked_account SET retry = TRUE                         | done
        RATED charged marked  | UPDATE parked_account SET retry = FALSE                        | parked_account of 2022-09 is only ever marked: UPDATE refused
        RATED charged         | UPDATE parked_account SET retry = TRUE, calls = 2              | parked_account of 2022-09 is only ever marked: UPDATE refused
        RATED charged         | UPDATE parked_account SET retry = TRUE, account_id = 'A3'      | parked_account of 2022-09 is only ever marked: UPDATE refused
        CLOSED charged        | UPDATE parked_account SET retry = TRUE                         | parked_account of 2022-09 is closed: UPDATE refused
        OPEN                  | UPDATE closing_month SET state = 'TAKEN'                       | done
        TAKEN                 | UPDATE closing_month SET state = 'RATED'                       | done
        RATED charged         | UPDATE closing_month SET state = 'SETTLED'                     | done
        SETTLED charged       | UPDATE closing_month SET state = 'CLOSED'                      | done
        SETTLED charged       | UPDATE closing_month SET price_book_sha256 = 'other'           | done
        OPEN                  | UPDATE closing_month SET state = 'RATED'                       | closing_month of 2022-09 is OPEN and only moves forward: UPDATE refused
        RATED                 | UPDATE closing_month SET state = 'CLOSED'                      | closing_month of 2022-09 is RATED and only moves forward: UPDATE refused
        RATED                 | UPDATE closing_month SET state = 'TAKEN'                       | closing_month of 2022-09 is RATED and only moves forward: UPDATE refused
        RATED                 | UPDATE closing_month SET state = 'OPEN'                        | closing_month of 2022-09 is RATED and only moves forward: UPDATE refused
        OPEN                  | UPDATE closing_month SET take = 2                              | done
        RATED                 | UPDATE closing_month SET state = 'OPEN', take = 2              | done
        RATED                 | UPDATE closing_month SET state = 'OPEN', take = 3              | closing_month of 2022-09 is RATED and only moves forward: UPDATE refused
        RATED                 | UPDATE closing_month SET take = 2                              | closing_month of 2022-09 is RATED and only moves forward: UPDATE refused
        RATED charged         | UPDATE closing_month SET state = 'OPEN', take = 2              | closing_month of 2022-09 is RATED and only moves forward: UPDATE refused
        RATED                 | UPDATE closing_month SET settlement_instant = NULL             | closing_month of 2022-09 is RATED and only moves forward: UPDATE refused
        RATED                 | UPDATE closing_month SET settlement_instant = 'later'          | closing_month of 2022-09 is RATED and only moves forward: UPDATE refused
        RATED                 | UPDATE closing_month SET billing_month = '2022-10'             | closing_month of 2022-09 is RATED and only moves forward: UPDATE refused
        RATED                 | UPDATE closing_month SET first_of_chain = FALSE                | closing_month of 2022-09 is RATED and only moves forward: UPDATE refused
        CLOSED                | UPDATE closing_month SET state = 'CLOSED'                      | closing_month of 2022-09 is CLOSED and only moves forward: UPDATE refused
        CLOSED                | UPDATE closing_month SET state = 'OPEN', take = 2              | closing_month of 2022-09 is CLOSED and only moves forward: UPDATE refused
        CLOSED                | UPDATE closing_month SET price_book_sha256 = 'other'           | closing_month of 2022-09 is CLOSED and only moves forward: UPDATE refused
        """)
    void a_row_changes_or_goes_only_in_some_states_of_its_month(String month, String statement, String expected) {
        given(month);

        assertThat(attempt(statement)).isEqualTo(expected);
    }

    private String attempt(String statement) {
        Throwable failure = catchThrowable(() -> jdbc.update(statement));
        if (failure == null) {
            return "done";
        }
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        assertThat(((SQLException) cause).getSQLState()).isEqualTo(InsertOnly.SQL_STATE);
        String said = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
        return said.substring(said.indexOf("month-close: ") + "month-close: ".length());
    }

    @ParameterizedTest
    @CsvSource({"bill", "settlement", "launch"})
    void whoever_tampers_does_it_behind_the_back_of_the_triggers(String table) {
        Tampering.update(jdbc, "UPDATE " + table + " SET billing_month = '2022-09' WHERE 1 = 0");

        assertThat(BookTables.attempt(jdbc, Verb.UPDATE, table)).isEqualTo("refused");
    }
}
