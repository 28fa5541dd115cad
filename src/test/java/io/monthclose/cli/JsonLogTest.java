package io.monthclose.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code --log-format json}: every line of standard error is one JSON object that says what it belongs to. */
@Tag("book")
class JsonLogTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<String> OF_EVERY_LINE = List.of(
            "timestamp",
            "level",
            "logger",
            "event",
            "message",
            "command",
            "month",
            "step",
            "execution",
            "launch",
            "operator");

    @TempDir
    private Path folder = Path.of("");

    private SmallBook book;

    @BeforeEach
    void open() {
        book = new SmallBook(folder);
    }

    @Test
    void a_close_tells_each_step_with_its_counts_and_how_it_ended() {
        TestProgram.Result closed = close("--operator", "Ada");

        List<JsonNode> lines = lines(closed);
        assertThat(lines).allSatisfy(line -> {
            assertThat(line.get("timestamp").asString()).isEqualTo("2022-10-02T02:00:00.000Z");
            assertThat(line.get("level").asString()).isEqualTo("INFO");
            assertThat(line.get("logger").asString()).isEqualTo("month-close");
            assertThat(line.get("command").asString()).isEqualTo("close");
            assertThat(line.get("month").asString()).isEqualTo("2022-09");
            assertThat(line.get("operator").asString()).isEqualTo("Ada");
            assertThat(line.get("launch").asLong()).isPositive();
            assertThat(line.get("execution").asLong()).isEqualTo(execution());
            assertThat(line.get("step").asString()).isNotEmpty();
        });
        assertThat(lines.stream().filter(is("step_started")).map(line -> text(line, "step")))
                .containsExactly(
                        "takeUsage", "rateAccounts", "reconcileRating", "settleAccounts", "reconcileBooks", "export");
        assertThat(lines.stream().filter(is("step_ended")).map(line -> line.get("counts") + text(line, "outcome")))
                .startsWith("{\"lines\":3,\"rejected\":0}COMPLETED", "{\"bills\":2,\"lines\":2,\"parked\":0}COMPLETED")
                .hasSize(6);
        assertThat(lines.stream().filter(is("step_ended")))
                .allSatisfy(line ->
                        assertThat(line.get("duration_ms").isIntegralNumber()).isTrue());
        assertThat(lines.getFirst().get("total").asLong()).isEqualTo(3);
        assertThat(text(lines.getFirst(), "unit")).isEqualTo("lines");
        assertThat(text(lines.getLast(), "event")).isEqualTo("ended");
        assertThat(lines.getLast().get("exit_code").asInt()).isZero();
        assertThat(closed.exitCode()).isZero();
    }

    @Test
    void text_is_the_default_and_tells_a_line_a_step() {
        TestProgram.Result closed = book.run(
                "close", "--month", "2022-09", "--input", book.input().toString(), "--output", book.output() + "");

        assertThat(closed.err()).isEqualTo("""
            takeUsage        lines 3, rejected 0
            rateAccounts     bills 2, lines 2, parked 0
            reconcileRating  done
            settleAccounts   accounts 2, entries 4, charged 2660.00, frozen 2662.00
            reconcileBooks   done
            export           done
            """);
    }

    @Test
    void standard_output_is_the_same_as_with_text() {
        book.close();

        assertThat(close().out()).isEqualTo(book.close().out()).contains("closed already");
        assertThat(book.run("status", "--json", "--log-format", "json").out())
                .isEqualTo(book.run("status", "--json").out());
    }

    @Test
    void a_month_with_rejects_ends_with_a_warning_and_3() {
        book.write("usage.csv", "record_id,account_id,api,calls,occurred_at\nu1,A0001,NoSuchApi,1,2022-09-05Z\n");

        TestProgram.Result closed = close();

        JsonNode last = lines(closed).getLast();
        assertThat(closed.exitCode()).isEqualTo(3);
        assertThat(text(last, "level")).isEqualTo("WARN");
        assertThat(last.get("exit_code").asInt()).isEqualTo(3);
    }

    @Test
    void a_close_that_fails_says_in_which_step_and_ends_with_the_stack_trace_in_its_line() {
        book.run("status");
        book.execute("ALTER TABLE settlement ADD CONSTRAINT broken CHECK (frozen < 1)");

        TestProgram.Result failed = close();

        List<JsonNode> lines = lines(failed);
        JsonNode stopped = lines.get(lines.size() - 2);
        assertThat(text(stopped, "event")).isEqualTo("step_ended");
        assertThat(text(stopped, "outcome")).isEqualTo("FAILED");
        assertThat(stopped.get("duration_ms").isIntegralNumber()).isTrue();
        JsonNode last = lines.getLast();
        assertThat(text(last, "event")).isEqualTo("failed");
        assertThat(text(last, "level")).isEqualTo("ERROR");
        assertThat(text(last, "step")).isEqualTo("settleAccounts");
        assertThat(last.get("execution").asLong()).isEqualTo(execution());
        assertThat(text(last, "message")).startsWith("the close of 2022-09 failed and can be run again: ");
        assertThat(text(last, "problem")).isEqualTo("UNEXPECTED");
        assertThat(last.get("exit_code").asInt()).isEqualTo(1);
        assertThat(last.get("faults").isEmpty()).isTrue();
        assertThat(text(last, "stack_trace")).contains("\tat io.monthclose.");
        assertThat(failed.exitCode()).isEqualTo(1);
    }

    @Test
    void a_refused_input_is_one_line_with_every_fault_and_the_launch_but_no_step() {
        book.write("accounts.csv", "account_id,name,opened_on,closed_on\nA 1,Blue,2022-01-01,\nA2,,2022-13-01,\n");

        TestProgram.Result refused = close();

        JsonNode line = lines(refused).getLast();
        assertThat(refused.exitCode()).isEqualTo(65);
        assertThat(line.get("exit_code").asInt()).isEqualTo(65);
        assertThat(line.get("faults").values().stream().map(JsonNode::asString))
                .hasSizeGreaterThan(1)
                .allMatch(fault -> fault.contains(".csv line "));
        assertThat(line.get("launch").asLong()).isPositive();
        assertThat(line.has("stack_trace")).isFalse();
    }

    @Test
    void a_command_that_is_refused_before_the_book_is_opened_is_a_line_without_a_launch() {
        TestProgram.Result refused = close("--threads", "0");

        assertThat(lines(refused)).singleElement().satisfies(line -> {
            assertThat(text(line, "message")).isEqualTo("--threads 0 is not 1 to 64");
            assertThat(line.get("exit_code").asInt()).isEqualTo(64);
            assertThat(text(line, "month")).isEqualTo("2022-09");
            assertThat(text(line, "operator")).isEqualTo(System.getProperty("user.name"));
            for (String unknown : List.of("step", "execution", "launch")) {
                assertThat(line.get(unknown).isNull()).as(unknown).isTrue();
            }
        });
        assertThat(book.exists()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "history", "export"})
    void every_command_that_opens_the_book_has_it(String command) {
        book.close();
        TestProgram.Result result = command.equals("export")
                ? book.run("export", "--month", "2022-09", "--output", folder + "/x", "--log-format", "JSON")
                : book.run(command, "--log-format", "json");

        assertThat(result.exitCode()).isZero();
        assertThat(lines(result)).singleElement().satisfies(line -> {
            assertThat(text(line, "command")).isEqualTo(command);
            assertThat(text(line, "event")).isEqualTo("ended");
            assertThat(line.get("operator").isNull()).isEqualTo(!command.equals("export"));
            assertThat(line.get("month").isNull()).isEqualTo(!command.equals("export"));
        });
    }

    @Test
    void what_a_library_logs_is_a_line_of_the_same_form_with_its_stack_trace_as_a_field() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        JsonLog log = new JsonLog(
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Clock.systemUTC(),
                new JsonLog.Subject("close", "2022-09", null));
        log.launchIs(7);
        book.run("status");
        log.takeOverLogging();

        LoggerFactory.getLogger("some.library")
                .warn("odd {}\n\u2028\u8ba1", "things", new IllegalStateException("why"));
        LoggerFactory.getLogger("some.library").info("not told in text either");
        LoggerFactory.getLogger("org.springframework.batch.core.step").error("told by the command");
        book.run("status");
        LoggerFactory.getLogger("some.library").debug("text again");

        assertThat(lines(new TestProgram.Result(0, "", err.toString(StandardCharsets.UTF_8))))
                .singleElement()
                .satisfies(line -> {
                    assertThat(text(line, "message")).isEqualTo("odd things\n\u2028\u8ba1");
                    assertThat(text(line, "level")).isEqualTo("WARN");
                    assertThat(text(line, "logger")).isEqualTo("some.library");
                    assertThat(text(line, "event")).isEqualTo("log");
                    assertThat(line.get("launch").asLong()).isEqualTo(7);
                    assertThat(text(line, "stack_trace"))
                            .startsWith("java.lang.IllegalStateException: why")
                            .contains("\tat io.monthclose.cli.JsonLogTest.");
                });
    }

    @Test
    void a_start_that_fails_before_logging_is_set_up_is_one_line_too() throws Exception {
        Path settings = Files.writeString(folder.resolve("application.yaml"), "spring: [");

        TestProgram.Result failed = new ChildProgram(folder)
                .with("spring.config.location", settings.toUri().toString())
                .run("status", "--log-format", "json");

        assertThat(failed.out()).isEmpty();
        assertThat(lines(failed))
                .singleElement()
                .satisfies(line -> assertThat(text(line, "event")).isEqualTo("failed"));
        assertThat(failed.exitCode()).isEqualTo(78);
    }

    @Test
    void quiet_leaves_what_went_wrong_with_its_step() throws IOException {
        assertThat(lines(close("--quiet"))).isEmpty();

        SmallBook broken = new SmallBook(Files.createDirectories(folder.resolve("other")));
        broken.run("status");
        broken.execute("ALTER TABLE settlement ADD CONSTRAINT broken CHECK (frozen < 1)");
        assertThat(lines(broken.close("--log-format", "json")))
                .singleElement()
                .satisfies(line -> assertThat(text(line, "step")).isEqualTo("settleAccounts"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"xml", "", "json,text"})
    void another_format_is_refused_in_text(String format) {
        TestProgram.Result refused = book.run("status", "--log-format", format);

        assertThat(refused.exitCode()).isEqualTo(64);
        assertThat(refused.err())
                .startsWith("month-close: Invalid value for option '--log-format': ")
                .endsWith("; see month-close status --help\n")
                .hasLineCount(1);
    }

    private TestProgram.Result close(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "close",
                "--month",
                SmallBook.MONTH,
                "--input",
                book.input().toString(),
                "--output",
                book.output().toString(),
                "--log-format",
                "json"));
        arguments.addAll(List.of(more));
        return book.run(arguments.toArray(String[]::new));
    }

    private long execution() {
        return Long.parseLong(book.rows("SELECT MAX(JOB_EXECUTION_ID) FROM BATCH_JOB_EXECUTION")
                .getFirst());
    }

    /** The lines, each of which is an object with the fields of every line first. */
    private static List<JsonNode> lines(TestProgram.Result result) {
        assertThat(result.err()).doesNotContain("\r");
        List<JsonNode> lines = result.err().lines().map(JSON::readTree).toList();
        assertThat(lines).allSatisfy(line -> {
            assertThat(line.isObject()).isTrue();
            assertThat(List.copyOf(line.propertyNames()).subList(0, OF_EVERY_LINE.size()))
                    .isEqualTo(OF_EVERY_LINE);
            Set<String> unknown = new TreeSet<>();
            OF_EVERY_LINE.subList(0, 6).stream()
                    .filter(field -> line.get(field).isNull())
                    .forEach(unknown::add);
            assertThat(unknown).isEmpty();
        });
        return lines;
    }

    private static Predicate<JsonNode> is(String event) {
        return line -> text(line, "event").equals(event);
    }

    private static String text(JsonNode line, String field) {
        return line.get(field).asString();
    }
}
