package io.monthclose.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.monthclose.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every exit code leads to the same in systemd, Kubernetes and Airflow, and the runbook says what. */
class ExitCodesOfSchedulesTest {
    private static final Path FOLDER = Path.of("jobs/month-close");
    private static final Pattern CODES = Pattern.compile("^([A-Z_]+) = \\{([0-9, ]+)}$", Pattern.MULTILINE);

    @ParameterizedTest
    @CsvSource({
        "0, SETTLED",
        "1, TRIED_AGAIN",
        "3, SETTLED_WITH_AN_ALERT",
        "64, FAILED_AT_ONCE",
        "65, FAILED_AT_ONCE",
        "66, FAILED_AT_ONCE",
        "69, TRIED_AGAIN",
        "70, FAILED_AT_ONCE",
        "73, FAILED_AT_ONCE",
        "75, TRIED_AGAIN",
        "76, FAILED_AT_ONCE",
        "78, FAILED_AT_ONCE",
        "143, TRIED_AGAIN"
    })
    void what_follows_an_exit_code_is_the_same_everywhere(int code, Consequence consequence) throws IOException {
        assertThat(new UnitFile(FOLDER.resolve("month-close.service")).after(code))
                .as("systemd")
                .isEqualTo(consequence);
        assertThat(CronJobFile.read(FOLDER.resolve("cronjob.yaml")).after(code))
                .as("Kubernetes")
                .isEqualTo(consequence);
        assertThat(inAirflow(code)).as("Airflow").isEqualTo(consequence);
        assertThat(inTheRunbook().get(code)).as("runbook").isEqualTo(consequence.words());
    }

    @Test
    void the_runbook_has_every_exit_code_of_the_program_and_no_other() throws IOException {
        assertThat(inTheRunbook().keySet())
                .containsExactlyElementsOf(IntStream.concat(
                                IntStream.of(0),
                                Arrays.stream(ProblemCode.values()).mapToInt(ProblemCode::exitCode))
                        .sorted()
                        .boxed()
                        .toList());
    }

    @Test
    void a_code_that_nobody_foresaw_is_tried_again() throws IOException {
        for (int code : new int[] {2, 130, 134, 137}) {
            assertThat(new UnitFile(FOLDER.resolve("month-close.service")).after(code))
                    .isEqualTo(Consequence.TRIED_AGAIN);
            assertThat(CronJobFile.read(FOLDER.resolve("cronjob.yaml")).after(code))
                    .isEqualTo(Consequence.TRIED_AGAIN);
            assertThat(inAirflow(code)).isEqualTo(Consequence.TRIED_AGAIN);
        }
    }

    private static Consequence inAirflow(int code) throws IOException {
        String dag = Files.readString(FOLDER.resolve("month_close_dag.py"));
        Map<String, String> sets = CODES.matcher(dag)
                .results()
                .collect(Collectors.toMap(set -> set.group(1), set -> ", " + set.group(2) + ","));
        assertThat(sets.keySet()).containsExactlyInAnyOrder("SETTLED", "SETTLED_WITH_EXCEPTIONS", "FAIL_AT_ONCE");
        assertThat(dag).contains("retries=8,", "retry_delay=timedelta(minutes=5),", "on_failure_callback=failed,");
        String found = sets.entrySet().stream()
                .filter(set -> set.getValue().contains(", " + code + ","))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("");
        return switch (found) {
            case "SETTLED" -> Consequence.SETTLED;
            case "SETTLED_WITH_EXCEPTIONS" -> Consequence.SETTLED_WITH_AN_ALERT;
            case "FAIL_AT_ONCE" -> Consequence.FAILED_AT_ONCE;
            default -> Consequence.TRIED_AGAIN;
        };
    }

    /** The table of the section "Schedules". */
    private static SortedMap<Integer, String> inTheRunbook() throws IOException {
        String runbook = Files.readString(FOLDER.resolve("RUNBOOK.md"));
        String section = runbook.substring(runbook.indexOf("\n## Schedules\n"));
        String table = section.substring(section.indexOf("| code | what follows |"));
        SortedMap<Integer, String> consequences = new TreeMap<>();
        Pattern.compile("^\\| ([0-9, ]+) \\| ([^|]+) \\|", Pattern.MULTILINE)
                .matcher(table.substring(0, table.indexOf("\n\n")))
                .results()
                .forEach(row -> codes(row).forEach(code -> consequences.put(code, row.group(2))));
        return consequences;
    }

    private static Stream<Integer> codes(MatchResult row) {
        return Arrays.stream(row.group(1).split(", ")).map(Integer::valueOf);
    }
}
