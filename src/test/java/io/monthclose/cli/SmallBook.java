package io.monthclose.cli;

import io.monthclose.Tampering;
import io.monthclose.intake.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * A book of its own with the September 2022 of two accounts, and the program to close it. The time is the 2nd of October,
 * inside the settlement window. {@code A0001} is the worked example of the rules; {@code A0002} goes into arrears.
 */
final class SmallBook {
    static final String MONTH = "2022-09";
    static final String IN_THE_WINDOW = "2022-10-02T10:00:00+08:00";

    private final Path folder;
    private final TestProgram program;

    SmallBook(Path folder) {
        this.folder = folder;
        this.program = new TestProgram(folder);
        at(IN_THE_WINDOW);
        write("accounts.csv", "account_id,name,opened_on,closed_on\nA0001,Blue,2022-01-01,\nA0002,Green,2022-01-01,\n");
        write("top-ups.csv", "top_up_id,account_id,amount,received_at\nT1,A0001,6000.00,2022-09-01T09:00:00+08:00\n");
        write("usage.csv", """
            record_id,account_id,api,calls,occurred_at
            u1,A0001,DetectProduct,410000,2022-09-05T10:15:00+08:00
            u2,A0001,DetectProduct,800000,2022-09-16T14:30:00+08:00
            u3,A0002,CropImage,20000,2022-09-27T20:45:00+08:00
            """);
    }

    /** The time is that instant, and stands still. */
    SmallBook at(String instant) {
        OffsetDateTime time = OffsetDateTime.parse(instant);
        program.at(Clock.fixed(time.toInstant(), time.getOffset()));
        return this;
    }

    /** The time is that instant when it is first looked at, and later by so much each time it is looked at again. */
    SmallBook from(String instant, Duration step) {
        Instant start = Instant.parse(instant);
        AtomicLong looks = new AtomicLong();
        InstantSource moving = () -> start.plus(step.multipliedBy(looks.getAndIncrement()));
        program.at(moving.withZone(ZoneOffset.UTC));
        return this;
    }

    SmallBook with(String property, String value) {
        program.with(property, value);
        return this;
    }

    /** Where its database file, its input and its output lie. */
    Path folder() {
        return folder;
    }

    Path input() {
        return folder.resolve("in");
    }

    Path output() {
        return folder.resolve("out");
    }

    /** Puts a file into the input folder. */
    void write(String name, String text) {
        try {
            Files.createDirectories(input());
            Files.write(input().resolve(name), text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The shipped price book with something else in it, as a file. */
    Path priceBook(String part, String instead) throws IOException {
        String shipped = Files.readString(TestProgram.HOME.resolve("price-book.yaml"));
        if (!shipped.contains(part)) {
            throw new IllegalArgumentException("the shipped price book has no " + part);
        }
        return Files.writeString(folder.resolve("price-book.yaml"), shipped.replace(part, instead));
    }

    /** Closes September. */
    TestProgram.Result close(String... more) {
        return closeMonth(MONTH, more);
    }

    TestProgram.Result closeMonth(String month, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "close", "--month", month, "--input", input().toString(), "--output", output().toString(), "--quiet"));
        arguments.addAll(List.of(more));
        return run(arguments.toArray(String[]::new));
    }

    TestProgram.Result run(String... arguments) {
        return program.run(arguments);
    }

    /** Whether a database file was made. */
    boolean exists() {
        return Files.exists(folder.resolve("book.mv.db"));
    }

    String url() {
        return TestProgram.url(folder);
    }

    /** The rows of a query, fields joined by a blank. */
    List<String> rows(String query) {
        try (Connection database = DriverManager.getConnection(url());
                Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                List<String> fields = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    fields.add(String.valueOf(rows.getString(i)));
                }
                found.add(String.join(" ", fields));
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }

    void execute(String sql) {
        try (Connection database = DriverManager.getConnection(url());
                Statement statement = database.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Changes rows that the program does not let anybody change. */
    void tamper(String sql) {
        Tampering.update(new JdbcTemplate(new DriverManagerDataSource(url())), sql);
    }

    /** The documents of the output folder by name, as hex of their hash; {@code run.json} left out. */
    SortedMap<String, String> documents() {
        return documents(output());
    }

    static SortedMap<String, String> documents(Path output) {
        SortedMap<String, String> found = new TreeMap<>();
        try (Stream<Path> files = Files.list(output)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = file.getFileName().toString();
                if (!name.equals("run.json")) {
                    found.put(name, Sha256.of(Files.readAllBytes(file)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }
}
