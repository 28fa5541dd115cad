package io.monthclose.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.monthclose.Survival;
import io.monthclose.TestDatabase;
import io.monthclose.cli.JdbcFaults.Fault;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
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
            try {
                reached += survives(chain, next) ? 1 : 0;
            } catch (AssertionError | Exception e) {
                found.add(next + ": " + e.getMessage());
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

    /** Every call of both months, failing in every way, in an order that spreads over all of it from its start. */
    private static List<Case> cases(BookChain chain) {
        List<Case> cases = new ArrayList<>();
        for (int month = 0; month < TwoMonths.MONTHS.size(); month++) {
            for (long call = 1; call <= chain.calls(month); call++) {
                for (Fault fault : FAULTS) {
                    cases.add(new Case(month, call, fault, 1));
                }
                cases.add(new Case(month, call, FAULTS.get((int) (call % FAULTS.size())), 2));
            }
        }
        Collections.shuffle(cases, new Random(ORDER));
        return cases;
    }

    /** Whether the call was reached at all: how often the lease is renewed, and which thread asks first, is another each time. */
    private static boolean survives(BookChain chain, Case next) throws Exception {
        JdbcFaults faults = new JdbcFaults(next.call, next.fault);
        try (BookChain.Book book = chain.openBefore(next.month)) {
            TestProgram.Result disturbed = book.close(next.month, next.threads, faults);
            String what = faults.failed() + ", " + disturbed.exitCode() + " " + disturbed.err();
            assertThat(disturbed.exitCode()).as(what).isIn(1, 3, 69);
            book.endsAsUndisturbed(next.month, what);
            return faults.failed() != null;
        }
    }
}
