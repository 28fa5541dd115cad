package io.monthclose.job;

import io.monthclose.TestDatabase;
import io.monthclose.intake.UsageKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** A book in a database of its own, closed in this process without the command line. */
public final class TestBook implements AutoCloseable {
    /** Long after any month of the tests. */
    public static final Clock CLOCK = Clock.fixed(Instant.parse("2031-01-01T00:00:00Z"), ZoneOffset.UTC);

    private final ConfigurableApplicationContext context;
    private final int threads;

    private TestBook(ConfigurableApplicationContext context, int threads) {
        this.context = context;
        this.threads = threads;
    }

    /** A book in memory. */
    public static TestBook inMemory(String name, int threads, Map<String, String> settings) {
        return open("jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=60000", threads, settings);
    }

    /** A book in a database file. */
    public static TestBook inFile(Path file, int threads, Map<String, String> settings) {
        return open(fileUrl(file), threads, settings);
    }

    /** Copies the book of a database file, which is not open, to another file. */
    public static void copy(Path file, Path other) throws IOException {
        if (TestDatabase.isPostgres()) {
            TestDatabase.copy(fileUrl(file), fileUrl(other));
        } else {
            Files.copy(Path.of(file + ".mv.db"), Path.of(other + ".mv.db"));
        }
    }

    private static String fileUrl(Path file) {
        return "jdbc:h2:file:" + file + ";WRITE_DELAY=0;LOCK_TIMEOUT=60000";
    }

    private static TestBook open(String url, int threads, Map<String, String> settings) {
        Map<String, Object> properties = new HashMap<>(settings);
        properties.put("spring.datasource.url", TestDatabase.url(url));
        return new TestBook(
                new SpringApplicationBuilder(MonthCloseConfiguration.class)
                        .web(WebApplicationType.NONE)
                        .properties(properties)
                        .run(),
                threads);
    }

    /** Closes a month as of an instant. */
    public CloseOutcome close(YearMonth month, Path input, Path output, Instant asOf, Path priceBook) {
        return close(month, input, output, asOf, priceBook, Progress.NONE);
    }

    /** Closes a month while someone listens to its progress. */
    public CloseOutcome close(
            YearMonth month, Path input, Path output, Instant asOf, Path priceBook, Progress progress) {
        return close(month, input, output, asOf, priceBook, Optional.empty(), progress);
    }

    /** Closes a month, which is taken anew where there is a reason for it. */
    public CloseOutcome close(
            YearMonth month,
            Path input,
            Path output,
            Instant asOf,
            Path priceBook,
            Optional<String> retake,
            Progress progress) {
        return context.getBean(MonthClosing.class)
                .close(request(month, input, output, asOf, priceBook, retake), progress);
    }

    /** Previews a month as of an instant. */
    public PreviewOutcome preview(YearMonth month, Path input, Path output, Instant asOf, Path priceBook) {
        return context.getBean(MonthPreview.class)
                .preview(request(month, input, output, asOf, priceBook, Optional.empty()), Progress.NONE);
    }

    private CloseRequest request(
            YearMonth month, Path input, Path output, Instant asOf, Path priceBook, Optional<String> retake) {
        return new CloseRequest(
                month,
                input,
                UsageKind.CSV,
                output,
                priceBook,
                Optional.of(asOf),
                Optional.of("a test outside the window"),
                retake,
                ChargeLimits.NONE,
                threads,
                new CloseRequest.LaunchedBy("tester", "tester", "test", "test"),
                CLOCK);
    }

    /** Asks the close that runs to stop, as the process does that is asked to end; this book closes nothing any more. */
    public void stop() {
        context.getBean(StopSwitch.class).request();
    }

    /** Runs a step of a month again. */
    public RerunOutcome rerun(YearMonth month, RerunStep step, Optional<Path> priceBook, Path output) {
        return context.getBean(MonthRerun.class)
                .rerun(
                        new RerunRequest(
                                month,
                                step,
                                "a test",
                                priceBook,
                                output,
                                threads,
                                new CloseRequest.LaunchedBy("tester", "tester", "test", "test"),
                                CLOCK),
                        Progress.NONE);
    }

    /** Verifies a month; documents and input are looked for where the close had them. */
    public VerifyOutcome verify(YearMonth month) {
        return context.getBean(MonthVerification.class)
                .verify(
                        new VerifyRequest(
                                month,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                threads,
                                new CloseRequest.LaunchedBy("tester", "tester", "test", "test"),
                                CLOCK),
                        Progress.NONE);
    }

    /** Its database. */
    public JdbcTemplate jdbc() {
        return context.getBean(JdbcTemplate.class);
    }

    /** Its tables. */
    Stores stores() {
        return context.getBean(Stores.class);
    }

    /** Makes it a new, empty book. */
    public void clear() {
        TestDatabase.empty(jdbc());
        context.getBean(Flyway.class).migrate();
    }

    @Override
    public void close() {
        context.close();
    }
}
