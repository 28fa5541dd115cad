package io.monthclose.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.monthclose.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real process, killed at moments that a seeded generator picks, between the commits of many small slices and chunks. Closed
 * again until it ends, every document is the same byte for byte as of a close that nobody disturbed. A close that ends before
 * it is killed starts over with a new book, so that there are always as many kills.
 */
@Tag("book")
class KilledProcessTest {
    private static final long SEED = 20_221_002;
    private static final int KILLS = 5;
    private static final Path CITY = Path.of("sample-data", "city");

    @TempDir
    private Path folder = Path.of("");

    @Test
    void however_often_a_close_is_killed_its_documents_are_those_of_an_undisturbed_one() throws Exception {
        Path calm = Files.createDirectories(folder.resolve("calm"));
        long began = System.nanoTime();
        assertThat(program(calm).run(arguments(calm)).exitCode()).isEqualTo(3);
        long milliseconds = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
        SortedMap<String, String> undisturbed = SmallBook.documents(calm.resolve("out"));
        assertThat(undisturbed).hasSize(9);

        Random random = new Random(SEED);
        int kills = 0;
        int unended = 0;
        for (int book = 0; kills < KILLS; book++) {
            Path place = Files.createDirectories(folder.resolve("book-" + book));
            int killsOfBook = 0;
            while (kills < KILLS && killed(place, random.nextLong(milliseconds * 3 / 4))) {
                kills++;
                killsOfBook++;
            }
            TestProgram.Result ended = closed(place);
            assertThat(ended.exitCode()).as(ended.err()).isIn(0, 3);
            assertThat(SmallBook.documents(place.resolve("out"))).isEqualTo(undisturbed);
            int unendedOfBook = launchesWithoutEnd(place);
            assertThat(unendedOfBook).isLessThanOrEqualTo(killsOfBook);
            unended += unendedOfBook;
        }
        assertThat(unended).as("launches that were killed at work").isPositive();
    }

    /** Closes as a scheduler does: again for as long as the lease of the process that was killed lasts. */
    private static TestProgram.Result closed(Path place) throws IOException, InterruptedException {
        TestProgram.Result result = program(place).run(arguments(place));
        while (result.exitCode() == 75) {
            result = program(place).run(arguments(place));
        }
        return result;
    }

    /** Starts a close and kills it so many milliseconds after it has begun; false when it ended before. */
    private static boolean killed(Path place, long after) throws IOException, InterruptedException {
        int before = launches(place);
        Process process = program(place).start(arguments(place));
        while (process.isAlive() && !hasBegun(place, before)) {
            Thread.sleep(5);
        }
        boolean ended = process.waitFor(after, TimeUnit.MILLISECONDS);
        process.destroyForcibly().waitFor();
        return !ended && process.exitValue() == 128 + 9;
    }

    /** An H2 book has begun with its file, which nobody else may open; one on PostgreSQL with its launch in the history. */
    private static boolean hasBegun(Path place, int launchesBefore) {
        return TestDatabase.isPostgres() ? launches(place) > launchesBefore : Files.exists(place.resolve("book.mv.db"));
    }

    private static int launches(Path place) {
        if (!TestDatabase.isPostgres()) {
            return 0;
        }
        try (Connection database = DriverManager.getConnection(TestProgram.url(place));
                Statement statement = database.createStatement();
                ResultSet count = statement.executeQuery("SELECT COUNT(*) FROM launch")) {
            return count.next() ? count.getInt(1) : 0;
        } catch (SQLException e) {
            // The book has no tables yet.
            return 0;
        }
    }

    private static int launchesWithoutEnd(Path place) throws IOException, InterruptedException {
        List<String> history = program(place).run("history").out().lines().toList();
        long launches = history.stream().filter(line -> line.startsWith("#")).count();
        long ends = history.stream().filter(line -> line.contains(" ENDED ")).count();
        return (int) (launches - ends);
    }

    private static ChildProgram program(Path place) {
        return new ChildProgram(place)
                .with("month-close.slice-bytes", "65536")
                .with("month-close.accounts-per-chunk", "10")
                .with("month-close.buckets", "4")
                .with("month-close.lease", "1s");
    }

    private static String[] arguments(Path place) {
        return new String[] {
            "close",
            "--month",
            "2022-09",
            "--input",
            CITY.resolve("2022-09").toString(),
            "--output",
            place.resolve("out").toString(),
            "--as-of",
            "2022-10-02T10:00:00+08:00"
        };
    }
}
