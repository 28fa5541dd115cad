package io.monthclose.bench.baseline;

import io.monthclose.pricebook.PriceBook;
import io.monthclose.pricebook.PriceBookReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What every baseline is given.
 *
 * @param input the input folder
 * @param output the folder for what it writes
 * @param priceBook the price book's file
 */
record InputFiles(Path input, Path output, Path priceBook) {
    /** The first three arguments of a baseline. */
    static InputFiles of(String[] args) {
        return new InputFiles(Path.of(args[0]), Path.of(args[1]), Path.of(args[2]));
    }

    PriceBook book() throws IOException {
        return PriceBookReader.read(Files.readAllBytes(priceBook), priceBook.toString());
    }

    Path accounts() {
        return input.resolve("accounts.csv");
    }

    Path packs() {
        return input.resolve("prepaid-packs.csv");
    }

    /** The usage files by name: the order in which the first of two records stands. */
    List<Path> usage() throws IOException {
        try (Stream<Path> files = Files.list(input)) {
            return files.filter(file -> file.getFileName().toString().matches("usage.*\\.csv"))
                    .sorted()
                    .toList();
        }
    }
}
