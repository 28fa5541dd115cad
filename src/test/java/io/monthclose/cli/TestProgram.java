package io.monthclose.cli;

import io.monthclose.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/** The program as its user meets it, in this process: arguments in; exit code, standard output and standard error out. */
final class TestProgram {
    /** The shipped installation: its price book is the default one. */
    static final Path HOME = Path.of("jobs/month-close");

    private final Map<String, String> properties = new HashMap<>();
    private Clock clock = Clock.systemUTC();

    /** A program whose book is a database file in this folder. */
    TestProgram(Path folder) {
        properties.put("spring.datasource.url", url(folder));
    }

    /** The book of a folder. */
    static String url(Path folder) {
        return TestDatabase.url(h2Url(folder));
    }

    /** What the book of a folder is called on H2, whichever database it lies in. */
    static String h2Url(Path folder) {
        return "jdbc:h2:file:" + folder.resolve("book") + ";WRITE_DELAY=0";
    }

    TestProgram with(String property, String value) {
        properties.put(property, value);
        return this;
    }

    TestProgram at(Clock time) {
        clock = time;
        return this;
    }

    /** How a command ended and what it said. */
    record Result(int exitCode, String out, String err) {}

    Result run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = MonthClose.run(
                new MonthClose.Surroundings(print(out), print(err), false, HOME, clock, properties, new Termination()),
                arguments);
        return new Result(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
