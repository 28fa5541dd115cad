package io.monthclose.cli;

import io.monthclose.intake.SourceServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The small book with its usage in a database: the rows of its usage file, in a table of the types that a gateway would choose. */
final class SourceBook {
    static final String QUERY = "SELECT record_id, account_id, api, calls, occurred_at FROM usage_row"
            + " WHERE occurred_at >= :from AND occurred_at < :until";

    private final SmallBook book;
    private final String url;

    SourceBook(SourceServer server, Path folder) {
        book = new SmallBook(folder);
        delete(book.input().resolve("usage.csv"));
        url = server.create("source", folder);
        execute(
                "CREATE TABLE usage_row (record_id VARCHAR(200), account_id VARCHAR(200), api VARCHAR(200),"
                        + " calls BIGINT, occurred_at TIMESTAMP(6) WITH TIME ZONE)",
                insert("u1", "A0001", "DetectProduct", 410000, "2022-09-05 10:15:00+08:00"),
                insert("u2", "A0001", "DetectProduct", 800000, "2022-09-16 14:30:00+08:00"),
                insert("u3", "A0002", "CropImage", 20000, "2022-09-27 20:45:00+08:00"));
        with("url", url).with("query", QUERY);
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String insert(String record, String account, String api, long calls, String time) {
        return "INSERT INTO usage_row (record_id, account_id, api, calls, occurred_at) VALUES ('%s', '%s', '%s', %d, TIMESTAMP WITH TIME ZONE '%s')"
                .formatted(record, account, api, calls, time);
    }

    /** Sets one of the settings of the usage database. */
    SourceBook with(String setting, String value) {
        book.with("month-close.usage." + setting, value);
        return this;
    }

    void execute(String... statements) {
        SourceServer.execute(url, statements);
    }

    SmallBook book() {
        return book;
    }

    String url() {
        return url;
    }

    /** Closes September with usage from the database. */
    TestProgram.Result close(String... more) {
        List<String> arguments = new ArrayList<>(List.of("--usage-source", "jdbc"));
        arguments.addAll(List.of(more));
        return book.close(arguments.toArray(String[]::new));
    }

    /** A document of the last close. */
    String document(String name) {
        try {
            return Files.readString(book.output().resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
