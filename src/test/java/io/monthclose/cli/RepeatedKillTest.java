package io.monthclose.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.monthclose.Survival;
import io.monthclose.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A close in a process of its own is killed at a random moment of its work; so is the close that goes on, and the one after that.
 * The next one ends the chain of months with the bytes of closes that nobody disturbed.
 */
@Tag("book")
@Tag("survival")
@Tag("kills")
class RepeatedKillTest {
    private static final int KILLS_OF_A_BUILD = 10;
    private static final int KILLS_IN_A_ROW = 3;
    private static final int TIMES = 8;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void closes_that_are_killed_one_after_the_other_end_with_the_same_bytes() throws Exception {
        Survival survival = Survival.orSeed(20_221_002);
        BookChain chain = BookChain.closeUndisturbed(folder, TIMES);
        long work = chain.workMillis();
        Random random = new Random(survival.seed());
        Survival.Stopwatch watch = survival.start();
        int kills = 0;
        int books = 0;
        while (survival.isLong() ? !watch.isUp() : kills < KILLS_OF_A_BUILD) {
            kills += killed(chain, random, work);
            books++;
        }
        survival.did(
                "kills",
                kills + " kills of " + books + " books on " + TestDatabase.name() + " in "
                        + watch.elapsed().toSeconds() + " s");
        assertThat(kills).isPositive();
    }

    /** Kills the closes of a book in a row; how many were killed before they had ended. */
    private static int killed(BookChain chain, Random random, long work) throws Exception {
        int month = random.nextInt(TwoMonths.MONTHS.size());
        try (BookChain.Book book = chain.openBefore(month)) {
            List<Long> kills = new ArrayList<>();
            // The next one goes on: it has less to do, but begins and ends as the first.
            long left = work;
            for (int kill = 0; kill < KILLS_IN_A_ROW; kill++) {
                long after = random.nextLong(left);
                if (isKilled(book, month, after)) {
                    kills.add(after);
                    left = Math.max(left - after, work / 2);
                }
            }
            book.endsAsUndisturbed(month, "month " + month + " killed after ms of work: " + kills);
            return kills.size();
        }
    }

    private static boolean isKilled(BookChain.Book book, int month, long after)
            throws IOException, InterruptedException {
        Process process = book.startWork(book.child("killed"), month);
        boolean ended = process.waitFor(after, TimeUnit.MILLISECONDS);
        process.destroyForcibly().waitFor();
        return !ended && process.exitValue() == 128 + 9;
    }
}
