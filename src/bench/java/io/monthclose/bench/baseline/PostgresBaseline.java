package io.monthclose.bench.baseline;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;

/** The month in PostgreSQL: copied in, rated in SQL, bills and lines kept in tables and copied out. */
public final class PostgresBaseline {
    private PostgresBaseline() {}

    /** Takes the input folder, the output folder, the price book and the database's JDBC URL. */
    public static void main(String[] args) throws Exception {
        InputFiles files = InputFiles.of(args);
        SqlScript sql = new SqlScript(files.book());
        try (Connection connection = DriverManager.getConnection(args[3])) {
            CopyManager copies = new CopyManager(connection.unwrap(BaseConnection.class));
            sql.run("postgres-tables.sql", connection);
            copyIn("account_row", "", files.accounts(), copies);
            copyIn("pack_row", "", files.packs(), copies);
            for (Path usage : files.usage()) {
                // Neither character can be in a line: each is one column.
                copyIn("usage_line", ", DELIMITER E'\\x01', QUOTE E'\\x02'", usage, copies);
            }
            sql.run("postgres-rating.sql", connection);
            copyOut(sql.text("postgres-bills.sql"), files.output().resolve("bills.csv"), copies);
            copyOut(sql.text("postgres-lines.sql"), files.output().resolve("bill-lines.csv"), copies);
        }
    }

    private static void copyIn(String table, String options, Path file, CopyManager copies)
            throws SQLException, IOException {
        try (InputStream in = Files.newInputStream(file)) {
            copies.copyIn("COPY " + table + " FROM STDIN (FORMAT csv, HEADER" + options + ")", in, 1 << 16);
        }
    }

    private static void copyOut(String query, Path file, CopyManager copies) throws SQLException, IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            copies.copyOut(query, out);
        }
    }
}
