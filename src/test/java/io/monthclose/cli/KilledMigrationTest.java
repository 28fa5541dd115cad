package io.monthclose.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An H2 book is made, or brought up to date, by a process that is killed meanwhile, at moments spread over the time that this
 * takes; or by two processes at once. The next command finds it as if nothing had been.
 */
class KilledMigrationTest {
    /** From the moment on when the first database file is seen. */
    private static final List<Integer> MILLISECONDS = List.of(0, 30, 60, 90, 120, 160, 200, 260, 340, 450);

    @TempDir
    private Path folder = Path.of("");

    @Test
    void a_new_book_whose_making_was_killed_opens_at_the_next_command() throws Exception {
        int killed = 0;
        for (int moment : MILLISECONDS) {
            Path place = Files.createDirectories(folder.resolve("new-" + moment));

            killed += killedAfter(moment, place, 0) ? 1 : 0;

            TestProgram.Result status = new TestProgram(place)
                    .with("spring.datasource.url", OldBook.url(place))
                    .run("status");
            assertThat(status.exitCode()).as("%s ms: %s", moment, status.err()).isZero();
            assertThat(files(place)).contains("book.mv.db").noneMatch(name -> name.contains("migrating"));
        }
        assertThat(killed).isGreaterThan(MILLISECONDS.size() / 2);
    }

    @Test
    void an_old_book_whose_bringing_up_to_date_was_killed_goes_on_at_the_next_command() throws Exception {
        int killed = 0;
        for (int moment : MILLISECONDS) {
            Path place = Files.createDirectories(folder.resolve("old-" + moment));
            OldBook.in(place);

            killed += killedAfter(moment, place, 1) ? 1 : 0;

            TestProgram.Result next = new TestProgram(place)
                    .with("spring.datasource.url", OldBook.url(place))
                    .run(october(place));
            assertThat(next.exitCode()).as("%s ms: %s", moment, next.err()).isZero();
            assertThat(place.resolve("2022-10").resolve("bills.csv"))
                    .hasSameBinaryContentAs(OldBook.SAMPLE.resolve("expected/2022-10/bills.csv"));
            assertThat(files(place)).contains("book.mv.db").noneMatch(name -> name.contains("migrating"));
        }
        assertThat(killed).isGreaterThan(MILLISECONDS.size() / 2);
    }

    /** On a book that is not there, and on one whose schema is behind. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void of_processes_that_start_at_once_one_closes_and_none_does_harm(boolean old) throws Exception {
        Path[] places = {folder.resolve("one"), folder.resolve("two"), folder.resolve("three")};
        if (old) {
            OldBook.in(folder);
        }
        String month = old ? "2022-10" : "2022-09";
        Process[] processes = new Process[places.length];
        for (int k = 0; k < places.length; k++) {
            processes[k] =
                    program(Files.createDirectories(places[k]), folder).start(close(month, places[k].resolve(month)));
        }
        int closed = 0;
        for (int k = 0; k < places.length; k++) {
            TestProgram.Result result = program(places[k], folder).ended(processes[k]);
            assertThat(result.exitCode()).as(result.err()).isIn(0, 75);
            closed += result.exitCode() == 0 ? 1 : 0;
        }

        assertThat(closed).isPositive();
        Path again = folder.resolve("again");
        TestProgram.Result exported = new TestProgram(folder)
                .with("spring.datasource.url", OldBook.url(folder))
                .run("export", "--month", month, "--output", again.toString());
        assertThat(exported.exitCode()).as(exported.err()).isZero();
        assertThat(again.resolve("bills.csv"))
                .hasSameBinaryContentAs(
                        OldBook.SAMPLE.resolve("expected").resolve(month).resolve("bills.csv"));
        assertThat(files(folder)).contains("book.mv.db").noneMatch(name -> name.contains("migrating"));
    }

    /** Starts a command, and kills it so long after there are more database files than before; false when it ended before. */
    private static boolean killedAfter(int milliseconds, Path place, int filesBefore)
            throws IOException, InterruptedException {
        Process process = program(place, place).start("status");
        while (process.isAlive() && databases(place) == filesBefore) {
            Thread.sleep(2);
        }
        boolean ended = process.waitFor(milliseconds, TimeUnit.MILLISECONDS);
        process.destroyForcibly().waitFor();
        Files.delete(place.resolve("child.out"));
        Files.delete(place.resolve("child.err"));
        return !ended;
    }

    private static long databases(Path place) throws IOException {
        return files(place).stream().filter(name -> name.endsWith(".mv.db")).count();
    }

    private static List<String> files(Path place) throws IOException {
        try (Stream<Path> found = Files.list(place)) {
            return found.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .toList();
        }
    }

    private static ChildProgram program(Path place, Path bookFolder) {
        return new ChildProgram(place).with("spring.datasource.url", OldBook.url(bookFolder));
    }

    private static String[] october(Path place) {
        return close("2022-10", place.resolve("2022-10"));
    }

    private static String[] close(String month, Path output) {
        return new String[] {
            "close",
            "--month",
            month,
            "--input",
            OldBook.SAMPLE.resolve(month).toString(),
            "--output",
            output.toString(),
            "--as-of",
            month.equals("2022-09") ? "2022-10-02T10:00:00+08:00" : "2022-11-02T10:00:00+08:00"
        };
    }
}
