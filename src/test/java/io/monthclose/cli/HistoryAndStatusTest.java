package io.monthclose.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
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
        assertThat(book.run("history", "--month", "2022-11").out()).isEqualTo("nothing was launched yet\n");
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
                        "events");
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
