package io.monthclose.bench;

/** What a figure should be, and at how many rows. */
enum Target {
    CLOSE_BY_DUCKDB("close ÷ DuckDB in SQL, wall time", 10_000_000, true, 0.5, 0.33),
    CLASSIC_BY_CLOSE("classic Spring Batch ÷ close, wall time", 1_000_000, false, 12, 20),
    POSTGRES_BY_CLOSE("PostgreSQL in SQL ÷ close, wall time", 10_000_000, false, 10, 10),
    ACCOUNTS_A_SECOND("accounts settled a second", 10_000_000, false, 7_000, 12_000),
    PEAK_AT_10_MILLION("peak memory of the close's JVM, MiB", 10_000_000, true, 1024, 512),
    PEAK_AT_30_MILLION("peak memory of the close's JVM, MiB", 30_000_000, true, 1024, 512),
    GROWTH_OF_WALL("three times the rows ÷ once, wall time", 30_000_000, true, 3.2, 3.2),
    GROWTH_OF_CPU("three times the rows ÷ once, CPU seconds", 30_000_000, true, 3.2, 3.2),
    H2_BY_CLOSE("close on an H2 file ÷ on PostgreSQL, wall time", 1_000_000, true, 2, 1.2),
    HELP("--help, launcher to prompt, s", 0, true, 0.3, 0.2),
    SAMPLE("a sample's close, launcher to prompt, s", 0, true, 3, 2);

    private final String figure;
    private final long rows;
    private final boolean atMost;
    private final double bound;
    private final double stretch;

    Target(String figure, long rows, boolean atMost, double bound, double stretch) {
        this.figure = figure;
        this.rows = rows;
        this.atMost = atMost;
        this.bound = bound;
        this.stretch = stretch;
    }

    String figure() {
        return figure;
    }

    /** The rows at which it counts; 0 when their number does not matter. */
    long rows() {
        return rows;
    }

    /** Such as {@code ≤ 0.5 (0.33)}, the second being the stretch. */
    String text() {
        String wanted = (atMost ? "≤ " : "≥ ") + number(bound);
        return stretch == bound ? wanted : wanted + " (" + number(stretch) + ")";
    }

    /** What a measured median is against it. */
    String verdict(double median) {
        if (meets(median, stretch)) {
            return stretch == bound ? "met" : "met, the stretch too";
        }
        return meets(median, bound) ? "met" : "missed";
    }

    private boolean meets(double median, double limit) {
        return atMost ? median <= limit : median >= limit;
    }

    private static String number(double value) {
        return value == Math.rint(value) ? "%,.0f".formatted(value) : Double.toString(value);
    }
}
