package io.monthclose.bench;

import io.monthclose.bench.input.InputGenerator;
import io.monthclose.bench.input.Workload;
import io.monthclose.pricebook.PriceBook;
import io.monthclose.pricebook.PriceBookReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Closes months of the sizes that are asked for, in turn with the other contenders, compares every bill, and reports
 * what each cost. Started by {@code mvn -Pbench verify}.
 */
public final class Bench {
    private final BenchOptions options;
    private final List<Run> runs = new ArrayList<>();

    private Bench(BenchOptions options) {
        this.options = options;
    }

    /** Takes its options from system properties {@code bench.*}. */
    public static void main(String[] args) throws Exception {
        Locale.setDefault(Locale.ROOT);
        new Bench(BenchOptions.fromProperties()).run();
    }

    private void run() throws IOException, InterruptedException, SQLException {
        Files.createDirectories(options.folder());
        StartUp startUp = StartUp.measured(options);
        Map<String, String> settings;
        try (PostgresServer server = PostgresServer.start(options.folder().resolve("postgres"))) {
            settings = server.settings();
            say("PostgreSQL " + settings);
            Arena arena = new Arena(options, server);
            for (Workload workload : options.workloads()) {
                run(workload, arena);
            }
        }
        Report report = new Report(options, List.copyOf(runs), startUp, settings);
        System.out.println(report.text());
        report.writeJson(options.folder().resolve("bench.json"));
        Files.writeString(options.folder().resolve("cost-against-size.svg"), new CostPicture(runs).svg());
        say("written to " + options.folder());
    }

    private void run(Workload workload, Arena arena) throws IOException, InterruptedException, SQLException {
        Path input = generated(workload);
        Path ours = options.folder().resolve("bills-of-the-first-run");
        for (int round = 1; round <= options.pairs(); round++) {
            for (Contender contender : options.contenders(workload)) {
                Path output = options.folder().resolve("output");
                Run run = arena.run(contender, workload, input, output, round);
                runs.add(run);
                say("%,11d rows  round %d  %-22s %8.2f s  %8.2f CPU s"
                        .formatted(workload.rows(), round, contender.label(), run.wallSeconds(), run.allCpuSeconds()));
                if (round == 1 && contender == Contender.CLOSE) {
                    Arena.remove(ours);
                    Files.move(output, ours, StandardCopyOption.ATOMIC_MOVE);
                    Agreement.seeRed(ours, output);
                } else {
                    say("%,d bills agree".formatted(Agreement.check(ours, output)));
                }
            }
        }
    }

    /** The month's folder: made once, then kept. */
    private Path generated(Workload workload) throws IOException {
        Path folder = options.folder().resolve("input").resolve(workload.folderName());
        if (!Files.exists(folder)) {
            PriceBook book = PriceBookReader.read(Files.readAllBytes(options.priceBook()), "price-book.yaml");
            Path part = folder.resolveSibling("part");
            Arena.remove(part);
            long started = System.nanoTime();
            InputGenerator.write(workload, book, part);
            Files.move(part, folder, StandardCopyOption.ATOMIC_MOVE);
            say("%,d rows generated in %.1f s".formatted(workload.rows(), (System.nanoTime() - started) / 1e9));
        }
        return folder;
    }

    private static void say(String text) {
        System.out.println(text);
    }
}
