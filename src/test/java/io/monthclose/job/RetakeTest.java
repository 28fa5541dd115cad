package io.monthclose.job;

import static io.monthclose.job.TwelveAccounts.AUGUST;
import static io.monthclose.job.TwelveAccounts.SEPTEMBER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.monthclose.Tampering;
import io.monthclose.TestDatabase;
import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import io.monthclose.store.Difference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is taken anew before the first charge settles the month as if it had been taken at once. */
@Tag("book")
@TestInstance(Lifecycle.PER_CLASS)
class RetakeTest {
    private static final Map<String, String> FIVES =
            Map.of("month-close.slice-bytes", "500", "month-close.accounts-per-chunk", "5", "month-close.buckets", "1");
    private static final Instant AS_OF = Instant.parse("2022-10-03T15:00:00Z");
    private static final String WHY = "the gateway sent half a file";

    /** No account is settled: everything before the first charge was done. */
    private static final String NO_CHARGE = "settlement ADD CONSTRAINT no_charge CHECK (billing_month <> '2022-09')";

    private Path folder;
    private TwelveAccounts input;
    private Path wrong;
    private Path wrongPrices;
    private SortedMap<String, String> undisturbed;

    /** Closes both months at once, and keeps a book whose September was taken from the wrong input and not yet charged. */
    @BeforeAll
    void take_the_wrong_input(@TempDir Path place) throws IOException {
        folder = place;
        input = new TwelveAccounts(folder.resolve("in"));
        wrong = writeWrongInput();
        wrongPrices = Files.writeString(
                folder.resolve("wrong.yaml"),
                Files.readString(TwelveAccounts.PRICES).replace("price_per_1000: 2.5}", "price_per_1000: 2.4}"));
        try (TestBook book = TestBook.inMemory("at-once", 1, Map.of())) {
            input.documents(book, AUGUST);
            undisturbed = input.documents(book, SEPTEMBER);
        }
        try (TestBook book = TestBook.inFile(folder.resolve("wrongly-taken"), 1, FIVES)) {
            input.documents(book, AUGUST);
            book.jdbc().execute("ALTER TABLE " + NO_CHARGE);
            failed(book, wrong, wrongPrices, Optional.empty());
            book.jdbc().execute("ALTER TABLE settlement DROP CONSTRAINT no_charge");
            assertThat(book.jdbc().queryForList("SELECT state FROM closing_month", String.class))
                    .containsExactly("CLOSED", "RATED");
        }
    }

    /** Less usage, another account, pack and price, and other content under ids that the right input has too. */
    private Path writeWrongInput() throws IOException {
        Path right = folder.resolve("in").resolve("2022-09");
        Path made = Files.createDirectories(folder.resolve("wrong"));
        Files.writeString(
                made.resolve("accounts.csv"),
                Files.readString(right.resolve("accounts.csv")).replace("Account 7", "Account Seven")
                        + "A0013,Not ours,2022-09-10,\n");
        Files.writeString(made.resolve("prepaid-packs.csv"), """
            pack_id,account_id,apis,calls,valid_from,valid_until
            P-new,A0001,DetectProduct,9,2022-01-01T00:00:00Z,2023-01-01T00:00:00Z
            """);
        Files.writeString(
                made.resolve("top-ups.csv"),
                Files.readString(right.resolve("top-ups.csv")).replace(",900.00,", ",90.00,"));
        List<String> usage = new ArrayList<>(Files.readAllLines(right.resolve("usage-1.csv")));
        usage.add("r1,A0001,DetectProduct,1,2022-09-05T00:00:00Z");
        usage.add("r7,A0013,DetectProduct,70000,2022-09-15T00:00:00Z");
        Files.write(made.resolve("usage-1.csv"), usage);
        return made;
    }

    private TestBook wronglyTaken(String name) throws IOException {
        TestBook.copy(folder.resolve("wrongly-taken"), folder.resolve(name));
        return TestBook.inFile(folder.resolve(name), 1, FIVES);
    }

    @Test
    void the_documents_are_those_of_the_right_input() throws IOException {
        try (TestBook book = wronglyTaken("right")) {
            assertThat(retaken(book, Optional.of(WHY))).isEqualTo(undisturbed);
            Verified.agrees(book, AUGUST);
            Verified.agrees(book, SEPTEMBER);
        }
    }

    @Test
    void the_superseded_take_stays_under_its_number() throws IOException {
        try (TestBook book = wronglyTaken("kept")) {
            List<String> before = kept(book);
            assertThat(before).allSatisfy(table -> assertThat(table).doesNotEndWith(" 0"));

            retaken(book, Optional.of(WHY));

            assertThat(kept(book)).isEqualTo(before);
            assertThat(book.jdbc()
                            .queryForObject(
                                    "SELECT content FROM take_input WHERE billing_month = '2022-09' AND take = 1 AND"
                                            + " role = 'TOP_UPS'",
                                    byte[].class))
                    .isEqualTo(Files.readAllBytes(wrong.resolve("top-ups.csv")));
            assertThat(count(book, "reject", "billing_month = '2022-09' AND take = 1 AND reason = 'CONFLICT'"))
                    .isOne();
            assertThat(count(book, "account", "account_id = 'A0013'")).isZero();
            assertThat(book.jdbc()
                            .queryForList("SELECT detail FROM launch_event WHERE detail LIKE 'RETAKE%'", String.class))
                    .containsExactly("RETAKE: take 2, " + WHY);
        }
    }

    @Test
    void a_segment_of_the_superseded_take_that_was_changed_is_named() throws IOException {
        try (TestBook book = wronglyTaken("superseded")) {
            retaken(book, Optional.of(WHY));
            String bytes = TestDatabase.isPostgres() ? "'\\x00'::bytea" : "X'00'";
            assertThat(Tampering.update(
                            book.jdbc(),
                            "UPDATE segment SET bytes = " + bytes + " WHERE billing_month = '2022-09' AND take = 1 AND"
                                    + " slice = 1"))
                    .isOne();

            VerifyOutcome outcome = book.verify(SEPTEMBER);

            assertThat(outcome.exitCode()).isEqualTo(70);
            assertThat(outcome.differences())
                    .singleElement()
                    .extracting(Difference::text)
                    .asString()
                    .startsWith("segment take 1 bucket 0 slice 1, bytes, sha256: recorded ")
                    .contains(", its bytes hash to ");
        }
    }

    private static List<String> kept(TestBook book) {
        return List.of(
                        "usage_take",
                        "take_input",
                        "take_slice",
                        "taken_slice",
                        "segment",
                        "reject",
                        "month_account",
                        "month_pack")
                .stream()
                .map(table -> table + " " + count(book, table, "billing_month = '2022-09' AND take = 1"))
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void a_retake_that_failed_goes_on_with_the_same_command_or_without_it(RestartTest.Disturbance disturbance)
            throws IOException {
        String name = "failed-" + disturbance;
        // The wrong take has a settlement instant already, so that this one meets the plan, too.
        boolean planned =
                disturbance != RestartTest.Disturbance.PLANNING && disturbance != RestartTest.Disturbance.THE_INSTANT;
        try (TestBook book = wronglyTaken(name)) {
            disturbance.begin(book);
            assertThat(failed(book, right(), TwelveAccounts.PRICES, Optional.of(WHY))
                            .code())
                    .isEqualTo(ProblemCode.UNEXPECTED);
            disturbance.end(book);
            assertThat(take(book)).isEqualTo(planned ? 2 : 1);
        }
        if (planned) {
            TestBook.copy(folder.resolve(name), folder.resolve(name + "-plain"));
            try (TestBook book = TestBook.inFile(folder.resolve(name + "-plain"), 1, FIVES)) {
                assertThat(retaken(book, Optional.empty())).isEqualTo(undisturbed);
            }
        }
        try (TestBook book = TestBook.inFile(folder.resolve(name), 1, FIVES)) {
            assertThat(retaken(book, Optional.of(WHY))).isEqualTo(undisturbed);
            assertThat(take(book)).isEqualTo(2);
        }
    }

    @Test
    void a_retake_that_failed_in_every_step_ends_at_the_same_bytes() throws IOException {
        try (TestBook book = wronglyTaken("failed-over-and-over")) {
            for (RestartTest.Disturbance disturbance : RestartTest.Disturbance.values()) {
                disturbance.begin(book);
                failed(book, right(), TwelveAccounts.PRICES, Optional.of(WHY));
                disturbance.end(book);
            }
            assertThat(retaken(book, Optional.of(WHY))).isEqualTo(undisturbed);
            assertThat(take(book)).isEqualTo(2);
        }
    }

    @Test
    void input_that_is_refused_leaves_the_take_as_it_was() throws IOException {
        SortedMap<String, String> wronglyClosed = wronglyClosed();
        Path broken = Files.createDirectories(folder.resolve("broken"));
        Files.copy(right().resolve("usage-1.csv"), broken.resolve("usage-1.csv"));
        Files.writeString(broken.resolve("top-ups.csv"), "top_up_id,account_id,amount,received_at\nT,A0001,many,now\n");
        try (TestBook book = wronglyTaken("refused")) {
            assertThat(failed(book, broken, TwelveAccounts.PRICES, Optional.of(WHY))
                            .code())
                    .isEqualTo(ProblemCode.INPUT_REFUSED);

            assertThat(take(book)).isOne();
            Path output = folder.resolve("out-refused");
            book.close(SEPTEMBER, wrong, output, AS_OF, wrongPrices);
            assertThat(Documents.in(output)).isEqualTo(wronglyClosed);
        }
    }

    private SortedMap<String, String> wronglyClosed() {
        try (TestBook book = TestBook.inMemory("wrong-at-once", 1, Map.of())) {
            input.documents(book, AUGUST);
            Path output = folder.resolve("out-wrong");
            book.close(SEPTEMBER, wrong, output, AS_OF, wrongPrices);
            return Documents.in(output);
        }
    }

    @Test
    void changed_input_is_refused_and_the_way_on_is_named() throws IOException {
        try (TestBook book = wronglyTaken("changed")) {
            assertThat(failed(book, right(), wrongPrices, Optional.empty()))
                    .hasMessage("the input changed since it was taken; --retake REASON takes it anew (5 faults)");
            assertThat(failed(book, wrong, TwelveAccounts.PRICES, Optional.empty()))
                    .hasMessageEndingWith("; --retake REASON takes it anew");
        }
    }

    @Test
    void a_month_is_not_taken_anew_after_the_first_charge() throws IOException {
        try (TestBook book = wronglyTaken("charged")) {
            book.jdbc()
                    .execute("ALTER TABLE settlement ADD CONSTRAINT boom CHECK (billing_month <> '2022-09' OR"
                            + " account_id <> 'A0007') " + TestDatabase.unchecked());
            failed(book, wrong, wrongPrices, Optional.empty());
            assertThat(count(book, "settlement", "billing_month = '2022-09'")).isEqualTo(5);
            book.jdbc().execute("ALTER TABLE settlement DROP CONSTRAINT boom");

            ProblemException refused = failed(book, right(), TwelveAccounts.PRICES, Optional.of(WHY));

            assertThat(refused.code()).isEqualTo(ProblemCode.WRONG_USE);
            assertThat(refused)
                    .hasMessage("2022-09 is being settled since 2022-10-03T23:00:00+08:00: it can only be taken anew"
                            + " before the first charge; leave out --retake");
            assertThat(failed(book, right(), wrongPrices, Optional.empty()))
                    .hasMessage("the input changed since it was taken (5 faults)");
            book.close(SEPTEMBER, wrong, folder.resolve("out-charged"), AS_OF, wrongPrices);
            assertThat(failed(book, right(), TwelveAccounts.PRICES, Optional.of(WHY)))
                    .hasMessageStartingWith("2022-09 is closed, settled as of 2022-10-03T23:00:00+08:00: ");
        }
    }

    @Test
    void the_same_command_once_more_finds_the_month_closed() throws IOException {
        try (TestBook book = wronglyTaken("again")) {
            retaken(book, Optional.of(WHY));
            Notices notices = new Notices();
            assertThat(close(book, right(), TwelveAccounts.PRICES, Optional.of(WHY), notices))
                    .isInstanceOf(CloseOutcome.ClosedAlready.class);
            assertThat(notices.heard).isEmpty();
        }
    }

    @Test
    void another_reason_takes_the_month_once_more() throws IOException {
        try (TestBook book = wronglyTaken("twice")) {
            book.jdbc().execute("ALTER TABLE " + NO_CHARGE + " " + TestDatabase.unchecked());
            Notices notices = new Notices();
            failed(book, wrong, TwelveAccounts.PRICES, Optional.of("the price book was old"));
            failed(book, wrong, TwelveAccounts.PRICES, Optional.of("the price book was old"), notices);
            assertThat(take(book)).isEqualTo(2);
            assertThat(notices.heard)
                    .containsExactly("take 2 of 2022-09 was begun for this reason, and goes on; another --retake REASON"
                            + " takes it anew");
            book.jdbc().execute("ALTER TABLE settlement DROP CONSTRAINT no_charge");

            assertThat(retaken(book, Optional.of(WHY))).isEqualTo(undisturbed);
            assertThat(take(book)).isEqualTo(3);
            Verified.agrees(book, SEPTEMBER);
        }
    }

    @Test
    void the_first_take_of_a_month_is_no_retake() throws IOException {
        try (TestBook book = TestBook.inMemory("first", 1, FIVES)) {
            input.documents(book, AUGUST);
            Notices notices = new Notices();
            book.jdbc().execute("ALTER TABLE " + NO_CHARGE);
            failed(book, right(), TwelveAccounts.PRICES, Optional.of(WHY), notices);
            assertThat(notices.heard).containsExactly("2022-09 has no take yet: this one is its first, not a retake");
            book.jdbc().execute("ALTER TABLE settlement DROP CONSTRAINT no_charge");

            assertThat(retaken(book, Optional.of(WHY))).isEqualTo(undisturbed);
            assertThat(take(book)).isOne();
            assertThat(count(book, "launch_event", "detail LIKE 'RETAKE%'")).isZero();
        }
    }

    private Path right() {
        return folder.resolve("in").resolve("2022-09");
    }

    private SortedMap<String, String> retaken(TestBook book, Optional<String> reason) {
        close(book, right(), TwelveAccounts.PRICES, reason, Progress.NONE);
        return Documents.in(folder.resolve("out"));
    }

    private CloseOutcome close(TestBook book, Path files, Path prices, Optional<String> reason, Progress progress) {
        return book.close(SEPTEMBER, files, folder.resolve("out"), AS_OF, prices, reason, progress);
    }

    private ProblemException failed(TestBook book, Path files, Path prices, Optional<String> reason) {
        return failed(book, files, prices, reason, Progress.NONE);
    }

    private ProblemException failed(
            TestBook book, Path files, Path prices, Optional<String> reason, Progress progress) {
        return catchThrowableOfType(ProblemException.class, () -> close(book, files, prices, reason, progress));
    }

    private static int take(TestBook book) {
        Integer take = book.jdbc()
                .queryForObject("SELECT take FROM closing_month WHERE billing_month = '2022-09'", Integer.class);
        return take == null ? -1 : take;
    }

    private static long count(TestBook book, String table, String where) {
        Long found = book.jdbc().queryForObject("SELECT COUNT(*) FROM " + table + " WHERE " + where, Long.class);
        return found == null ? -1 : found;
    }

    /** Remembers what whoever watches was told. */
    private static final class Notices implements Progress {
        private final List<String> heard = new ArrayList<>();

        @Override
        public void noticed(String what) {
            heard.add(what);
        }
    }
}
