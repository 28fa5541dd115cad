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
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.util.FileSystemUtils;

/** The two months closed undisturbed, with the book as it was before each: what a disturbed close starts from. */
final class BookChain {
    private static final int LAST = TwoMonths.MONTHS.size() - 1;

    private final Path folder;
    private final TwoMonths input;
    private final List<Long> calls = new ArrayList<>();
    private final AtomicInteger copies = new AtomicInteger();

    private BookChain(Path folder, int times) throws IOException {
        this.folder = folder;
        this.input = new TwoMonths(folder.resolve("in"), times);
    }

    /**
     * Closes both months in a folder, counting the calls of the database.
     *
     * @param times how often there are the five accounts of {@link TwoMonths}
     */
    static BookChain closeUndisturbed(Path folder, int times) throws IOException, SQLException {
        BookChain chain = new BookChain(folder, times);
        Book calm = chain.new Book(Files.createDirectories(folder.resolve("calm")));
        assertThat(new TestProgram(calm.place).run("status").exitCode()).isZero();
        for (int month = 0; month <= LAST; month++) {
            chain.copy(calm.place, chain.before(month));
            JdbcFaults counting = JdbcFaults.none();
            TestProgram.Result closed = calm.close(month, 1, counting);
            assertThat(closed.exitCode()).as(closed.err()).isEqualTo(3);
            chain.calls.add(counting.calls());
        }
        BookCheck.holds(TestProgram.url(calm.place), calm.output());
        return chain;
    }

    /** How many calls the close of a month makes, with the opening of the book. */
    long calls(int month) {
        return calls.get(month);
    }

    /** How long the close of the first month is at work in a process of its own, in milliseconds. */
    long workMillis() throws IOException, InterruptedException {
        try (Book book = openBefore(0)) {
            Process process = book.startWork(book.child("measured"), 0);
            long began = System.nanoTime();
            assertThat(process.waitFor()).isEqualTo(3);
            return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
        }
    }

    /** A book of its own in which the months before this one are closed. */
    Book openBefore(int month) throws IOException {
        Path place = folder.resolve("book-" + copies.incrementAndGet());
        copy(before(month), place);
        return new Book(place);
    }

    private Path before(int month) {
        return folder.resolve("before-" + month);
    }

    private void copy(Path from, Path to) throws IOException {
        FileSystemUtils.copyRecursively(from, to);
        if (TestDatabase.isPostgres()) {
            TestDatabase.copy(TestProgram.h2Url(from), TestProgram.h2Url(to));
        }
    }

    /** A book that may be disturbed; gone when it is closed. */
    final class Book implements AutoCloseable {
        private final Path place;
        private final String url;

        private Book(Path place) {
            this.place = place;
            this.url = TestProgram.url(place);
        }

        Path output() {
            return place.resolve("out");
        }

        String url() {
            return url;
        }

        /** The command that closes a month. */
        String[] command(int month, String... more) {
            return input.close(TwoMonths.MONTHS.get(month), output(), more);
        }

        /** The program in a process of its own, which keeps what it says under this name. */
        ChildProgram child(String name) throws IOException {
            ChildProgram child = new ChildProgram(Files.createDirectories(place.resolve(name)));
            TwoMonths.settings().forEach(child::with);
            return child.with("spring.datasource.url", url());
        }

        /** Whether a close that was started is at work on the book: its launch is kept, or the file of an H2 book was written. */
        boolean isAtWork(long before) {
            return mark() != before;
        }

        /** What changes when a close begins its work. */
        long mark() {
            if (!TestDatabase.isPostgres()) {
                return place.resolve("book.mv.db").toFile().lastModified();
            }
            try (Connection database = DriverManager.getConnection(url);
                    Statement statement = database.createStatement();
                    ResultSet count = statement.executeQuery("SELECT COUNT(*) FROM launch")) {
                count.next();
                return count.getLong(1);
            } catch (SQLException e) {
                // While the server is away.
                return -1;
            }
        }

        /** Starts the close of a month in a process of its own and waits until it is at work, or has ended. */
        Process startWork(ChildProgram child, int month) throws IOException, InterruptedException {
            long before = mark();
            Process process = child.start(command(month));
            while (process.isAlive() && !isAtWork(before)) {
                Thread.sleep(10);
            }
            return process;
        }

        /** Closes a month in this process. */
        TestProgram.Result close(int month, int threads, JdbcFaults faults) {
            String name = place.toString();
            try {
                return FaultyDriver.into(program(), name, faults)
                        .run(command(month, "--threads", String.valueOf(threads)));
            } finally {
                FaultyDriver.forget(name);
            }
        }

        /** Runs a command in this process. */
        TestProgram.Result run(String... arguments) {
            return program().run(arguments);
        }

        private TestProgram program() {
            TestProgram program = new TestProgram(place);
            TwoMonths.settings().forEach(program::with);
            return program;
        }

        /**
         * Closes all months from this one on. Then the documents are those of undisturbed closes, and all in the book is as it
         * must be.
         *
         * @param what what disturbed, for the message
         */
        void endsAsUndisturbed(int month, String what) throws Exception {
            for (int next = month; next <= LAST; next++) {
                ends(next, what);
            }
            isAsUndisturbed(what);
        }

        /**
         * Closes a month, as a scheduler does: again where the book is in use, as it is for as long as the lease of a process that
         * died.
         */
        void ends(int month, String what) throws InterruptedException {
            TestProgram.Result ended = close(month, 2, JdbcFaults.none());
            for (int again = 0; ended.exitCode() == 75 && again < 100; again++) {
                Thread.sleep(100);
                ended = close(month, 2, JdbcFaults.none());
            }
            assertThat(ended.exitCode()).as(what + "; then " + ended.err()).isIn(0, 3);
        }

        /** Both months are closed with the same documents, and all in the book is as it must be. */
        void isAsUndisturbed(String what) throws Exception {
            SortedMap<String, String> undisturbed = TwoMonths.documents(folder.resolve("calm/out"));
            assertThat(TwoMonths.documents(output())).as(what).isEqualTo(undisturbed);
            try {
                BookCheck.holds(url(), output());
            } catch (AssertionError e) {
                throw new AssertionError(what + ": " + e.getMessage(), e);
            }
        }

        @Override
        public void close() throws IOException {
            FileSystemUtils.deleteRecursively(place);
            if (TestDatabase.isPostgres()) {
                TestDatabase.drop(TestProgram.h2Url(place));
            }
        }
    }
}
