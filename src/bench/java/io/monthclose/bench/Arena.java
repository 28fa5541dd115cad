package io.monthclose.bench;

import io.monthclose.bench.baseline.ClassicBaseline;
import io.monthclose.bench.baseline.DuckDbBaseline;
import io.monthclose.bench.baseline.PostgresBaseline;
import io.monthclose.bench.input.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Where a contender runs: a fresh database, an empty output folder, nothing else of the bench at work. */
final class Arena {
    private static final String DATABASE = "bench";

    private final BenchOptions options;
    private final PostgresServer server;

    Arena(BenchOptions options, PostgresServer server) {
        this.options = options;
        this.server = server;
    }

    /** Runs the contender once; its bills lie in the folder afterwards. */
    Run run(Contender contender, Workload workload, Path input, Path output, int round)
            throws IOException, InterruptedException, SQLException {
        remove(output);
        Path scratch = options.folder().resolve("scratch");
        remove(scratch);
        Files.createDirectories(scratch);
        String database = server.freshDatabase(DATABASE);
        new ProcessBuilder("sync").start().waitFor();
        ProcessBuilder command = command(contender, input, output, database, scratch);
        command.directory(options.project().toFile());
        Watch.Cost cost = new Watch(contender.usesServer(options.bookOnH2()) ? server : null)
                .run(command, scratch.resolve("log"), contender.exitCode());
        if (contender == Contender.CLASSIC) {
            ClassicBaseline.DOCUMENTS.forEach((name, query) -> export(query, output.resolve(name)));
        }
        server.drop(DATABASE);
        return new Run(
                contender,
                workload,
                round,
                cost.wallSeconds(),
                cost.cpuSeconds(),
                cost.serverCpuSeconds(),
                cost.peakBytes(),
                cost.serverPeakBytes());
    }

    private ProcessBuilder command(Contender contender, Path input, Path output, String database, Path scratch)
            throws IOException {
        return switch (contender) {
            case CLOSE -> options.bookOnH2() ? close(input, output, h2(scratch)) : close(input, output, database);
            case H2 -> close(input, output, h2(scratch));
            case DUCKDB -> baseline(DuckDbBaseline.class, input, output, database);
            case POSTGRES -> baseline(PostgresBaseline.class, input, output, database);
            case CLASSIC -> baseline(ClassicBaseline.class, input, output, database);
        };
    }

    private static String h2(Path scratch) {
        return "jdbc:h2:file:" + scratch.resolve("book") + ";WRITE_DELAY=0";
    }

    private ProcessBuilder close(Path input, Path output, String url) {
        ProcessBuilder command = new ProcessBuilder(
                options.launcher().toString(),
                "close",
                "--month",
                "2022-09",
                "--input",
                input.toString(),
                "--output",
                output.toString(),
                "--as-of",
                "2022-10-02T10:00:00+08:00");
        return onDatabase(command, url);
    }

    /** The program on that database, and on no other that the caller may have set. */
    static ProcessBuilder onDatabase(ProcessBuilder command, String url) {
        Map<String, String> environment = command.environment();
        environment.keySet().removeIf(name -> name.startsWith("SPRING_"));
        environment.put("SPRING_DATASOURCE_URL", url);
        // Made before anything is timed, and never beside it.
        environment.put("MONTH_CLOSE_START_CACHE", "wait");
        if (url.startsWith("jdbc:postgresql:")) {
            environment.put("SPRING_DATASOURCE_USERNAME", "postgres");
            environment.put("SPRING_DATASOURCE_PASSWORD", "postgres");
        }
        return command;
    }

    private ProcessBuilder baseline(Class<?> main, Path input, Path output, String database) throws IOException {
        Files.createDirectories(output);
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx1g",
                "-Dlogback.configurationFile=io/monthclose/bench/logback.xml",
                "-classpath",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(
                input.toString(), output.toString(), options.priceBook().toString(), database + "?user=postgres"));
        return new ProcessBuilder(command);
    }

    private void export(String query, Path file) {
        try {
            server.export(DATABASE, query, file);
        } catch (SQLException | IOException unwritable) {
            throw new IllegalStateException("the bills of the classic job were not written", unwritable);
        }
    }

    static void remove(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
