package io.monthclose.store;

import static io.monthclose.job.TwelveAccounts.AUGUST;
import static io.monthclose.job.TwelveAccounts.SEPTEMBER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.monthclose.Tampering;
import io.monthclose.export.ExportFormat;
import io.monthclose.export.MonthExport;
import io.monthclose.job.CloseOutcome;
import io.monthclose.job.Progress;
import io.monthclose.job.TestBook;
import io.monthclose.job.TwelveAccounts;
import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Tables that were tampered with in the middle of a close stop it, by the invariant that no longer holds. */
@Tag("book")
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

    /**
     * What is done to the tables of September, and what has to be found. {@code EDIT table column account row field change}
     * adds to or sets a field of the row of text that begins so; {@code SWAP} posts a release after the charge.
     */
    enum Break {
        A_LINE_IS_LOST(
                1, " lines read, ", "UPDATE take_input SET line_count = line_count + 1 WHERE file = 0 AND :sept"),
        A_ROW_IS_LOST(1, " lines read, ", "UPDATE rated_rows SET duplicates = duplicates - 1 WHERE file = 0 AND :sept"),
        A_REJECT_IS_LOST(1, " lines read, ", "DELETE FROM reject WHERE reason = 'UNKNOWN_API' AND :sept"),
        KEPT_CALLS_ARE_LOST(
                1,
                "calls kept in the snapshot ",
                "UPDATE taken_slice SET kept_calls = kept_calls + 1 WHERE slice = 0 AND :sept"),
        ACCEPTED_CALLS_ARE_NOT_BILLED(
                1,
                "calls accepted ",
                "EDIT bill lines A0012 DetectProduct, 2 -1",
                "EDIT bill lines A0012 DetectProduct, 6 -1",
                "UPDATE bill SET metered_calls = metered_calls - 1, billable_calls = billable_calls - 1"
                        + " WHERE account_id = 'A0012' AND :sept"),
        A_CALL_HAS_NO_SOURCE(2, "do not add up", "EDIT bill lines A0001 DetectProduct, 3 1"),
        A_BILL_HAS_OTHER_CALLS_THAN_ITS_LINES(
                2,
                "are not those of its lines",
                "UPDATE bill SET free_calls = free_calls + 1 WHERE account_id = 'A0012' AND :sept"),
        A_FREE_CALL_WAS_NOT_DRAWN(
                2,
                "are not those drawn",
                "EDIT bill lines A0012 DetectProduct, 4 1",
                "EDIT bill lines A0012 DetectProduct, 6 -1",
                "UPDATE bill SET free_calls = free_calls + 1, billable_calls = billable_calls - 1"
                        + " WHERE account_id = 'A0012' AND :sept"),
        A_DRAW_IS_MORE(2, "are not those drawn", "EDIT bill draws A0012 DetectProduct,PREPAID 3 1"),
        A_DRAW_IS_OF_NO_SOURCE(2, "No enum constant", "EDIT bill draws A0012 DetectProduct,PREPAID 1 =GIFT"),
        A_LINE_HAS_A_FIELD_MORE(2, "is not a row of 10 fields", "EDIT bill lines A0012 DetectProduct, 9 =1,2"),
        A_POOL_WAS_LEFT_OVER(
                3,
                " calls left in the free pool ",
                "UPDATE price_book_pool SET calls = calls + 1 WHERE pool = 'VEHICLE'"),
        A_POOL_WAS_OVERDRAWN(
                3, " free calls drawn from pool ", "UPDATE price_book_pool SET calls = calls - 1 WHERE pool = 'CROP'"),
        A_POOL_IS_NOT_THE_BOOKS(
                3, " free calls drawn from pool ", "UPDATE price_book_pool SET pool = 'OTHER' WHERE pool = 'CROP'"),
        A_PACK_WAS_LEFT_OVER(
                3,
                " calls left in pack ",
                "UPDATE pack_movement SET drawn = drawn - 1, closing = closing + 1 WHERE pack_id = 'P12-lasts' AND"
                        + " :sept",
                "EDIT bill draws A0012 DetectProduct,PREPAID 3 -1",
                "EDIT bill lines A0012 DetectProduct, 5 -1",
                "EDIT bill lines A0012 DetectProduct, 6 1",
                "UPDATE bill SET prepaid_calls = prepaid_calls - 1, billable_calls = billable_calls + 1"
                        + " WHERE account_id = 'A0012' AND :sept"),
        A_PACK_GREW(
                4,
                ", forfeited ",
                "UPDATE pack_movement SET closing = closing + 1 WHERE pack_id = 'P1-spare' AND :sept"),
        A_PACK_HAD_MORE_THAN_IT_HOLDS(
                4, ", forfeited ", "UPDATE month_pack SET calls = 99 WHERE pack_id = 'P1-spare' AND :sept"),
        A_PACK_IS_SOMEBODY_ELSES(
                4,
                ": is another pack than was read",
                "UPDATE pack SET account_id = 'A0001' WHERE pack_id = 'P12-lasts'"),
        A_PACK_WAS_DRAWN_TOO_EARLY(
                4,
                ", forfeited ",
                "UPDATE month_pack SET valid_from = '2022-10-02T00:00:00.000000000Z' WHERE pack_id = 'P12-lasts' AND"
                        + " :sept"),
        A_PACK_WAS_DRAWN_TOO_LATE(
                4,
                ", forfeited ",
                "UPDATE month_pack SET valid_until = '2022-08-30T00:00:00.000000000Z' WHERE pack_id = 'P12-lasts' AND"
                        + " :sept"),
        A_PACK_WAS_NOT_FORFEITED(
                4,
                ", forfeited ",
                "UPDATE month_pack SET valid_until = '2022-09-29T00:00:00.000000000Z' WHERE pack_id = 'P1-spare' AND"
                        + " :sept"),
        A_PACK_WAS_FORFEITED_TOO_EARLY(
                4,
                ", forfeited ",
                "UPDATE month_pack SET valid_until = '2022-09-30T16:00:00.000000000Z' WHERE pack_id = 'P5-ends' AND"
                        + " :sept"),
        A_PACK_MOVED_WITHOUT_A_DRAW(
                4,
                " calls drawn, ",
                "UPDATE pack_movement SET drawn = drawn + 1, closing = closing - 1 WHERE pack_id = 'P1-spare' AND"
                        + " :sept"),
        A_PACK_IS_DRAWN_THAT_IS_NOT_THERE(4, "draws on pack ", "EDIT bill draws A0012 DetectProduct,PREPAID 2 =P99"),
        A_PACK_OPENED_WITH_LESS(
                4,
                ": opened with ",
                "UPDATE month_pack SET opening = opening + 1 WHERE pack_id = 'P1-spare' AND :sept"),
        A_PACK_IS_LOST(4, ": opened with ", "DELETE FROM pack_movement WHERE pack_id = 'P1-spare' AND :sept"),
        A_PACK_CAME_FROM_NOWHERE(
                4, "was not there at the start", "DELETE FROM month_pack WHERE pack_id = 'P1-spare' AND :sept"),
        A_PACK_IS_IN_ANOTHER_BUCKET(
                4,
                "is not with an account of the month",
                "UPDATE month_pack SET bucket = 99 WHERE pack_id = 'P1-spare' AND :sept"),
        A_PACK_CLOSED_WITH_LESS(
                4,
                ", closed before with ",
                "UPDATE pack_movement SET closing = closing - 1 WHERE pack_id = 'P1-spare' AND billing_month ="
                        + " '2022-08'"),
        A_LINE_COSTS_MORE(5, ", lines total ", "EDIT bill lines A0009 CropImage, 9 0.00000001"),
        A_BILL_IS_A_CENT_MORE(
                5,
                ", lines total ",
                "UPDATE bill SET amount_due = amount_due + 0.01 WHERE account_id = 'A0009' AND :sept"),
        AN_ACCOUNT_LEFT_A_MONTH_THAT_IS_NOT_THE_BOOKS(
                5,
                ": is of 0000-00, and the book has no such month",
                "INSERT INTO settlement (billing_month, account_id, bucket, opening_balance, top_ups, released,"
                        + " amount_due, balance_after, wanted, frozen, freeze_status, account_status, bill_status,"
                        + " entry_count, entries) VALUES ('0000-00', 'A0099', 0, 0, 0, 0, 0, 1000000, 0, 0, 'NONE',"
                        + " 'ACTIVE', 'PAID', 0, '')"),
        A_TOP_UP_COUNTS_IN_A_MONTH_THAT_IS_NOT_THE_BOOKS(
                5,
                "counted_top_up top-up planted: is of 2022-10, and the book has no such month",
                "INSERT INTO top_up (top_up_id, billing_month, account_id, amount, received_at) VALUES ('planted',"
                        + " '2022-09', 'A0001', 1, '2023-09-01T00:00:00.000000000Z')",
                "INSERT INTO counted_top_up (top_up_id, billing_month, account_id) VALUES ('planted', '2022-10',"
                        + " 'A0001')"),
        A_MONTH_IS_NOT_OF_THE_CHAIN(
                5,
                "closing_month month 2022-11: is of 2022-11, and it does not follow 2022-09",
                "INSERT INTO closing_month (billing_month, state, first_of_chain, take, price_book_sha256) SELECT"
                        + " '2022-11', 'CLOSED', FALSE, 1, price_book_sha256 FROM closing_month WHERE :sept"),
        A_LINE_IS_NOT_COUNTED(
                5,
                ", lines total ",
                "UPDATE bill SET line_count = line_count + 1 WHERE account_id = 'A0009' AND :sept"),
        AN_ACCOUNT_HAS_NO_BILL(
                5,
                "due a bill, has none",
                "INSERT INTO month_account SELECT billing_month, take, bucket, 'Z0001', due, name, opened_on,"
                        + " closed_on, balance, frozen FROM month_account WHERE account_id = 'A0001' AND :sept"),
        A_BILL_IS_NOT_DUE(
                5, "has a bill, due none", "UPDATE month_account SET due = FALSE WHERE account_id = 'A0002' AND :sept"),
        AN_ACCOUNT_IS_IN_NO_BUCKET(
                5,
                ": is in bucket ",
                "INSERT INTO month_account SELECT billing_month, take, 99, 'Z0001', due, name, opened_on,"
                        + " closed_on, balance, frozen FROM month_account WHERE account_id = 'A0001' AND :sept"),
        A_BILL_IS_NOBODYS(
                5,
                "has a bill, is none of the accounts of the month",
                "INSERT INTO bill VALUES ('2022-09', 'Z0001', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, '', '')"),
        AN_ENTRY_IS_OF_NO_KIND(6, "No enum constant", "EDIT settlement entries A0001 CHARGE 0 =GIFT"),
        A_CHARGE_IS_NOT_THE_BILLS(6, "settlement and postings differ", "EDIT settlement entries A0001 CHARGE 1 0.01"),
        A_BALANCE_IS_NOT_ITS_POSTINGS(
                6,
                "settlement and postings differ",
                "UPDATE settlement SET balance_after = balance_after + 0.01 WHERE account_id = 'A0001' AND :sept"),
        AN_ENTRY_IS_NOT_COUNTED(
                6,
                "settlement and postings differ",
                "UPDATE settlement SET entry_count = entry_count + 1 WHERE account_id = 'A0001' AND :sept"),
        AN_ENTRY_LEAVES_MORE(6, ": leaves a balance of ", "EDIT settlement entries A0001 CHARGE 4 0.01"),
        A_BALANCE_IS_NOT_THE_SETTLEMENTS_BEFORE(
                6,
                ": opens with ",
                "UPDATE settlement SET balance_after = balance_after + 0.01 WHERE account_id = 'A0001' AND"
                        + " billing_month = '2022-08'"),
        A_BALANCE_IS_NOT_THE_MONTHS_BEFORE(
                6,
                ": opening balance ",
                "UPDATE month_account SET balance = balance + 0.01 WHERE account_id = 'A0001' AND :sept"),
        A_BILL_IS_NOT_SETTLED(
                6, "is neither settled nor parked", "DELETE FROM settlement WHERE account_id = 'A0001' AND :sept"),
        A_SETTLEMENT_IS_NOBODYS(
                6,
                "is settled, is none of the accounts of the month",
                "UPDATE settlement SET account_id = 'Z0001' WHERE account_id = 'A0001' AND :sept"),
        CHARGES_ARE_MORE_THAN_BILLS(
                6,
                "bills settled ",
                "UPDATE settlement SET amount_due = amount_due + 0.01 WHERE account_id = 'A0001' AND :sept"),
        A_TOP_UP_IS_NOT_COUNTED(
                6, "A0001: top-ups counted ", "DELETE FROM counted_top_up WHERE account_id = 'A0001' AND :sept"),
        A_TOP_UP_COUNTS_FOR_NOBODY(
                6,
                "top-ups counted ",
                "UPDATE counted_top_up SET account_id = 'Z0001' WHERE account_id = 'A0001' AND :sept",
                "UPDATE top_up SET account_id = 'Z0001' WHERE account_id = 'A0001' AND :sept"),
        A_FREEZE_IS_LOST(
                6,
                "settlement and postings differ",
                "UPDATE settlement SET frozen = 0 WHERE account_id = 'A0001' AND :sept"),
        A_FREEZE_IS_NOT_RELEASED(
                7,
                "is not released",
                "UPDATE settlement SET wanted = 5, frozen = 5 WHERE frozen = 0 AND billing_month = '2022-08'"),
        A_FREEZE_IS_NOT_RELEASED_WHOLE(
                7,
                ", frozen before ",
                "UPDATE settlement SET wanted = wanted + 0.01, frozen = frozen + 0.01 WHERE account_id = 'A0001' AND"
                        + " billing_month = '2022-08'"),
        A_RELEASE_IS_ANOTHER_MONTHS(
                7, ", frozen before ", "UPDATE settlement SET released_month = '2022-07' WHERE released > 0 AND :sept"),
        A_RELEASE_CAME_AFTER_THE_CHARGE(7, ": RELEASE posted after CHARGE", "SWAP");

        private final int number;
        private final String says;
        private final String sql;

        Break(int number, String says, String... sql) {
            this.number = number;
            this.says = says;
            this.sql = String.join(";", sql).replace(":sept", "billing_month = '2022-09'");
        }

        private Invariant invariant() {
            return Invariant.numbered(number);
        }

        private void execute(TestBook book) {
            Tampering.behindTheBack(book.jdbc(), this::execute);
        }

        private void execute(JdbcTemplate jdbc) {
            TextTampering texts = new TextTampering(jdbc, SEPTEMBER);
            for (String statement : sql.split(";", -1)) {
                if (statement.startsWith("EDIT ")) {
                    texts.edit(statement.split(" ", -1));
                } else if (statement.equals("SWAP")) {
                    texts.releaseAfterCharge("A0001");
                } else {
                    assertThat(jdbc.update(statement)).as(statement).isPositive();
                }
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
            names = {
                "A_REJECT_IS_LOST",
                "A_DRAW_IS_MORE",
                "A_POOL_WAS_LEFT_OVER",
                "A_PACK_IS_LOST",
                "A_LINE_COSTS_MORE",
                "AN_ACCOUNT_LEFT_A_MONTH_THAT_IS_NOT_THE_BOOKS",
                "A_TOP_UP_COUNTS_IN_A_MONTH_THAT_IS_NOT_THE_BOOKS"
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
    void a_finding_of_no_invariant_is_named_and_nothing_is_written() {
        Tampering.update(book.jdbc(), "INSERT INTO invariant_result VALUES ('2022-08', 8, TRUE, '')");

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> new MonthExport(book.jdbc())
                        .write(
                                new MonthStore(book.jdbc()).get(AUGUST),
                                folder.resolve("planted"),
                                EnumSet.of(ExportFormat.JSON)))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo(ProblemCode.INVARIANT_BROKEN))
                .withMessageStartingWith("invariant_result has a finding of number 8, and no invariant has it");
        assertThat(folder.resolve("planted/settlement.json")).doesNotExist();
    }

    @Test
    void every_query_of_the_reconciliation_is_seen_to_find_something() {
        ReconciliationQueries.BY_INVARIANT.forEach((invariant, queries) ->
                queries.forEach(query -> assertThat(Break.values())
                        .as("%s: %s", invariant, query)
                        .anySatisfy(tampering -> {
                            assertThat(tampering.invariant()).isEqualTo(invariant);
                            assertThat(query).contains(tampering.says);
                        })));
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
        for (String table : List.of("settlement", "counted_top_up")) {
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
