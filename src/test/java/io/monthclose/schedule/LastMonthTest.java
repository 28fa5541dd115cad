package io.monthclose.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code month-close-last}, beside a launcher that only says what it was asked for. */
class LastMonthTest {
    private static final String IN_OCTOBER = "2022-10-01T18:00:00Z";

    @TempDir
    private Path folder = Path.of("");

    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void install() throws IOException {
        Files.copy(Path.of("jobs/month-close/month-close-last"), folder.resolve("month-close-last"));
        at(IN_OCTOBER);
        launcherEnds(0);
    }

    @ParameterizedTest
    @CsvSource({
        "2022-09-30T15:59:59Z, 2022-08",
        "2022-09-30T16:00:00Z, 2022-09",
        "2022-10-31T15:59:59Z, 2022-09",
        "2022-12-31T15:59:59Z, 2022-11",
        "2022-12-31T16:00:00Z, 2022-12",
        "2023-01-31T15:59:59Z, 2022-12",
        "2023-01-31T16:00:00Z, 2023-01",
        "2024-02-29T15:59:59Z, 2024-01",
        "2024-02-29T16:00:00Z, 2024-02",
        "2022-08-31T16:00:00Z, 2022-08"
    })
    void it_is_the_month_before_in_the_billing_zone_whatever_the_zone_of_the_machine(String now, String month)
            throws Exception {
        at(now);
        for (String zone : List.of("", "UTC", "America/New_York", "Pacific/Kiritimati", "Asia/Shanghai", "NOWHERE")) {
            environment.put("TZ", zone);

            Ended ended = run("in", "out", "--operator", "a scheduler");

            assertThat(ended.code()).isZero();
            assertThat(ended.out())
                    .isEqualTo("[close] [--month] [" + month + "] [--input] [in/" + month + "] [--output] [out/" + month
                            + "] [--operator] [a scheduler]\n");
        }
    }

    @Test
    void without_a_given_time_it_is_now() throws Exception {
        environment.remove("MONTH_CLOSE_NOW");
        ZoneOffset billing = ZoneOffset.ofHours(8);
        YearMonth before = YearMonth.now(billing).minusMonths(1);

        String asked = run("in", "out").out();

        // A second month only where the test runs over the end of one.
        assertThat(List.of(before, YearMonth.now(billing).minusMonths(1)))
                .anySatisfy(month -> assertThat(asked).contains("[--month] [" + month + "]"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 64, 65, 66, 69, 70, 73, 75, 76, 78, 143})
    void it_ends_as_the_close_ends(int code) throws Exception {
        launcherEnds(code);

        assertThat(run("in", outputs()).code()).isEqualTo(code);
    }

    @Test
    void after_70_no_close_of_the_month_starts_until_a_person_removes_the_file() throws Exception {
        launcherEnds(70);
        run("in", outputs());
        launcherEnds(0);

        Ended refused = run("in", outputs());

        assertThat(refused.code()).isEqualTo(70);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err()).contains("out/2022-09.stopped");
        at("2022-11-01T18:00:00Z");
        assertThat(run("in", outputs()).code()).as("of another month").isZero();
        at(IN_OCTOBER);
        Files.delete(folder.resolve("out/2022-09.stopped"));
        assertThat(run("in", outputs()).code()).isZero();
    }

    @Test
    void settled_with_exceptions_is_a_success_once_somebody_was_told() throws Exception {
        launcherEnds(3);
        script("alert", "echo \"$*\" >>alerts; exit 0");
        environment.put("MONTH_CLOSE_ALERT", folder.resolve("alert").toString());

        assertThat(run("in", outputs()).code()).isZero();
        assertThat(folder.resolve("alerts")).hasContent("3 2022-09");

        script("alert", "exit 1");
        assertThat(run("in", outputs()).code()).isEqualTo(3);
        launcherEnds(65);
        assertThat(run("in", outputs()).code()).isEqualTo(65);
    }

    @ParameterizedTest
    @ValueSource(ints = {143, 0})
    void a_request_to_stop_reaches_the_close_and_its_own_exit_code_counts(int code) throws Exception {
        script("month-close", """
            trap 'sleep 0.3; echo stopping; exit %d' TERM
            touch begun
            while :; do sleep 0.02; done
            """.formatted(code));

        Process process = start("in", outputs());
        for (int waits = 0; waits < 500 && !Files.exists(folder.resolve("begun")); waits++) {
            Thread.sleep(20);
        }
        process.destroy();

        Ended ended = ended(process);
        assertThat(ended.code()).isEqualTo(code);
        assertThat(ended.out()).isEqualTo("stopping\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "in", "--operator x", "in --operator"})
    void without_its_two_folders_nothing_starts(String arguments) throws Exception {
        Ended refused = run(arguments.isEmpty() ? new String[0] : arguments.split(" ", -1));

        assertThat(refused.code()).isEqualTo(64);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err()).isEqualTo("month-close-last: wants INPUTS OUTPUTS [option of close ...]\n");
    }

    private record Ended(int code, String out, String err) {}

    private void at(String instant) {
        environment.put("MONTH_CLOSE_NOW", Long.toString(Instant.parse(instant).getEpochSecond()));
    }

    private String outputs() {
        return folder.resolve("out").toString();
    }

    private void launcherEnds(int code) throws IOException {
        script("month-close", "printf '[%s] ' \"$@\" | sed 's/ $//'; echo; exit " + code);
    }

    private void script(String name, String text) throws IOException {
        Path script = Files.writeString(folder.resolve(name), "#!/usr/bin/env bash\n" + text + "\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
    }

    private Ended run(String... arguments) throws Exception {
        return ended(start(arguments));
    }

    private Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("bash", "./month-close-last"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(folder.resolve("stdout").toFile())
                .redirectError(folder.resolve("stderr").toFile());
        builder.environment().remove("MONTH_CLOSE_NOW");
        builder.environment().putAll(environment);
        return builder.start();
    }

    private Ended ended(Process process) throws IOException, InterruptedException {
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("not ended");
        }
        return new Ended(
                process.exitValue(),
                Files.readString(folder.resolve("stdout")),
                Files.readString(folder.resolve("stderr")));
    }
}
