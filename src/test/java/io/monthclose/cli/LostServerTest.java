package io.monthclose.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.monthclose.Survival;
import io.monthclose.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * PostgreSQL is taken from a close at a random moment of its work: its sessions are ended, the server is killed and started
 * again, its tables are locked or its backends stand still for longer than the lease. The next close ends the chain of months
 * with the bytes of closes that nobody disturbed.
 */
@Tag("book")
@Tag("survival")
@Tag("server")
@EnabledIfSystemProperty(named = "monthclose.tests.database", matches = "postgresql")
class LostServerTest {
    private static final int CASES_OF_A_BUILD = 4;
    private static final int TIMES = 8;
    private static final List<Loss> LOSSES = List.of(Loss.values());
    private static final long LONGER_THAN_THE_LEASE_MILLIS = 1500;

    @TempDir
    private Path folder = Path.of("");

    /** What is done to the server. */
    private enum Loss {
        SESSIONS_ENDED {
            @Override
            void happen(BookChain.Book book) throws SQLException {
                backends(book, "pg_terminate_backend(pid)");
            }
        },
        SERVER_KILLED {
            @Override
            void happen(BookChain.Book book) {
                TestDatabase.crash();
            }
        },
        TABLES_LOCKED {
            @Override
            void happen(BookChain.Book book) throws SQLException, InterruptedException {
                try (Connection database = DriverManager.getConnection(book.url());
                        Statement statement = database.createStatement()) {
                    database.setAutoCommit(false);
                    statement.execute("LOCK TABLE closing_month, book_lease_holder IN ACCESS EXCLUSIVE MODE");
                    Thread.sleep(LONGER_THAN_THE_LEASE_MILLIS);
                    database.rollback();
                }
            }
        },
        BACKENDS_STOPPED {
            @Override
            void happen(BookChain.Book book) throws SQLException, IOException, InterruptedException {
                List<String> backends = backends(book, "pid");
                signal("STOP", backends);
                Thread.sleep(LONGER_THAN_THE_LEASE_MILLIS);
                signal("CONT", backends);
            }
        };

        abstract void happen(BookChain.Book book) throws SQLException, IOException, InterruptedException;
    }

    @Test
    void a_close_whose_server_is_lost_is_ended_by_the_next_with_the_same_bytes() throws Exception {
        Survival survival = Survival.orSeed(20_221_103);
        BookChain chain = BookChain.closeUndisturbed(folder, TIMES);
        long work = chain.workMillis();
        Random random = new Random(survival.seed());
        Survival.Stopwatch watch = survival.start();
        Map<String, Integer> ends = new TreeMap<>();
        int cases = 0;
        while (survival.isLong() ? !watch.isUp() : cases < CASES_OF_A_BUILD) {
            Loss loss = LOSSES.get(cases % LOSSES.size());
            ends.merge(loss + " exit " + survives(chain, loss, random, work), 1, Integer::sum);
            cases++;
        }
        survival.did("server", cases + " losses in " + watch.elapsed().toSeconds() + " s: " + ends);
    }

    private static int survives(BookChain chain, Loss loss, Random random, long work) throws Exception {
        int month = random.nextInt(TwoMonths.MONTHS.size());
        try (BookChain.Book book = chain.openBefore(month)) {
            ChildProgram child = book.child("disturbed");
            Process process = book.startWork(child, month);
            long after = random.nextLong(work);
            process.waitFor(after, TimeUnit.MILLISECONDS);
            loss.happen(book);
            TestProgram.Result disturbed = child.ended(process);
            String what = loss + " in month " + month + " after " + after + " ms of work: exit " + disturbed.exitCode()
                    + " " + disturbed.err();
            assertThat(disturbed.exitCode()).as(what).isIn(0, 3, 69, 75);
            book.endsAsUndisturbed(month, what);
            return disturbed.exitCode();
        }
    }

    /** Asks something of every other session of a book. */
    private static List<String> backends(BookChain.Book book, String what) throws SQLException {
        try (Connection database = DriverManager.getConnection(book.url());
                Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery("SELECT " + what + " FROM pg_stat_activity"
                        + " WHERE datname = current_database() AND pid <> pg_backend_pid()")) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }

    private static void signal(String signal, List<String> processes) throws IOException, InterruptedException {
        for (String process : processes) {
            new ProcessBuilder("kill", "-" + signal, process).start().waitFor();
        }
    }
}
