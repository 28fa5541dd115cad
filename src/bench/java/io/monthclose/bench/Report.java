package io.monthclose.bench;

import io.monthclose.bench.Figures.Figure;
import io.monthclose.bench.input.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import tools.jackson.databind.json.JsonMapper;

/** What is printed and kept of a bench: the machine, each contender's cost, and the figures beside their targets. */
final class Report {
    private static final double MIB = 1 << 20;
    private static final String ROW = "%-50s %13s  %-26s %-18s %s%n";
    private static final String COST = "%11s  %-22s %-22s %-22s %-20s %9s %9s %11s %9s%n";

    private final BenchOptions options;
    private final List<Run> runs;
    private final StartUp startUp;
    private final Map<String, String> serverSettings;
    private final List<Figure> figures;

    Report(BenchOptions options, List<Run> runs, StartUp startUp, Map<String, String> serverSettings) {
        this.options = options;
        this.runs = runs;
        this.startUp = startUp;
        this.serverSettings = serverSettings;
        this.figures = Figures.of(runs, startUp, options);
    }

    /** For people. */
    String text() {
        StringBuilder text = new StringBuilder("\n").append(machine()).append('\n');
        text.append("PostgreSQL ").append(serverSettings).append('\n');
        text.append(options.bookOnH2() ? "The close's book is an H2 file.\n" : "The close's book is in PostgreSQL.\n");
        text.append("Medians (least–most) of ").append(options.pairs()).append(" rounds.\n\n");
        text.append(COST.formatted(
                "rows",
                "",
                "wall s",
                "CPU s of the process",
                "CPU s of PostgreSQL",
                "peak MiB",
                "PG MiB",
                "rows/s",
                "accts/s"));
        for (Workload workload : options.workloads()) {
            for (Contender contender : options.contenders(workload)) {
                text.append(cost(workload, contender));
            }
        }
        text.append('\n').append(ROW.formatted("", "rows", "measured", "target (stretch)", ""));
        for (Figure figure : figures) {
            text.append(ROW.formatted(
                    figure.target().figure(),
                    figure.rows() == 0 ? "" : "%,d".formatted(figure.rows()),
                    figure.measured().text(),
                    figure.target().text(),
                    figure.verdict()));
        }
        return text.append("""

            The process's peak is its VmHWM; PostgreSQL's is the RssAnon of each of its processes, and their RssShmem once,
            sampled every 0.1 s. The baselines have no snapshot, ledger, hashes, reconciliation or restart.
            """).toString();
    }

    /** For machines. */
    void writeJson(Path file) throws IOException {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("machine", machine());
        json.put("postgres", serverSettings);
        json.put("book", options.bookOnH2() ? "h2" : "postgres");
        json.put("pairs", options.pairs());
        json.put("workloads", options.workloads());
        json.put("start_up", startUp);
        json.put("figures", figures.stream().map(Report::json).toList());
        json.put("runs", runs);
        Files.writeString(
                file,
                JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n");
    }

    private String cost(Workload workload, Contender contender) {
        List<Run> costs = Figures.runs(runs, contender, workload);
        double wall = spread(costs, Run::wallSeconds).median();
        return COST.formatted(
                "%,d".formatted(workload.rows()),
                contender.label(),
                spread(costs, Run::wallSeconds).text(),
                spread(costs, Run::cpuSeconds).text(),
                spread(costs, Run::serverCpuSeconds).text(),
                "%,.0f".formatted(spread(costs, run -> run.peakBytes() / MIB).most()),
                "%,.0f"
                        .formatted(spread(costs, run -> run.serverPeakBytes() / MIB)
                                .most()),
                "%,.0f".formatted(workload.rows() / wall),
                "%,.0f".formatted(workload.accounts() / wall));
    }

    private static Spread spread(List<Run> costs, ToDoubleFunction<Run> of) {
        return Spread.of(costs.stream().map(of::applyAsDouble).toList());
    }

    private static Map<String, Object> json(Figure figure) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("figure", figure.target().figure());
        json.put("rows", figure.rows());
        json.put("measured", figure.measured());
        json.put("target", figure.target().text());
        json.put("target_counts_at_rows", figure.target().rows());
        json.put("verdict", figure.verdict());
        return json;
    }

    /** Processor, cores, memory and Java; no name of a machine. */
    private static String machine() {
        List<String> parts = new ArrayList<>();
        parts.add(firstAfterColon(Path.of("/proc/cpuinfo"), "model name"));
        parts.add(Runtime.getRuntime().availableProcessors() + " cores");
        parts.add("memory " + firstAfterColon(Path.of("/proc/meminfo"), "MemTotal"));
        parts.add("Java " + Runtime.version());
        return String.join(", ", parts);
    }

    private static String firstAfterColon(Path file, String name) {
        try (var lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException unreadable) {
            return "unknown";
        }
    }
}
