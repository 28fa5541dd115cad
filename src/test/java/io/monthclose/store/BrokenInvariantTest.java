package io.monthclose.store;

import static io.monthclose.job.TwelveAccounts.AUGUST;
import static io.monthclose.job.TwelveAccounts.SEPTEMBER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.monthclose.job.CloseOutcome;
import io.monthclose.job.Progress;
import io.monthclose.job.TestBook;
import io.monthclose.job.TwelveAccounts;
import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Tables that were tampered with in the middle of a close stop it, by the invariant that no longer holds. */
@TestInstance(Lifecycle.PER_CLASS)
class BrokenInvariantTest {
    private final TestBook book =
            TestBook.inMemory("broken-invariants", 2, Map.of("month-close.accounts-per-chunk", "5"));
    private Path folder;
    private TwelveAccounts input;

    @BeforeAll
    void write_the_input(@TempDir Path place) {
        folder = place;
        input = new TwelveAccounts(place);
    }

    @AfterAll
    void close_the_book() {
        book.close();
    }

    @BeforeEach
    void close_august() {
        book.clear();
        input.close(book, AUGUST, folder.resolve("out"), Progress.NONE);
    }

    /** What is done to the tables of September, and the query that has to find it. */
    enum Break {
        A_LINE_IS_LOST(
                1, 0, " lines read, ", "UPDATE take_input SET line_count = line_count + 1 WHERE file = 0 AND :sept"),
        A_ROW_IS_LOST(
                1, 0, " lines read, ", "UPDATE rated_rows SET duplicates = duplicates - 1 WHERE file = 0 AND :sept"),
        A_REJECT_IS_LOST(1, 0, " lines read, ", "DELETE FROM reject WHERE reason = 'UNKNOWN_API' AND :sept"),
        KEPT_CALLS_ARE_LOST(
                1,
                1,
                "calls kept in the snapshot ",
                "UPDATE taken_slice SET kept_calls = kept_calls + 1 WHERE slice = 0 AND :sept"),
        ACCEPTED_CALLS_ARE_NOT_BILLED(
                1,
                2,
                "calls accepted ",
                "UPDATE bill_line SET metered_calls = metered_calls - 1, billable_calls = billable_calls - 1"
                        + " WHERE account_id = 'A0012' AND api = 'DetectProduct' AND :sept"),
        A_CALL_HAS_NO_SOURCE(
                2,
                0,
                ": metered ",
                "UPDATE bill_line SET beta_calls = beta_calls + 1 WHERE account_id = 'A0001' AND :sept"),
        A_FREE_CALL_WAS_NOT_DRAWN(
                2,
                1,
                "are not those drawn",
                "UPDATE bill_line SET free_calls = free_calls + 1, billable_calls = billable_calls - 1"
                        + " WHERE account_id = 'A0012' AND api = 'DetectProduct' AND :sept"),
        A_DRAW_IS_LOST(2, 1, "are not those drawn", "DELETE FROM pack_draw WHERE pack_id = 'P12-lasts' AND :sept"),
        A_POOL_WAS_LEFT_OVER(
                3,
                0,
                " calls left in the free pool ",
                "UPDATE price_book_pool SET calls = calls + 1 WHERE pool = 'VEHICLE'"),
        A_POOL_WAS_OVERDRAWN(
                3,
                1,
                " free calls drawn from pool ",
                "UPDATE price_book_pool SET calls = calls - 1 WHERE pool = 'CROP'"),
        A_POOL_IS_NOT_THE_BOOKS(
                3, 1, " free calls drawn from pool ", "UPDATE price_book_pool SET pool = 'OTHER' WHERE pool = 'CROP'"),
        A_PACK_WAS_LEFT_OVER(
                3,
                2,
                " calls left in pack ",
                "UPDATE pack_movement SET drawn = drawn - 1, closing = closing + 1 WHERE pack_id = 'P12-lasts' AND"
                        + " :sept",
                "UPDATE pack_draw SET calls = calls - 1 WHERE pack_id = 'P12-lasts' AND :sept",
                "UPDATE bill_line SET prepaid_calls = prepaid_calls - 1, billable_calls = billable_calls + 1"
                        + " WHERE account_id = 'A0012' AND api = 'DetectProduct' AND :sept"),
        A_PACK_GREW(
                4,
                0,
                ", forfeited ",
                "UPDATE pack_movement SET closing = closing + 1 WHERE pack_id = 'P1-spare' AND :sept"),
        A_PACK_HAD_MORE_THAN_IT_HOLDS(4, 0, ", forfeited ", "UPDATE pack SET calls = 99 WHERE pack_id = 'P1-spare'"),
        A_PACK_IS_SOMEBODY_ELSES(
                4, 0, ", forfeited ", "UPDATE pack SET account_id = 'A0001' WHERE pack_id = 'P12-lasts'"),
        A_PACK_WAS_DRAWN_TOO_EARLY(
                4,
                0,
                ", forfeited ",
                "UPDATE pack SET valid_from = '2022-10-02T00:00:00.000000000Z' WHERE pack_id = 'P12-lasts'"),
        A_PACK_WAS_DRAWN_TOO_LATE(
                4,
                0,
                ", forfeited ",
                "UPDATE pack SET valid_until = '2022-08-30T00:00:00.000000000Z' WHERE pack_id = 'P12-lasts'"),
        A_PACK_WAS_NOT_FORFEITED(
                4,
                0,
                ", forfeited ",
                "UPDATE pack SET valid_until = '2022-09-29T00:00:00.000000000Z' WHERE pack_id = 'P1-spare'"),
        A_PACK_WAS_FORFEITED_TOO_EARLY(
                4,
                0,
                ", forfeited ",
                "UPDATE pack SET valid_until = '2022-09-30T16:00:00.000000000Z' WHERE pack_id = 'P5-ends'"),
        A_PACK_MOVED_WITHOUT_A_DRAW(
                4,
                1,
                " calls drawn, ",
                "UPDATE pack_movement SET drawn = drawn + 1, closing = closing - 1 WHERE pack_id = 'P1-spare' AND"
                        + " :sept"),
        A_PACK_IS_DRAWN_THAT_IS_NOT_THERE(
                4, 2, "draws on pack ", "UPDATE pack_draw SET pack_id = 'P99' WHERE pack_id = 'P12-lasts' AND :sept"),
        A_PACK_OPENED_WITH_LESS(
                4,
                3,
                ": opened with ",
                "UPDATE month_pack SET opening = opening + 1 WHERE pack_id = 'P1-spare' AND :sept"),
        A_PACK_IS_LOST(4, 3, ": opened with ", "DELETE FROM pack_movement WHERE pack_id = 'P1-spare' AND :sept"),
        A_LINE_COSTS_MORE(
                5,
                0,
                ", lines total ",
                "UPDATE bill_line SET amount = amount + 0.00000001 WHERE account_id = 'A0009' AND :sept"),
        A_BILL_IS_A_CENT_MORE(
                5,
                0,
                ", lines total ",
                "UPDATE bill SET amount_due = amount_due + 0.01 WHERE account_id = 'A0009' AND :sept"),
        AN_ACCOUNT_HAS_NO_BILL(
                5,
                1,
                "due a bill, has none",
                "INSERT INTO month_account SELECT billing_month, take, bucket, 'Z0001', due, name, opened_on,"
                        + " closed_on, balance, frozen FROM month_account WHERE account_id = 'A0001' AND :sept"),
        A_BILL_IS_NOT_DUE(
                5,
                2,
                "has a bill, due none",
                "UPDATE month_account SET due = FALSE WHERE account_id = 'A0002' AND :sept"),
        A_LINE_HAS_NO_BILL(
                5,
                3,
                "has bill lines, has no bill",
                "INSERT INTO bill_line VALUES ('2022-09', 'Z0001', 'CropImage', 'v', 0, 0, 0, 0, 0, 0, 0, 0)"),
        AN_ENTRY_IS_NOT_OF_ITS_KIND(
                6,
                0,
                " to ",
                "UPDATE ledger_entry SET debit = 'CASH' WHERE kind = 'CHARGE' AND account_id = 'A0001' AND :sept"),
        A_CHARGE_IS_NOT_THE_BILLS(
                6,
                1,
                "settlement and postings differ",
                "UPDATE ledger_entry SET amount = amount + 0.01 WHERE kind = 'CHARGE' AND account_id = 'A0001' AND"
                        + " :sept"),
        A_BALANCE_IS_NOT_ITS_POSTINGS(
                6,
                1,
                "settlement and postings differ",
                "UPDATE settlement SET balance_after = balance_after + 0.01 WHERE account_id = 'A0001' AND :sept"),
        A_BALANCE_IS_NOT_THE_MONTHS_BEFORE(
                6,
                2,
                ": opening balance ",
                "UPDATE month_account SET balance = balance + 0.01 WHERE account_id = 'A0001' AND :sept"),
        A_BILL_IS_NOT_SETTLED(
                6, 3, "is neither settled nor parked", "DELETE FROM settlement WHERE account_id = 'A0001' AND :sept"),
        AN_ENTRY_IS_NOBODYS(
                6,
                4,
                "has postings, is not settled",
                "UPDATE ledger_entry SET account_id = 'Z0001' WHERE account_id = 'A0001' AND :sept"),
        THE_TRIAL_BALANCE_IS_NOT_ZERO(
                6,
                5,
                "trial balance: ",
                "DELETE FROM ledger_entry WHERE kind = 'TOP_UP' AND account_id = 'A0001' AND :sept"),
        A_TOP_UP_IS_NOT_COUNTED(
                6, 6, "counted top-ups ", "DELETE FROM counted_top_up WHERE account_id = 'A0001' AND :sept"),
        A_FREEZE_IS_NOT_RELEASED(
                7,
                0,
                "is not released",
                "DELETE FROM freeze_release WHERE account_id = (SELECT MIN(account_id) FROM freeze_release)"),
        A_FREEZE_IS_NOT_RELEASED_WHOLE(
                7, 0, "is not released", "UPDATE freeze_release SET amount = amount - 0.01 WHERE :sept"),
        A_RELEASE_IS_ANOTHER_MONTHS(
                7, 1, ", recorded ", "UPDATE freeze_release SET billing_month = '2022-10' WHERE :sept"),
        A_FREEZE_IS_LOST(
                7,
                2,
                ": frozen ",
                "DELETE FROM freeze WHERE account_id = (SELECT MIN(account_id) FROM freeze WHERE :sept) AND :sept"),
        A_RELEASE_CAME_AFTER_THE_CHARGE(
                7,
                3,
                "released after the charge",
                "UPDATE ledger_entry SET entry_id = 'z' || entry_id WHERE kind = 'RELEASE' AND :sept");

        private final int number;
        private final int query;
        private final String says;
        private final String sql;

        Break(int number, int query, String says, String... sql) {
            this.number = number;
            this.query = query;
            this.says = says;
            this.sql = String.join(";", sql).replace(":sept", "billing_month = '2022-09'");
        }

        private Invariant invariant() {
            return Invariant.numbered(number);
        }

        private void execute(TestBook book) {
            for (String statement : sql.split(";", -1)) {
                assertThat(book.jdbc().update(statement)).as(statement).isPositive();
            }
        }
    }

    static Stream<Break> ofRating() {
        return Arrays.stream(Break.values())
                .filter(tampering -> tampering.invariant().ofRating());
    }

    static Stream<Break> ofBooks() {
        return Arrays.stream(Break.values())
                .filter(tampering -> !tampering.invariant().ofRating());
    }

    @ParameterizedTest
    @MethodSource("ofRating")
    void a_rating_that_does_not_hold_stops_the_close_before_any_money_moves(Break tampering) {
        ProblemException stopped = closeTampered("reconcileRating", tampering);

        assertStopped(stopped, tampering);
        assertThat(stopped).hasMessageContaining("no money was posted");
        assertNoMoneyMoved();
        assertThat(month().state()).isEqualTo(MonthState.TAKEN);

        ProblemException again = closeAgain();
        assertStopped(again, tampering);
        assertNoMoneyMoved();
    }

    @ParameterizedTest
    @MethodSource("ofBooks")
    void books_that_do_not_hold_stop_the_close_and_it_says_that_money_was_posted(Break tampering) {
        ProblemException stopped = closeTampered("reconcileBooks", tampering);

        assertStopped(stopped, tampering);
        assertThat(stopped).hasMessageContaining("; money was posted");
        assertThat(month().state()).isEqualTo(MonthState.RATED);
        assertStopped(closeAgain(), tampering);
    }

    /** Reconciling the books looks at the rating once more. */
    @ParameterizedTest
    @EnumSource(
            names = {"A_REJECT_IS_LOST", "A_DRAW_IS_LOST", "A_POOL_WAS_LEFT_OVER", "A_PACK_IS_LOST", "A_LINE_COSTS_MORE"
            })
    void a_rating_that_was_changed_after_it_was_reconciled_stops_the_close(Break tampering) {
        ProblemException stopped = closeTampered("reconcileBooks", tampering);

        assertStopped(stopped, tampering);
        assertThat(stopped).hasMessageContaining("; money was posted");
    }

    @Test
    void tables_that_nobody_tampered_with_hold() {
        CloseOutcome outcome = input.close(book, SEPTEMBER, folder.resolve("out"), Progress.NONE);

        assertThat(outcome).isInstanceOf(CloseOutcome.Settled.class);
        assertThat(new Reconciliation(book.jdbc()).findings(SEPTEMBER))
                .containsExactlyElementsOf(Arrays.stream(Invariant.values())
                        .map(invariant -> new Finding(invariant, true, ""))
                        .toList());
    }

    @Test
    void every_query_of_the_reconciliation_is_seen_to_find_something() {
        ReconciliationQueries.BY_INVARIANT.forEach((invariant, queries) -> {
            for (int query = 0; query < queries.size(); query++) {
                int number = query;
                assertThat(Break.values()).as("%s, query %d", invariant, query).anySatisfy(tampering -> {
                    assertThat(tampering.invariant()).isEqualTo(invariant);
                    assertThat(tampering.query).isEqualTo(number);
                });
            }
        });
        for (Break tampering : Break.values()) {
            assertThat(ReconciliationQueries.BY_INVARIANT.get(tampering.invariant()))
                    .element(tampering.query)
                    .asString()
                    .as("%s", tampering)
                    .contains(tampering.says);
        }
    }

    private ProblemException closeTampered(String beforeStep, Break tampering) {
        return catchThrowableOfType(
                ProblemException.class,
                () -> input.close(book, SEPTEMBER, folder.resolve("out"), new Tamper(beforeStep, tampering, book)));
    }

    private ProblemException closeAgain() {
        return catchThrowableOfType(
                ProblemException.class, () -> input.close(book, SEPTEMBER, folder.resolve("out"), Progress.NONE));
    }

    private static void assertStopped(ProblemException stopped, Break tampering) {
        assertThat(stopped.code()).isEqualTo(ProblemCode.INVARIANT_BROKEN);
        assertThat(stopped.code().exitCode()).isEqualTo(70);
        assertThat(stopped)
                .hasMessageContaining("invariant " + tampering.number + " does not hold for 2022-09")
                .hasMessageContaining(tampering.says);
    }

    private void assertNoMoneyMoved() {
        for (String table : List.of("settlement", "ledger_entry", "counted_top_up", "freeze", "freeze_release")) {
            assertThat(book.jdbc()
                            .queryForObject(
                                    "SELECT COUNT(*) FROM " + table + " WHERE billing_month = '2022-09'", Long.class))
                    .as(table)
                    .isZero();
        }
    }

    private MonthRow month() {
        return new MonthStore(book.jdbc()).get(SEPTEMBER);
    }

    /** Tampers with the tables when a step begins. */
    private record Tamper(String step, Break tampering, TestBook book) implements Progress {
        @Override
        public void started(String name, long total, String unit) {
            if (name.equals(step)) {
                tampering.execute(book);
            }
        }

        @Override
        public void advanced(long units) {}

        @Override
        public void ended(String name, String counts) {}

        @Override
        public void failed(String name) {}
    }
}
