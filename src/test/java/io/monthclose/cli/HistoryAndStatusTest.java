package io.monthclose.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Tag("book")
class HistoryAndStatusTest {
    private static final String LATE = "2022-10-05T00:00:00+08:00";

    @TempDir
    private Path folder = Path.of("");

    private SmallBook book;

    @BeforeEach
    void open() {
        book = new SmallBook(folder);
    }

    @Test
    void an_empty_book_says_so() {
        assertThat(book.run("status"))
                .isEqualTo(new TestProgram.Result(0, "no month was ever closed in this book\n", ""));
        assertThat(book.run("history")).isEqualTo(new TestProgram.Result(0, "nothing was launched yet\n", ""));
        assertThat(json(book.run("status", "--json")).get("months").size()).isZero();
        assertThat(json(book.run("history", "--json")).get("launches").size()).isZero();
    }

    @Test
    void status_tells_the_months_and_how_far_each_has_come() {
        book.close();
        book.write("usage.csv", "record_id,account_id,api,calls,occurred_at\n");
        book.at("2022-11-04T00:00:00+08:00").closeMonth("2022-10");

        assertThat(book.run("status").out()).isEqualTo("""
            2022-09  CLOSED   settled as of 2022-10-02T02:00:00Z  first of the chain
            2022-10  RATED
            """);
    }

    @Test
    void status_as_json_has_a_field_for_each() {
        book.close();

        JsonNode month = json(book.run("status", "--json")).get("months").get(0);

        assertThat(month.propertyNames())
                .containsExactlyInAnyOrder(
                        "month",
                        "state",
                        "first_of_chain",
                        "take",
                        "price_book_sha256",
                        "settlement_instant",
                        "parked",
                        "parked_reasons",
                        "root");
        assertThat(month.get("month").asString()).isEqualTo("2022-09");
        assertThat(month.get("state").asString()).isEqualTo("CLOSED");
        assertThat(month.get("first_of_chain").asBoolean()).isTrue();
        assertThat(month.get("take").asInt()).isEqualTo(1);
        assertThat(month.get("price_book_sha256").asString()).matches("[0-9a-f]{64}");
        assertThat(month.get("settlement_instant").asString()).isEqualTo("2022-10-02T02:00:00Z");
        assertThat(month.get("parked").isEmpty()).isTrue();
    }

    @Test
    void a_parked_account_is_named_by_every_close_and_by_status_and_the_month_stays_open() throws Exception {
        Path later = book.priceBook("from: \"2020-01-01T00:00:00+08:00\"", "from: \"2022-09-20T00:00:00+08:00\"");

        for (int i = 0; i < 2; i++) {
            TestProgram.Result parked = book.close("--price-book", later.toString());

            assertThat(parked.exitCode()).isEqualTo(3);
            assertThat(parked.out())
                    .startsWith("2022-09 stays open: 1 account(s) parked, documents are provisional\n")
                    .containsPattern("\n  parked     A0001: .*DetectProduct.*\n")
                    .contains("\n"
                            + "  next       when the cause is away: month-close rerun --month 2022-09 --step"
                            + " rateAccounts ");
        }
        assertThat(book.run("status").out()).isEqualTo("""
            2022-09  SETTLED  settled as of 2022-10-02T02:00:00Z  first of the chain
                     parked  A0001: no price of DetectProduct is in force at 2022-09-05T10:15:00+08:00
                     when the cause is away: month-close rerun --month 2022-09 --step rateAccounts --reason TEXT [--price-book FILE]
            """);
        assertThat(json(book.run("status", "--json"))
                        .get("months")
                        .get(0)
                        .get("parked")
                        .get(0)
                        .asString())
                .isEqualTo("A0001");
        TestProgram.Result october = book.at("2022-11-02T00:00:00+08:00").closeMonth("2022-10");
        assertThat(october.err())
                .isEqualTo("month-close: 2022-10 is out of order: 2022-09 is SETTLED and must be closed first\n");
        assertThat(october.exitCode()).isEqualTo(76);
    }

    @Test
    void history_tells_every_launch_with_its_steps_its_operator_and_its_end() {
        book.at(LATE)
                .close("--operator", "Zhāng 张", "--outside-window", "first try")
                .exitCode();
        book.close();

        List<String> lines = book.run("history").out().lines().toList();

        assertThat(lines.getFirst())
                .startsWith("#1 close 2022-09 at 2022-10-04T16:00:00Z by Zhāng 张 (")
                .endsWith(", version development)");
        assertThat(lines.get(1))
                .contains("--input " + book.input(), "--output " + book.output(), "--price-book ")
                .endsWith(" --outside-window first try");
        assertThat(lines).anyMatch(line -> line.endsWith(" STEP_STARTED takeUsage"));
        assertThat(lines).anyMatch(line -> line.endsWith(" STEP_ENDED takeUsage COMPLETED lines 3, rejected 0"));
        assertThat(lines).anyMatch(line -> line.endsWith(" STEP_ENDED export COMPLETED"));
        assertThat(lines).anyMatch(line -> line.endsWith(" ENDED WELL exit 0 Settled"));
        assertThat(lines.getLast()).endsWith(" ENDED WELL exit 0 ClosedAlready");
        assertThat(lines).filteredOn(line -> line.startsWith("#")).hasSize(2);
    }

    @Test
    void a_launch_that_failed_is_in_the_history_with_its_exit_code_and_message() {
        book.at("2022-09-15T00:00:00+08:00").close();

        assertThat(book.run("history").out())
                .contains(" ENDED FAILED exit 76 2022-09 is not over at 2022-09-15T00:00:00+08:00");
    }

    @Test
    void history_can_be_asked_for_one_month() {
        book.close();
        book.closeMonth("2022-10");

        assertThat(book.run("history", "--month", "2022-10").out())
                .contains("#2 close 2022-10 ")
                .doesNotContain("#1 ");
        assertThat(book.run("history", "--month", "2022-11").out()).isEqualTo("nothing was launched for 2022-11 yet\n");
    }

    @Test
    void history_can_be_asked_for_outcomes_operators_and_commands() {
        book.close("--operator", "Wang");
        book.closeMonth("2022-10", "--operator", "Li");
        book.run(
                "export",
                "--month",
                "2022-09",
                "--output",
                folder.resolve("again").toString(),
                "--operator",
                "Li");
        book.run("verify", "--month", "2022-09", "--operator", "auditor", "--quiet");

        assertThat(told("--outcome", "failed")).containsExactly("#2 close 2022-10");
        assertThat(told("--outcome", "well"))
                .containsExactly("#1 close 2022-09", "#3 export 2022-09", "#4 verify 2022-09");
        assertThat(told("--operator", "Li")).containsExactly("#2 close 2022-10", "#3 export 2022-09");
        assertThat(told("--operator", System.getProperty("user.name"))).hasSize(4);
        assertThat(told("--command", "verify")).containsExactly("#4 verify 2022-09");
        assertThat(told("--operator", "Li", "--outcome", "failed", "--month", "2022-09"))
                .isEmpty();
        assertThat(book.run("history", "--outcome", "unended").out()).isEqualTo("no launch is like that\n");
        assertThat(json(book.run("history", "--json", "--command", "export"))
                        .get("launches")
                        .size())
                .isOne();
        assertThat(book.run("history", "--outcome", "bad").exitCode()).isEqualTo(64);
    }

    private List<String> told(String... filters) {
        List<String> arguments = new ArrayList<>(List.of("history"));
        arguments.addAll(List.of(filters));
        return book.run(arguments.toArray(String[]::new))
                .out()
                .lines()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.substring(0, line.indexOf(" at ")))
                .toList();
    }

    @Test
    void reasons_are_told_by_themselves() {
        book.at(LATE).close("--outside-window", "the gateway\nwas down");
        book.run("rerun", "--month", "2022-09", "--step", "reconcileBooks", "--reason", "ticket 7", "--quiet");

        assertThat(book.run("history").out().lines())
                .contains(
                        "   because outside the window: the gateway was down",
                        "   because rerun of reconcileBooks: ticket 7");
        JsonNode launches = json(book.run("history", "--json")).get("launches");
        assertThat(launches.get(0).get("reasons").get(0).asString())
                .isEqualTo("outside the window: the gateway was down");
        assertThat(launches.get(1).get("reasons").get(0).asString()).isEqualTo("rerun of reconcileBooks: ticket 7");
    }

    @Test
    void what_an_export_and_a_verification_came_to_is_in_the_history() {
        book.close();
        String again = folder.resolve("again").toString();
        book.run("export", "--month", "2022-09", "--output", again, "--format", "html,csv");
        book.run("export", "--month", "2022-10", "--output", again);
        book.run("verify", "--month", "2022-09", "--quiet");

        assertThat(book.run("history", "--command", "export").out())
                .contains("\n   --output " + again + " --format html,csv\n")
                .containsPattern(" after 0[.]000 s ENDED WELL exit 0 2022-09: 8 documents in .*again\n")
                .contains(" ENDED FAILED exit 76 2022-10 is not in the book; status shows the months that are\n");
        assertThat(book.run("history", "--command", "verify").out())
                .contains(" ENDED WELL exit 0 2022-09 agrees with what was recorded of it\n");
    }

    @Test
    void what_a_launch_did_that_was_killed_is_visible_and_who_went_on() {
        book.close();
        launchedAndKilled();

        assertThat(book.run("history").out())
                .contains(
                        "   no end was recorded; last: settleAccounts since 2022-10-02T03:00:04Z; no later launch went"
                                + " on yet: it runs, or was killed\n");
        book.close();
        assertThat(book.run("history", "--outcome", "unended").out())
                .contains(", attempt 2\n")
                .endsWith(
                        "   no end was recorded; last: settleAccounts since 2022-10-02T03:00:04Z; launch #3 went on\n");
        JsonNode killed = json(book.run("history", "--json")).get("launches").get(1);
        assertThat(killed.get("outcome").asString()).isEqualTo("UNENDED");
        assertThat(killed.get("running_step").asString()).isEqualTo("settleAccounts");
        assertThat(killed.get("running_since").asString()).isEqualTo("2022-10-02T03:00:04Z");
        assertThat(killed.get("went_on_in").asLong()).isEqualTo(3);
        assertThat(killed.get("exit_code").isNull()).isTrue();
    }

    /** What a close leaves behind that is killed as it settles. */
    private void launchedAndKilled() {
        book.execute("INSERT INTO launch (command, billing_month, operator, os_user, host, program_version, options,"
                + " started_at) VALUES ('close', '2022-09', 'a', 'b', 'c', 'd', 'e', '2022-10-02 03:00:00+00:00')");
        for (String event : List.of(
                "'2022-10-02 03:00:01+00:00', 'STEP_STARTED', 'takeUsage'",
                "'2022-10-02 03:00:02+00:00', 'STEP_ENDED', 'takeUsage'",
                "'2022-10-02 03:00:04+00:00', 'STEP_STARTED', 'settleAccounts'")) {
            book.execute("INSERT INTO launch_event (launch_id, at, kind, step) VALUES (2, " + event + ")");
        }
    }

    @Test
    void history_as_json_has_a_field_for_each() {
        book.close("--operator", "somebody");

        JsonNode launch = json(book.run("history", "--json")).get("launches").get(0);

        assertThat(launch.propertyNames())
                .containsExactlyInAnyOrder(
                        "launch",
                        "command",
                        "month",
                        "operator",
                        "os_user",
                        "host",
                        "program_version",
                        "options",
                        "started_at",
                        "events",
                        "reasons",
                        "attempt",
                        "outcome",
                        "exit_code",
                        "milliseconds",
                        "running_step",
                        "running_since",
                        "went_on_in");
        assertThat(launch.get("attempt").asInt()).isOne();
        assertThat(launch.get("outcome").asString()).isEqualTo("WELL");
        assertThat(launch.get("reasons").isEmpty()).isTrue();
        assertThat(launch.get("operator").asString()).isEqualTo("somebody");
        assertThat(Instant.parse(launch.get("started_at").asString())).isEqualTo(Instant.parse("2022-10-02T02:00:00Z"));
        List<String> steps = launch.get("events")
                .valueStream()
                .filter(event -> event.get("kind").asString().equals("STEP_ENDED"))
                .map(event -> event.get("step").asString() + " "
                        + event.get("outcome").asString() + " "
                        + event.get("milliseconds").isIntegralNumber())
                .toList();
        assertThat(steps)
                .containsExactly(
                        "takeUsage COMPLETED true",
                        "rateAccounts COMPLETED true",
                        "reconcileRating COMPLETED true",
                        "settleAccounts COMPLETED true",
                        "reconcileBooks COMPLETED true",
                        "export COMPLETED true");
        JsonNode end = launch.get("events").get(launch.get("events").size() - 1);
        assertThat(end.get("kind").asString()).isEqualTo("ENDED");
        assertThat(end.get("exit_code").asInt()).isZero();
    }

    private static JsonNode json(TestProgram.Result result) {
        assertThat(result.exitCode()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).endsWith("}\n");
        return JsonMapper.builder().build().readTree(result.out());
    }
}
