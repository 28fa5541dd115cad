package io.monthclose.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.monthclose.Survival;
import io.monthclose.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Several processes close the same month: one of them does, the others are told so. And a process that is held up for longer than
 * its lease, while another takes the book over, writes nothing when it is woken.
 */
@Tag("book")
@Tag("survival")
@Tag("processes")
class ManyProcessesTest {
    /** Of each kind and on each database. */
    private static final int CASES_OF_A_BUILD = 1;

    private static final int MOST_PROCESSES = 8;
    private static final int TIMES = 8;
    private static final long LEASE_MILLIS = 1000;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void of_processes_that_close_the_same_month_one_does() throws Exception {
        Survival survival = Survival.orSeed(20_221_101);
        BookChain chain = BookChain.closeUndisturbed(folder, TIMES);
        long work = chain.workMillis();
        Random random = new Random(survival.seed());
        Survival.Stopwatch watch = survival.start();
        int races = 0;
        int processes = 0;
        while (survival.isLong() ? !watch.isUp() : races < CASES_OF_A_BUILD) {
            int racing = 2 + random.nextInt(survival.isLong() ? MOST_PROCESSES - 1 : 3);
            // So that a build has both.
            boolean afterAFailure = (races % 2 == 1) != TestDatabase.isPostgres();
            race(chain, racing, afterAFailure, random, work);
            races++;
            processes += racing;
        }
        survival.did(
                "processes",
                races + " races of " + processes + " processes on " + TestDatabase.name() + " in "
                        + watch.elapsed().toSeconds() + " s");
    }

    @Test
    void a_process_that_is_held_up_past_its_lease_writes_nothing_when_it_is_woken() throws Exception {
        Survival survival = Survival.orSeed(20_221_102);
        BookChain chain = BookChain.closeUndisturbed(folder, TIMES);
        long work = chain.workMillis();
        Random random = new Random(survival.seed());
        Survival.Stopwatch watch = survival.start();
        int heldUp = 0;
        int revived = 0;
        while (survival.isLong() ? !watch.isUp() : heldUp < CASES_OF_A_BUILD) {
            revived += holdUp(chain, random, work) ? 1 : 0;
            heldUp++;
        }
        survival.did(
                "processes",
                heldUp + " held up, " + revived + " of them at work, on " + TestDatabase.name() + " in "
                        + watch.elapsed().toSeconds() + " s");
    }

    private static void race(BookChain chain, int racing, boolean afterAFailure, Random random, long work)
            throws Exception {
        int month = random.nextInt(TwoMonths.MONTHS.size());
        try (BookChain.Book book = chain.openBefore(month)) {
            if (afterAFailure) {
                Process failed = book.startWork(book.child("failed"), month);
                failed.waitFor(random.nextLong(work), TimeUnit.MILLISECONDS);
                failed.destroyForcibly().waitFor();
            }
            List<TestProgram.Result> results = closedBySeveral(book, month, racing, random);
            String what = racing + " processes" + (afterAFailure ? " after a kill: " : ": ") + results;
            long closers =
                    results.stream().filter(result -> result.exitCode() == 3).count();
            assertThat(closers).as(what).isLessThanOrEqualTo(1);
            if (!afterAFailure) {
                assertThat(closers).as(what).isEqualTo(1);
            }
            assertThat(results)
                    .as(what)
                    .allMatch(result -> result.exitCode() == 3
                            || result.exitCode() == 75
                            || (result.exitCode() == 0 && result.out().contains("closed already")));
            book.endsAsUndisturbed(month, what);
        }
    }

    private static List<TestProgram.Result> closedBySeveral(BookChain.Book book, int month, int racing, Random random)
            throws IOException, InterruptedException {
        List<ChildProgram> programs = new ArrayList<>();
        List<Process> processes = new ArrayList<>();
        for (int number = 0; number < racing; number++) {
            programs.add(book.child("racing-" + number));
            processes.add(programs.get(number).start(book.command(month)));
            Thread.sleep(random.nextLong(300));
        }
        List<TestProgram.Result> results = new ArrayList<>();
        for (int number = 0; number < racing; number++) {
            results.add(programs.get(number).ended(processes.get(number)));
        }
        return results;
    }

    /** Holds a close up; whether it was at work when another one took the book over. */
    private static boolean holdUp(BookChain chain, Random random, long work) throws Exception {
        int month = random.nextInt(TwoMonths.MONTHS.size());
        try (BookChain.Book book = chain.openBefore(month)) {
            ChildProgram child = book.child("held-up");
            Process process = book.startWork(child, month);
            long after = random.nextLong(work);
            process.waitFor(after, TimeUnit.MILLISECONDS);
            String what = "month " + month + " held up after " + after + " ms of work";
            signal("STOP", process);
            try {
                Thread.sleep(LEASE_MILLIS + 200);
                if (!TestDatabase.isPostgres()) {
                    assertThat(
                                    process.isAlive()
                                            ? book.close(month, 1, JdbcFaults.none())
                                                    .exitCode()
                                            : 75)
                            .isEqualTo(75);
                } else {
                    book.endsAsUndisturbed(month, what);
                }
                return isHarmless(book, month, child, process, what);
            } finally {
                signal("CONT", process);
                process.destroyForcibly().waitFor();
            }
        }
    }

    private static boolean isHarmless(BookChain.Book book, int month, ChildProgram child, Process process, String what)
            throws Exception {
        SortedMap<String, String> before = rows(book);
        signal("CONT", process);
        TestProgram.Result woken = child.ended(process);
        String then = what + "; woken, " + woken.exitCode() + " " + woken.err();
        assertThat(woken.exitCode()).as(then).isIn(0, 3, 75);
        if (TestDatabase.isPostgres()) {
            assertThat(rows(book)).as(then).isEqualTo(before);
            book.isAsUndisturbed(then);
        } else {
            book.endsAsUndisturbed(month, then);
        }
        return woken.exitCode() == 75;
    }

    private static SortedMap<String, String> rows(BookChain.Book book) throws SQLException {
        return TestDatabase.isPostgres() ? BookCheck.tables(book.url()) : Collections.emptySortedMap();
    }

    private static void signal(String signal, Process process) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid()))
                .start()
                .waitFor();
    }
}
