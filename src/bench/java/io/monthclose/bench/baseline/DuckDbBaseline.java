package io.monthclose.bench.baseline;

import java.sql.Connection;
import java.sql.DriverManager;

/** The month in DuckDB, in memory: CSV in, CSV out, nothing kept. */
public final class DuckDbBaseline {
    private DuckDbBaseline() {}

    /** Takes the input folder, the output folder and the price book. */
    public static void main(String[] args) throws Exception {
        InputFiles files = InputFiles.of(args);
        SqlScript sql = new SqlScript(files.book())
                .with("usage_files", files.usage())
                .with("accounts_file", files.accounts())
                .with("packs_file", files.packs())
                .with("bills_file", files.output().resolve("bills.csv"))
                .with("lines_file", files.output().resolve("bill-lines.csv"));
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
            sql.run("duckdb.sql", connection);
        }
    }
}
