package io.monthclose.bench;

import java.util.Locale;

/** One way to bill the month. */
enum Contender {
    /** The program, whole: snapshot, hashes, ledger, reconciliations and documents, on the book's database. */
    CLOSE,
    /** The same on a book in an H2 file. */
    H2,
    /** A query from CSV to CSV in DuckDB. */
    DUCKDB,
    /** SQL in PostgreSQL, copied in and out. */
    POSTGRES,
    /** A Spring Batch job as tutorials write it, on PostgreSQL. */
    CLASSIC;

    static Contender named(String name) {
        return valueOf(name.strip().toUpperCase(Locale.ROOT));
    }

    /** Its name in the report. */
    String label() {
        return switch (this) {
            case CLOSE -> "month-close";
            case H2 -> "month-close, H2 file";
            case DUCKDB -> "DuckDB in SQL";
            case POSTGRES -> "PostgreSQL in SQL";
            case CLASSIC -> "classic Spring Batch";
        };
    }

    /** Whether it works on the bench's PostgreSQL. */
    boolean usesServer(boolean bookOnH2) {
        return switch (this) {
            case CLOSE -> !bookOnH2;
            case POSTGRES, CLASSIC -> true;
            case H2, DUCKDB -> false;
        };
    }

    /** How its process must end: the close with 3, as rows are rejected. */
    int exitCode() {
        return switch (this) {
            case CLOSE, H2 -> 3;
            case DUCKDB, POSTGRES, CLASSIC -> 0;
        };
    }
}
