package io.monthclose.cli;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Objects;
import org.h2.tools.RunScript;

/** A book whose September was closed when lines, draws and ledger entries were still rows of their own (schema 2). */
final class OldBook {
    /** What it was closed from, what came out, and the month that comes next. */
    static final Path SAMPLE = Path.of("sample-data", "top-ups-before-and-after");

    private OldBook() {}

    /** Makes it in a folder, for a program whose book lies there. */
    static void in(Path folder) throws IOException, SQLException {
        try (Reader script = new InputStreamReader(
                        Objects.requireNonNull(OldBook.class.getResourceAsStream("book-of-schema-2.sql")),
                        StandardCharsets.UTF_8);
                Connection database = DriverManager.getConnection(url(folder))) {
            RunScript.execute(database, script);
        }
    }

    /** Its URL. */
    static String url(Path folder) {
        return "jdbc:h2:file:" + folder.resolve("book") + ";WRITE_DELAY=0";
    }
}
