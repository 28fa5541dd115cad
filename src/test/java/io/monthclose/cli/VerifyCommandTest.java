package io.monthclose.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.monthclose.Tampering;
import io.monthclose.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code verify}: what it prints, where it looks for files, how it ends. */
@Tag("book")
class VerifyCommandTest {
    @TempDir
    private Path folder = Path.of("");

    private SmallBook book;

    @BeforeEach
    void open() {
        book = new SmallBook(folder);
    }

    @Test
    void a_month_that_nobody_changed_agrees_and_the_files_are_found_where_the_close_had_them() {
        book.close();

        TestProgram.Result verified = verify();

        assertThat(verified.err()).isEmpty();
        assertThat(verified.exitCode()).isZero();
        assertThat(verified.out())
                .startsWith("2022-09 was settled again from its snapshot, and compared\n")
                .containsPattern("\n  bill +2  rows, with those settled again\n")
                .containsPattern("\n  segments +1  read whole, against their hashes\n")
                .containsPattern("\n  input files +3  in .*in\n")
                .containsPattern("\n  exported documents +9  in .*out\n")
                .endsWith("2022-09 agrees with what was recorded of it\n");
    }

    @Test
    void a_changed_figure_is_named_with_its_account_and_field_and_ends_70() {
        book.close();
        tamper("UPDATE bill SET amount_due = 2640.01 WHERE account_id = 'A0001'");

        TestProgram.Result verified = verify();

        assertThat(verified.exitCode()).isEqualTo(70);
        assertThat(verified.out())
                .contains("\n2022-09 bill account A0001, amount_due: recorded 2640.01, settled again 2640.00\n")
                .doesNotContain("agrees");
        assertThat(verified.err())
                .isEqualTo(
                        "month-close: 2022-09 differs from what was recorded of it in 1 place, the first: bill account"
                                + " A0001, amount_due: recorded 2640.01, settled again 2640.00\n");
        assertThat(book.run("history", "--command", "verify").out())
                .contains(" ENDED FAILED exit 70 2022-09 differs from what was recorded of it in 1 place, the first: ");
    }

    @Test
    void a_changed_price_in_a_line_is_named_with_the_place_in_the_bill() {
        book.close();
        tamper("UPDATE bill SET lines = REPLACE(lines, ',2.2,', ',2.3,') WHERE account_id = 'A0001'");

        JsonNode json = json(verify("--json"));

        assertThat(json.get("agrees").asBoolean()).isFalse();
        assertThat(json.get("difference_count").asInt()).isOne();
        JsonNode difference = json.get("differences").get(0);
        assertThat(difference.get("table").asString()).isEqualTo("bill");
        assertThat(difference.get("key").asString()).isEqualTo("account A0001");
        assertThat(difference.get("field").asString()).isEqualTo("lines row 1 unit_price_per_1000");
        assertThat(difference.get("recorded").asString()).isEqualTo("2.3");
        assertThat(difference.get("found").asString()).isEqualTo("settled again 2.2");
    }

    @Test
    void the_root_that_was_noted_is_compared_with_the_one_that_is_recorded() {
        String closed = book.close().out();
        String root = closed.substring(closed.indexOf("root       ") + 11).substring(0, 64);
        String other = "0".repeat(64);

        TestProgram.Result same = verify("--root", root);
        TestProgram.Result differs = verify("--root", other);

        assertThat(same.exitCode()).as(same.err()).isZero();
        assertThat(same.out()).containsPattern("\n  root +1  " + root + "\n");
        assertThat(differs.exitCode()).isEqualTo(70);
        assertThat(differs.out())
                .contains("\n2022-09 month_seal 2022-09, root: recorded " + root + ", noted " + other + "\n");
        assertThat(verify("--root", "ABC").exitCode()).isEqualTo(64);
    }

    /** Whoever owns the tables can seal a changed history anew, and the root says nothing of it. */
    @Test
    void the_seal_that_was_noted_is_compared_with_the_one_that_is_recorded() {
        String closed = book.close().out();
        String seal = closed.substring(closed.indexOf("seal       ") + 11).substring(0, 64);
        String other = "0".repeat(64);

        TestProgram.Result same = verify("--seal", seal);
        TestProgram.Result differs = verify("--seal", other);

        assertThat(same.exitCode()).as(same.err()).isZero();
        assertThat(same.out())
                .containsPattern("\n  seal +1  " + seal + "\n")
                .containsPattern("\n  root +1  [0-9a-f]{64}, not compared with one noted outside\n");
        assertThat(differs.exitCode()).isEqualTo(70);
        assertThat(differs.out())
                .contains("\n2022-09 month_seal 2022-09, seal: recorded " + seal + ", noted " + other + "\n");
        assertThat(verify("--seal", "ABC").exitCode()).isEqualTo(64);
        assertThat(book.run("history", "--command", "verify").out()).contains("--seal " + seal);
    }

    @Test
    void a_root_that_was_noted_of_a_month_without_one_differs() throws IOException {
        Path later = book.priceBook("from: \"2020-01-01T00:00:00+08:00\"", "from: \"2022-09-20T00:00:00+08:00\"");
        assertThat(book.close("--price-book", later.toString()).exitCode())
                .as("parked")
                .isEqualTo(3);
        String noted = "a".repeat(64);

        assertThat(verify().exitCode()).isZero();
        TestProgram.Result verified = verify("--root", noted);

        assertThat(verified.exitCode()).isEqualTo(70);
        assertThat(verified.out())
                .containsPattern("\n  root +0  the month is not closed and has none\n")
                .contains("\n2022-09 month_seal 2022-09, root: recorded none, noted " + noted + "\n");
    }

    @Test
    void a_month_that_was_set_back_is_a_difference_and_no_month_to_go_on_with() {
        book.close();
        tamper("UPDATE closing_month SET state = 'RATED'");
        book.tamper("DELETE FROM month_document");

        TestProgram.Result verified = verify();

        assertThat(verified.exitCode()).isEqualTo(70);
        assertThat(verified.out()).contains("\n2022-09 closing_month month 2022-09, state: recorded RATED, ");
    }

    @Test
    void a_seal_that_is_gone_is_a_difference_because_the_documents_name_the_root() {
        book.close();
        book.tamper("DELETE FROM month_seal");
        book.tamper("DELETE FROM sealed_row");

        TestProgram.Result verified = verify();

        assertThat(verified.exitCode()).isEqualTo(70);
        assertThat(verified.out())
                .contains("\n2022-09 month_document name settlement.json, sha256: recorded ")
                .containsPattern("\n  root +0  the month was closed by a version of the program that made none\n");
    }

    @Test
    void a_slice_that_is_said_to_have_very_many_lines_is_named() {
        book.close();
        tamper("UPDATE take_slice SET line_count = 2000000000");

        TestProgram.Result verified = verify();

        assertThat(verified.exitCode()).isEqualTo(70);
        assertThat(verified.out())
                .contains(
                        "\n2022-09 take_input role USAGE file 0, line_count: recorded 3, its slices have 2000000000\n")
                .contains("\n2022-09 reject file 0 line 5, row: recorded nothing, no segment keeps it or the 1999999996"
                        + " lines after it, so they were rejected\n");
    }

    @Test
    void a_month_that_cannot_be_settled_again_is_not_said_to_be() {
        book.close();
        tamper("UPDATE take_input SET content = " + (TestDatabase.isPostgres() ? "'\\x00'::bytea" : "X'00'")
                + " WHERE role = 'ACCOUNTS'");

        TestProgram.Result verified = verify();

        assertThat(verified.exitCode()).isEqualTo(70);
        assertThat(verified.out())
                .startsWith("2022-09 could not be settled again from its snapshot; what could be compared without:\n")
                .contains("\n2022-09 month 2022-09, settled again: recorded settled, it stopped: ");
        assertThat(json(verify("--json")).get("settled_again").asBoolean()).isFalse();
    }

    @Test
    void a_line_of_the_history_that_was_changed_is_named() {
        book.close();
        tamper("UPDATE launch SET operator = 'Somebody Else' WHERE launch_id = 1");

        TestProgram.Result verified = verify();

        assertThat(verified.exitCode()).isEqualTo(70);
        assertThat(verified.out()).contains("\n2022-09 launch 1, under the seal: recorded otherwise, its SHA-256 is ");
    }

    @Test
    void a_document_that_was_changed_where_it_lies_is_a_difference() throws IOException {
        book.close();
        Path bills = book.output().resolve("bills.csv");
        Files.writeString(bills, Files.readString(bills).replace("2640.00", "2640.01"));

        TestProgram.Result verified = verify();

        assertThat(verified.exitCode()).isEqualTo(70);
        assertThat(verified.out()).contains("\n2022-09 exported document bills.csv, sha256: recorded ");
    }

    @Test
    void a_document_that_is_not_in_the_folder_that_is_named_is_a_difference() throws IOException {
        book.close();
        Files.delete(book.output().resolve("ledger.csv"));

        assertThat(verify().exitCode()).as("where the history names the folder").isZero();
        TestProgram.Result verified = verify("--output", book.output().toString());

        assertThat(verified.exitCode()).isEqualTo(70);
        assertThat(verified.out()).contains("\n2022-09 exported document ledger.csv, file: recorded ");
    }

    @Test
    void input_that_was_replaced_since_is_mentioned_and_differs_only_where_its_folder_is_named() {
        book.close();
        book.write("accounts.csv", "account_id,name,opened_on,closed_on\n");

        TestProgram.Result mentioned = verify();
        assertThat(mentioned.exitCode()).isZero();
        assertThat(mentioned.out()).containsPattern("\n  input files +2  in .*, 1 replaced by other files since\n");
        TestProgram.Result verified = verify("--input", book.input().toString());

        assertThat(verified.exitCode()).isEqualTo(70);
        assertThat(verified.out()).contains("\n2022-09 input accounts.csv, sha256: recorded ");
    }

    @Test
    void an_input_file_that_is_not_in_the_folder_that_was_named_is_a_difference() throws IOException {
        book.close();
        Files.delete(book.input().resolve("top-ups.csv"));

        assertThat(verify().exitCode()).isZero();
        TestProgram.Result verified = verify("--input", book.input().toString());

        assertThat(verified.exitCode()).isEqualTo(70);
        assertThat(verified.out())
                .contains("\n2022-09 input top-ups.csv, file: recorded ")
                .contains(", it is not in " + book.input() + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--input", "--output"})
    void a_folder_that_is_not_there_is_refused_before_anything_is_done(String option) {
        book.close();
        String nowhere = book.folder().resolve("nowhere").toString();

        TestProgram.Result verified = verify(option, nowhere);

        assertThat(verified)
                .isEqualTo(new TestProgram.Result(
                        66, "", "month-close: " + option + " is " + nowhere + ", and there is no such folder\n"));
        assertThat(book.run("history", "--command", "verify").out()).doesNotContain("verify");
    }

    @Test
    void documents_of_a_later_month_in_the_same_folder_say_nothing() {
        book.close();
        book.write("usage.csv", "record_id,account_id,api,calls,occurred_at\n");
        book.at("2022-11-02T10:00:00+08:00").closeMonth("2022-10");

        TestProgram.Result verified = verify();

        assertThat(verified.exitCode()).as(verified.out() + verified.err()).isZero();
        assertThat(verified.out())
                .containsPattern("\n  exported documents +0  no folder with them is there, 9 not at hand\n");
    }

    @Test
    void a_month_that_is_not_settled_is_not_verified() {
        TestProgram.Result unknown = verify();
        assertThat(unknown.exitCode()).isEqualTo(76);
        assertThat(unknown.err())
                .isEqualTo("month-close: 2022-09 is not in the book; status shows the months that are\n");

        book.at("2022-10-05T00:00:00+08:00").close();
        TestProgram.Result rated = verify();
        assertThat(rated.exitCode()).isEqualTo(76);
        assertThat(rated.err())
                .isEqualTo(
                        "month-close: 2022-09 is RATED; only a settled month can be verified: close goes on with it\n");
    }

    private void tamper(String sql) {
        assertThat(Tampering.update(new JdbcTemplate(new DriverManagerDataSource(book.url())), sql))
                .isOne();
    }

    private TestProgram.Result verify(String... more) {
        List<String> arguments = new ArrayList<>(List.of("verify", "--month", "2022-09", "--quiet"));
        arguments.addAll(List.of(more));
        return book.run(arguments.toArray(String[]::new));
    }

    private static JsonNode json(TestProgram.Result result) {
        return JsonMapper.builder().build().readTree(result.out());
    }
}
