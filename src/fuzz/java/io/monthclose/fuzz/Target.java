package io.monthclose.fuzz;

import java.nio.file.Path;
import java.util.Locale;

/** What is fuzzed, and the files from which the fuzzer starts. */
enum Target {
    /** Usage files: header, slices, rows by both readers, gzip. */
    USAGE(
            "io.monthclose.intake.AnyUsageFile",
            "io.monthclose.**:com.opencsv.**:org.apache.commons.compress.**",
            "poison/usage",
            2048),
    /** The price book's YAML. */
    PRICE_BOOK("io.monthclose.pricebook.AnyPriceBook", "io.monthclose.**:org.yaml.snakeyaml.**", "pricebook/any", 8192),
    /** Accounts, packs and top-ups. */
    MASTERS("io.monthclose.intake.AnyMasterFile", "io.monthclose.**:com.opencsv.**", "poison/masters", 2048);

    private static final Path RESOURCES = Path.of("src/test/resources/io/monthclose");

    private final String className;
    private final String instrumented;
    private final String seeds;
    private final int mostBytes;

    Target(String className, String instrumented, String seeds, int mostBytes) {
        this.className = className;
        this.instrumented = instrumented;
        this.seeds = seeds;
        this.mostBytes = mostBytes;
    }

    /** The class that says what must hold of any bytes. */
    String className() {
        return className;
    }

    /** The packages whose coverage guides the fuzzer. */
    String instrumented() {
        return instrumented;
    }

    /** The files to start from. */
    Path seeds() {
        return RESOURCES.resolve(seeds);
    }

    /** The longest input. */
    int mostBytes() {
        return mostBytes;
    }

    /** How it is called on the command line. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
