package io.monthclose.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.monthclose.Survival;
import io.monthclose.TestDatabase;
import io.monthclose.cli.JdbcFaults.Fault;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each call that reaches the database fails in turn, through a chain of two months: before it took effect and after, with its
 * connection and without. The next ordinary command always ends the month, with the bytes of a close that nobody disturbed. A
 * build does a spread of the calls; the long suite does all of them, as far as its minutes go, from the case that its seed says.
 */
@Tag("survival")
@Tag("jdbc-faults")
class JdbcFaultTest {
    private static final int CASES_OF_A_BUILD = 208;
    private static final int LONGEST_SECONDS = 180;
    private static final long ORDER = 20_220_801;
    private static final List<Fault> FAULTS = List.of(Fault.values());

    @TempDir
    private Path folder = Path.of("");

    /** A call that fails, in the close of a month; with several threads it is another call each time. */
    private record Case(int month, long call, Fault fault, int threads) {}

    @Test
    void whatever_call_fails_the_next_close_ends_the_month_with_the_same_bytes() throws Exception {
        Survival survival = Survival.orSeed(0);
        BookChain chain = BookChain.closeUndisturbed(folder, 1);
        List<Case> cases = cases(chain);
        int first = (int) (survival.seed() % cases.size());
        int wanted = survival.isLong() ? cases.size() : CASES_OF_A_BUILD;
        List<String> found = new ArrayList<>();
        int done = 0;
        int reached = 0;
        Survival.Stopwatch watch = survival.start();
        while (done < wanted && !(survival.isLong() && watch.isUp())) {
            Case next = cases.get((first + done) % cases.size());
            switch (tried(chain, next)) {
                case Tried.Survived survived -> reached += survived.reached ? 1 : 0;
                case Tried.Defect defect -> found.add(next + ": " + defect.what);
            }
            done++;
        }
        survival.did(
                "jdbc-faults",
                done + " of " + cases.size() + " cases, " + reached + " failed a call, the next is "
                        + (first + done) % cases.size() + ", on "
                        + TestDatabase.name() + ", in " + watch.elapsed().toSeconds() + " s; " + found.size()
                        + " defects");
        assertThat(found).isEmpty();
        assertThat(reached).isGreaterThan(done * 9 / 10);
    }

    /**
     * Every call of both months: first each with its connection lost, once before it took effect and once after, then failing in
     * the other ways; both in an order that spreads over all of it from its start.
     */
    private static List<Case> cases(BookChain chain) {
        List<Case> lost = new ArrayList<>();
        List<Case> others = new ArrayList<>();
        for (int month = 0; month < TwoMonths.MONTHS.size(); month++) {
            for (long call = 1; call <= chain.calls(month); call++) {
                for (Fault fault : FAULTS) {
                    (fault.loses() ? lost : others).add(new Case(month, call, fault, 1));
                }
                others.add(new Case(month, call, FAULTS.get((int) (call % FAULTS.size())), 2));
            }
        }
        Collections.shuffle(lost, new Random(ORDER));
        Collections.shuffle(others, new Random(ORDER));
        lost.addAll(others);
        return lost;
    }

    /** What came of a case. */
    private sealed interface Tried {
        /** It ended as it must, whether or not the call was reached: on two threads their number differs. */
        record Survived(boolean reached) implements Tried {}

        /** It did not. */
        record Defect(String what) implements Tried {}
    }

    /** Tries a case on a thread of its own, so that one that hangs is a defect like any other. */
    private static Tried tried(BookChain chain, Case next) throws InterruptedException {
        CompletableFuture<Tried> trial = new CompletableFuture<>();
        Thread thread = Thread.ofPlatform().daemon().start(() -> {
            try {
                trial.complete(new Tried.Survived(survives(chain, next)));
            } catch (AssertionError | Exception e) {
                trial.complete(new Tried.Defect(String.valueOf(e.getMessage())));
            }
        });
        try {
            return trial.get(LONGEST_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return new Tried.Defect(
                    "hangs at " + Arrays.toString(thread.getStackTrace()).replace(", ", "\n  "));
        }
    }

    private static boolean survives(BookChain chain, Case next) throws Exception {
        JdbcFaults faults = new JdbcFaults(next.call, next.fault);
        try (BookChain.Book book = chain.openBefore(next.month)) {
            TestProgram.Result disturbed = book.close(next.month, next.threads, faults);
            String what = faults.failed() + ", " + disturbed.exitCode() + " " + disturbed.err();
            assertThat(disturbed.exitCode()).as(what).isIn(3, next.fault.exitCode());
            book.endsAsUndisturbed(next.month, what);
            return faults.failed() != null;
        }
    }
}
