package io.monthclose.bench;

import io.monthclose.bench.input.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The figures that have a target, from the runs. A ratio is taken within a round, then the median of the rounds. */
final class Figures {
    private static final double MIB = 1 << 20;

    private final List<Run> runs;
    private final StartUp startUp;
    private final boolean bookOnH2;
    private final List<Figure> figures = new ArrayList<>();

    private Figures(List<Run> runs, StartUp startUp, boolean bookOnH2) {
        this.runs = runs;
        this.startUp = startUp;
        this.bookOnH2 = bookOnH2;
    }

    /**
     * A figure.
     *
     * @param rows at how many rows it was measured; 0 when their number does not matter
     */
    record Figure(Target target, long rows, Spread measured) {
        /** Against the target, or where that counts. */
        String verdict() {
            return target.rows() == rows
                    ? target.verdict(measured.median())
                    : "counts at %,d rows".formatted(target.rows());
        }
    }

    static List<Figure> of(List<Run> runs, StartUp startUp, BenchOptions options) {
        Figures figures = new Figures(runs, startUp, options.bookOnH2());
        List<Workload> workloads = options.workloads();
        for (Workload workload : workloads) {
            figures.addOf(workload);
        }
        for (Workload small : workloads) {
            for (Workload large : workloads) {
                if (large.rows() == 3 * small.rows()) {
                    figures.addGrowth(small, large);
                }
            }
        }
        figures.add(Target.HELP, 0, figures.startUp.helpSeconds());
        figures.add(Target.SAMPLE, 0, figures.startUp.sampleSeconds());
        return List.copyOf(figures.figures);
    }

    /** The runs of a contender on a month, by round. */
    static List<Run> runs(List<Run> runs, Contender contender, Workload workload) {
        return runs.stream()
                .filter(run -> run.contender() == contender && run.workload().equals(workload))
                .toList();
    }

    private void addOf(Workload workload) {
        List<Run> ours = runs(runs, Contender.CLOSE, workload);
        long rows = workload.rows();
        add(Target.CLOSE_BY_DUCKDB, rows, ratios(ours, runs(runs, Contender.DUCKDB, workload), Run::wallSeconds));
        add(Target.CLASSIC_BY_CLOSE, rows, ratios(runs(runs, Contender.CLASSIC, workload), ours, Run::wallSeconds));
        add(Target.POSTGRES_BY_CLOSE, rows, ratios(runs(runs, Contender.POSTGRES, workload), ours, Run::wallSeconds));
        if (!bookOnH2) {
            add(Target.H2_BY_CLOSE, rows, ratios(runs(runs, Contender.H2, workload), ours, Run::wallSeconds));
        }
        add(
                Target.ACCOUNTS_A_SECOND,
                rows,
                ours.stream()
                        .map(run -> workload.accounts() / run.wallSeconds())
                        .toList());
        add(
                rows == Target.PEAK_AT_30_MILLION.rows() ? Target.PEAK_AT_30_MILLION : Target.PEAK_AT_10_MILLION,
                rows,
                ours.stream().map(run -> run.peakBytes() / MIB).toList());
    }

    private void addGrowth(Workload small, Workload large) {
        List<Run> once = runs(runs, Contender.CLOSE, small);
        List<Run> thrice = runs(runs, Contender.CLOSE, large);
        add(Target.GROWTH_OF_WALL, large.rows(), ratios(thrice, once, Run::wallSeconds));
        add(Target.GROWTH_OF_CPU, large.rows(), ratios(thrice, once, Run::allCpuSeconds));
    }

    private void add(Target target, long rows, List<Double> measured) {
        if (!measured.isEmpty()) {
            figures.add(new Figure(target, rows, Spread.of(measured)));
        }
    }

    private static List<Double> ratios(List<Run> above, List<Run> below, ToDoubleFunction<Run> of) {
        return IntStream.range(0, Math.min(above.size(), below.size()))
                .mapToObj(round -> of.applyAsDouble(above.get(round)) / of.applyAsDouble(below.get(round)))
                .toList();
    }
}
