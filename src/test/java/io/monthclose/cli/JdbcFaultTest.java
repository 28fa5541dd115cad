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
 * build does a spread of the calls; the long suite does all of them, as far as its minutes go, from the chain that its seed says.
 */
@Tag("survival")
@Tag("jdbc-faults")
class JdbcFaultTest {
    private static final int CHAINS_OF_A_BUILD = 104;
    private static final int LONGEST_SECONDS = 180;
    private static final long ORDER = 20_220_801;
    private static final List<Fault> FAULTS = List.of(Fault.values());

    @TempDir
    private Path folder = Path.of("");

    /** A call that fails in the close of a month; with several threads it is another call each time. */
    private record Failing(int month, long call, Fault fault, int threads) {}

    @Test
    void whatever_call_fails_the_next_close_ends_the_month_with_the_same_bytes() throws Exception {
        Survival survival = Survival.orSeed(0);
        BookChain undisturbed = BookChain.closeUndisturbed(folder, 1);
        List<List<Failing>> chains = chains(undisturbed);
        int first = (int) (survival.seed() % chains.size());
        int wanted = survival.isLong() ? chains.size() : CHAINS_OF_A_BUILD;
        List<String> found = new ArrayList<>();
        int done = 0;
        int disturbed = 0;
        int failed = 0;
        Survival.Stopwatch watch = survival.start();
        while (done < wanted && !(survival.isLong() && watch.isUp())) {
            List<Failing> chain = chains.get((first + done) % chains.size());
            switch (tried(undisturbed, chain)) {
                case Tried.Survived survived -> failed += survived.failed;
                case Tried.Defect defect -> found.add(chain + ": " + defect.what);
            }
            disturbed += chain.size();
            done++;
        }
        survival.did(
                "jdbc-faults",
                done + " of " + chains.size() + " chains, " + failed + " calls failed, the next is "
                        + (first + done) % chains.size() + ", on " + TestDatabase.name() + ", in "
                        + watch.elapsed().toSeconds() + " s; " + found.size() + " defects");
        assertThat(found).isEmpty();
        assertThat(failed).isGreaterThan(disturbed * 9 / 10);
    }

    /**
     * Chains of months in each of which one call fails, until there are no more: first each call with its connection lost, once
     * before it took effect and once after, then failing in the other ways; both in an order that spreads over all of it from its
     * start.
     */
    private static List<List<Failing>> chains(BookChain undisturbed) {
        List<List<Failing>> chains = new ArrayList<>();
        for (int month = 0; month < TwoMonths.MONTHS.size(); month++) {
            List<Failing> calls = inOrder(month, undisturbed.calls(month));
            for (int number = 0; number < calls.size(); number++) {
                if (number == chains.size()) {
                    chains.add(new ArrayList<>());
                }
                chains.get(number).add(calls.get(number));
            }
        }
        return chains;
    }

    private static List<Failing> inOrder(int month, long calls) {
        List<Failing> lost = new ArrayList<>();
        List<Failing> others = new ArrayList<>();
        for (long call = 1; call <= calls; call++) {
            for (Fault fault : FAULTS) {
                (fault.loses() ? lost : others).add(new Failing(month, call, fault, 1));
            }
            others.add(new Failing(month, call, FAULTS.get((int) (call % FAULTS.size())), 2));
        }
        Collections.shuffle(lost, new Random(ORDER + month));
        Collections.shuffle(others, new Random(ORDER + month));
        lost.addAll(others);
        return lost;
    }

    /** What came of a chain. */
    private sealed interface Tried {
        /** It ended as it must, however many of its calls were reached: on two threads their number differs. */
        record Survived(int failed) implements Tried {}

        /** It did not. */
        record Defect(String what) implements Tried {}
    }

    /** Tries a chain on a thread of its own, so that one that hangs is a defect like any other. */
    private static Tried tried(BookChain undisturbed, List<Failing> chain) throws InterruptedException {
        CompletableFuture<Tried> trial = new CompletableFuture<>();
        Thread thread = Thread.ofPlatform().daemon().start(() -> {
            try {
                trial.complete(new Tried.Survived(survives(undisturbed, chain)));
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

    /** Disturbs the close of one month after the other; how many calls failed. */
    private static int survives(BookChain undisturbed, List<Failing> chain) throws Exception {
        int failed = 0;
        StringBuilder what = new StringBuilder();
        try (BookChain.Book book = undisturbed.openBefore(chain.getFirst().month)) {
            for (Failing next : chain) {
                if (!next.equals(chain.getFirst())) {
                    book.ends(next.month - 1, what.toString());
                }
                JdbcFaults faults = new JdbcFaults(next.call, next.fault);
                TestProgram.Result disturbed = book.close(next.month, next.threads, faults);
                what.append(next.month).append(": ").append(faults.failed()).append(", ");
                what.append(disturbed.exitCode()).append(' ').append(disturbed.err());
                assertThat(disturbed.exitCode()).as(what.toString()).isIn(3, next.fault.exitCode());
                failed += faults.failed() == null ? 0 : 1;
            }
            book.endsAsUndisturbed(chain.getLast().month, what.toString());
        }
        return failed;
    }
}
