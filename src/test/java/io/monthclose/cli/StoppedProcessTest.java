package io.monthclose.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is asked to end (SIGTERM) stops at the border of a chunk, says so, and leaves a month that goes on. */
@Tag("book")
class StoppedProcessTest {
    private static final Path CITY = Path.of("sample-data", "city", "2022-09");

    @TempDir
    private Path folder = Path.of("");

    @Test
    void a_close_that_is_asked_to_end_stops_at_the_border_of_a_chunk_and_the_next_one_goes_on() throws Exception {
        Path calm = Files.createDirectories(folder.resolve("calm"));
        assertThat(program(calm).run(arguments(calm)).exitCode()).isEqualTo(3);
        Path place = Files.createDirectories(folder.resolve("stopped"));

        for (String before : List.of("takeUsage", "reconcileRating")) {
            TestProgram.Result stopped = stoppedAfter(place, before);
            assertThat(stopped.exitCode()).as(before + ": " + stopped.err()).isEqualTo(143);
            assertThat(stopped.err())
                    .endsWith("month-close: the close of 2022-09 stopped on request at the border of a chunk; the next"
                            + " close goes on\n");
        }
        assertThat(program(place).run("history").out())
                .contains("STOPPED")
                .contains("exit 143")
                .doesNotContain("exit 0");

        assertThat(program(place).run(arguments(place)).exitCode()).isEqualTo(3);
        assertThat(SmallBook.documents(place.resolve("out"))).isEqualTo(SmallBook.documents(calm.resolve("out")));
    }

    @Test
    void a_command_that_only_reads_ends_at_once() throws Exception {
        Process help = program(folder).start(Idle.class);
        while (!Files.readString(folder.resolve("child.out")).contains("idle")) {
            Thread.sleep(5);
        }
        help.destroy();

        assertThat(help.waitFor()).isEqualTo(143);
    }

    /** Starts a close and asks it to end when this step has ended. */
    private static TestProgram.Result stoppedAfter(Path place, String step) throws IOException, InterruptedException {
        ChildProgram program = program(place);
        Process process = program.start(arguments(place));
        Path said = place.resolve("child.err");
        while (process.isAlive() && !Files.readString(said).contains(step)) {
            Thread.sleep(2);
        }
        process.destroy();
        return program.ended(process);
    }

    private static ChildProgram program(Path place) {
        return new ChildProgram(place)
                .with("month-close.slice-bytes", "4096")
                .with("month-close.accounts-per-chunk", "1")
                .with("month-close.buckets", "2");
    }

    private static String[] arguments(Path place) {
        return new String[] {
            "close",
            "--month",
            "2022-09",
            "--input",
            CITY.toString(),
            "--output",
            place.resolve("out").toString(),
            "--as-of",
            "2022-10-02T10:00:00+08:00"
        };
    }

    /** Heeds the request to end, and has nothing to stop. */
    static final class Idle {
        private Idle() {}

        public static void main(String[] arguments) throws InterruptedException {
            new Termination().heed();
            System.out.println("idle");
            Thread.sleep(60_000);
        }
    }
}
