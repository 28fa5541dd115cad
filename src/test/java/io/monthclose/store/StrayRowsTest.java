package io.monthclose.store;

import static io.monthclose.job.TwelveAccounts.AUGUST;
import static io.monthclose.job.TwelveAccounts.SEPTEMBER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.monthclose.Tampering;
import io.monthclose.job.Progress;
import io.monthclose.job.TestBook;
import io.monthclose.job.TwelveAccounts;
import io.monthclose.job.VerifyOutcome;
import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import io.monthclose.store.StrayRows.Stray;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A row of a month that the book does not have is found in whichever table it was planted, and moves no money. */
@Tag("book")
@TestInstance(Lifecycle.PER_CLASS)
class StrayRowsTest {
    private static final String SETTLEMENT_OF_A_MILLION = """
        INSERT INTO settlement (billing_month, account_id, bucket, opening_balance, top_ups, released, amount_due, balance_after,
            wanted, frozen, freeze_status, account_status, bill_status, entry_count, entries)
        VALUES (?, 'A0001', 0, 0, 1000000, 0, 0, 1000000, 0, 0, 'NONE', 'ACTIVE', 'PAID', 0, '')
        """;

    private final TestBook book = TestBook.inMemory("stray-rows", 2, Map.of("month-close.accounts-per-chunk", "5"));
    private Path folder;
    private TwelveAccounts input;

    @BeforeAll
    void close_two_months(@TempDir Path place) {
        folder = place;
        input = new TwelveAccounts(place);
        input.close(book, AUGUST, folder.resolve("out-8"), Progress.NONE);
        input.close(book, SEPTEMBER, folder.resolve("out-9"), Progress.NONE);
    }

    @AfterAll
    void close_the_book() {
        book.close();
    }

    @Test
    void a_book_that_nobody_touched_has_none() {
        assertThat(new StrayRows(book.jdbc()).find(10)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0000-00", "2022-07", "2022-10", "9999-12"})
    void in_every_table_but_the_history_one_is_found(String month) {
        TreeSet<String> tables = new TreeSet<>(book.jdbc()
                .queryForList(
                        "SELECT LOWER(table_name) FROM information_schema.columns WHERE LOWER(column_name) ="
                                + " 'billing_month' AND LOWER(table_schema) = 'public'",
                        String.class));
        tables.removeAll(List.of("launch", "closing_month", "keeps_rows"));
        assertThat(tables).hasSizeGreaterThan(20);

        for (String table : tables) {
            List<Stray> found = planted(jdbc -> {
                plant(jdbc, table, month);
                return new StrayRows(jdbc).find(10);
            });
            assertThat(found).as(table).extracting(Stray::table, Stray::month).contains(tuple(table, month));
        }
    }

    /** Copies a row of a table into a month, with another key where the month is no part of it. */
    private static void plant(JdbcTemplate jdbc, String table, String month) {
        switch (table) {
            case "parked_account" ->
                jdbc.update(
                        "INSERT INTO parked_account (billing_month, account_id, bucket, stage, reason, calls) VALUES"
                                + " (?, 'A1', 0, 'RATING', '', 0)",
                        month);
            case "take_query" ->
                jdbc.update(
                        "INSERT INTO take_query (billing_month, take, name, query, slice_seconds) VALUES (?, 1, 'q',"
                                + " 'q', 1)",
                        month);
            case "counted_top_up" -> {
                plant(jdbc, "top_up", "2022-08");
                jdbc.update(
                        "INSERT INTO counted_top_up (top_up_id, billing_month, account_id) VALUES ('planted', ?, 'A1')",
                        month);
            }
            default -> {
                List<String> columns = jdbc
                        .queryForList(
                                "SELECT column_name FROM information_schema.columns WHERE LOWER(table_name) = ? AND"
                                        + " LOWER(table_schema) = 'public' ORDER BY ordinal_position",
                                String.class,
                                table)
                        .stream()
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .toList();
                String values = columns.stream()
                        .map(column -> value(table, column, month))
                        .collect(Collectors.joining(", "));
                assertThat(jdbc.update("INSERT INTO " + table + " (" + String.join(", ", columns) + ") SELECT " + values
                                + " FROM " + table + " WHERE billing_month = '2022-08' ORDER BY "
                                + String.join(", ", columns.subList(0, 2)) + " FETCH FIRST 1 ROW ONLY"))
                        .as(table)
                        .isOne();
            }
        }
    }

    private static String value(String table, String column, String month) {
        return switch (column) {
            case "billing_month" -> "'" + month + "'";
            case "row_key" -> "'planted'";
            case "pack_id" -> table.equals("pack") ? "'planted'" : column;
            case "top_up_id" -> table.equals("top_up") ? "'planted'" : column;
            default -> column;
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"0000-00", "2022-07", "2022-11"})
    void a_month_that_does_not_follow_the_one_before_is_told(String month) {
        List<Stray> found = planted(jdbc -> {
            jdbc.update(
                    "INSERT INTO closing_month (billing_month, state, first_of_chain, take, price_book_sha256) SELECT"
                            + " ?, 'CLOSED', FALSE, 1, price_book_sha256 FROM closing_month WHERE billing_month ="
                            + " '2022-08'",
                    month);
            return new StrayRows(jdbc).find(10);
        });

        assertThat(found).extracting(Stray::table).contains("closing_month");
    }

    @Test
    void of_many_only_the_first_are_told() {
        List<Stray> found = planted(jdbc -> {
            for (int i = 0; i < 7; i++) {
                jdbc.update(
                        "INSERT INTO sealed_row (section, row_key, billing_month, sha256) VALUES ('launch', ?,"
                                + " '0000-00', '')",
                        "planted " + i);
            }
            return new StrayRows(jdbc).find(5);
        });
        assertThat(found)
                .extracting(Stray::key)
                .startsWith("section launch row_key planted 0")
                .hasSize(5);
    }

    @Test
    void a_verification_names_it_and_settles_the_month_again_without_it() {
        book.jdbc().update(SETTLEMENT_OF_A_MILLION, "0000-00");
        try {
            VerifyOutcome outcome = book.verify(AUGUST);

            assertThat(outcome.settledAgain()).isTrue();
            assertThat(outcome.differences())
                    .extracting(Difference::text)
                    .containsExactly("settlement account A0001, billing_month: recorded 0000-00, the book has no such"
                            + " month");
            assertThat(outcome.exitCode()).isEqualTo(70);
        } finally {
            Tampering.update(book.jdbc(), "DELETE FROM settlement WHERE billing_month = '0000-00'");
        }
    }

    @Test
    void before_the_first_month_of_a_book_it_opens_no_account() {
        try (TestBook other = TestBook.inMemory("stray-rows-first", 2, Map.of())) {
            other.jdbc().update(SETTLEMENT_OF_A_MILLION, "2022-07");
            Path output = folder.resolve("out-first");

            assertThatThrownBy(() -> input.close(other, AUGUST, output, Progress.NONE))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            problem -> assertThat(problem.code()).isEqualTo(ProblemCode.INVARIANT_BROKEN))
                    .hasMessageContaining(
                            "settlement account A0001: is of 2022-07, and the book has no such month; no money was"
                                    + " posted");
            assertThat(other.jdbc().queryForObject("SELECT SUM(balance) FROM month_account", BigDecimal.class))
                    .isEqualByComparingTo("0");
            Tampering.update(other.jdbc(), "DELETE FROM settlement WHERE billing_month = '2022-07'");
            input.close(other, AUGUST, output, Progress.NONE);

            assertThat(other.verify(AUGUST).differences()).isEmpty();
        }
    }

    /** Plants, looks, and takes back what was planted. */
    private <T> T planted(Function<JdbcTemplate, T> look) {
        JdbcTemplate jdbc = book.jdbc();
        return Objects.requireNonNull(
                new TransactionTemplate(new JdbcTransactionManager(Objects.requireNonNull(jdbc.getDataSource())))
                        .execute(transaction -> {
                            transaction.setRollbackOnly();
                            return look.apply(jdbc);
                        }));
    }
}
