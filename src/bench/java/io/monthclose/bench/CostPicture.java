package io.monthclose.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/** Cost against size, as an SVG: wall seconds on the left, CPU seconds of all processes on the right, both axes logarithmic. */
final class CostPicture {
    private static final int WIDTH = 1200;
    private static final int HEIGHT = 470;
    private static final int PANEL_WIDTH = 360;
    private static final int LABEL_SPACE = 15;

    private final List<Run> runs;

    CostPicture(List<Run> runs) {
        this.runs = List.copyOf(runs);
    }

    /** A point: the median at so many rows, and the ends of what was measured. */
    private record Point(long rows, Spread spread) {}

    /** The points of a contender, by rows. */
    private record Series(Contender contender, List<Point> points) {}

    String svg() {
        StringBuilder svg = new StringBuilder("""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" \
            font-family="system-ui, sans-serif" font-size="12">
            <rect width="100%%" height="100%%" fill="#fff"/>
            <text x="60" y="28" font-size="16" font-weight="600">What a month costs, by its usage rows</text>
            <text x="60" y="46" fill="#555">medians; bars from the least to the most measured; both axes logarithmic</text>
            """.formatted(WIDTH, HEIGHT, WIDTH, HEIGHT));
        panel(svg, 60, "wall seconds", Run::wallSeconds);
        panel(svg, 660, "CPU seconds, PostgreSQL's included", Run::allCpuSeconds);
        return svg.append("</svg>\n").toString();
    }

    private void panel(StringBuilder svg, int left, String title, ToDoubleFunction<Run> of) {
        List<Series> all = series(of);
        LogAxis x = new LogAxis(
                all.stream()
                        .flatMap(one -> one.points().stream())
                        .mapToDouble(point -> (double) point.rows())
                        .toArray(),
                left,
                left + PANEL_WIDTH);
        LogAxis y = new LogAxis(
                all.stream()
                        .flatMap(one -> one.points().stream())
                        .flatMapToDouble(point -> DoubleStream.of(
                                point.spread().least(), point.spread().most()))
                        .toArray(),
                HEIGHT - 50,
                90);
        svg.append("<text x='%d' y='76' font-weight='600'>%s</text>%n".formatted(left, title));
        grid(svg, left, x, y);
        for (Series one : all) {
            line(svg, one, x, y);
        }
        labels(svg, all, x, y);
    }

    private void grid(StringBuilder svg, int left, LogAxis x, LogAxis y) {
        for (double tick : y.ticks()) {
            svg.append("<line x1='%d' x2='%d' y1='%3$.1f' y2='%3$.1f' stroke='#ddd'/>"
                    .formatted(left, left + PANEL_WIDTH, y.at(tick)));
            svg.append("<text x='%d' y='%.1f' text-anchor='end' fill='#555'>%s</text>%n"
                    .formatted(left - 6, y.at(tick) + 4, number(tick)));
        }
        for (long rows :
                runs.stream().map(run -> run.workload().rows()).distinct().toList()) {
            svg.append("<line x1='%1$.1f' x2='%1$.1f' y1='90' y2='%2$d' stroke='#eee'/>"
                    .formatted(x.at((double) rows), HEIGHT - 50));
            svg.append("<text x='%.1f' y='%d' text-anchor='middle' fill='#555'>%s</text>%n"
                    .formatted(x.at((double) rows), HEIGHT - 30, rows(rows)));
        }
        svg.append("<text x='%d' y='%d' text-anchor='middle' fill='#555'>usage rows</text>%n"
                .formatted(left + PANEL_WIDTH / 2, HEIGHT - 10));
    }

    private static void line(StringBuilder svg, Series one, LogAxis x, LogAxis y) {
        String colour = colour(one.contender());
        StringBuilder path = new StringBuilder();
        for (Point point : one.points()) {
            double across = x.at((double) point.rows());
            double up = y.at(point.spread().median());
            path.append(path.isEmpty() ? "M" : "L").append("%.1f %.1f ".formatted(across, up));
            svg.append("<line x1='%1$.1f' x2='%1$.1f' y1='%2$.1f' y2='%3$.1f' stroke='%4$s' stroke-width='1.5'/>"
                    .formatted(
                            across,
                            y.at(point.spread().least()),
                            y.at(point.spread().most()),
                            colour));
            svg.append("<circle cx='%.1f' cy='%.1f' r='4' fill='%s'/>".formatted(across, up, colour));
        }
        svg.append("<path d='%s' fill='none' stroke='%s' stroke-width='%s'/>%n"
                .formatted(path, colour, one.contender() == Contender.CLOSE ? "3" : "1.8"));
    }

    /** Beside the last point, moved down where two would touch. */
    private static void labels(StringBuilder svg, List<Series> all, LogAxis x, LogAxis y) {
        double lowest = 0;
        List<Series> fromTheTop = all.stream()
                .sorted(Comparator.comparingDouble(
                        one -> y.at(last(one).spread().median())))
                .toList();
        for (Series one : fromTheTop) {
            Point last = last(one);
            double at = Math.max(y.at(last.spread().median()) + 4, lowest + LABEL_SPACE);
            lowest = at;
            svg.append("<text x='%.1f' y='%.1f' fill='%s' font-weight='%s' %s>%s, %s s</text>%n"
                    .formatted(
                            x.at((double) last.rows()) + 9,
                            at,
                            colour(one.contender()),
                            one.contender() == Contender.CLOSE ? "700" : "400",
                            "stroke='#fff' stroke-width='3' paint-order='stroke'",
                            one.contender().label(),
                            number(last.spread().median())));
        }
    }

    private static Point last(Series series) {
        return series.points().getLast();
    }

    private List<Series> series(ToDoubleFunction<Run> of) {
        List<Series> all = new ArrayList<>();
        for (Contender contender : Contender.values()) {
            TreeMap<Long, List<Double>> byRows = new TreeMap<>();
            runs.stream()
                    .filter(run -> run.contender() == contender)
                    .forEach(run -> byRows.computeIfAbsent(run.workload().rows(), _ -> new ArrayList<>())
                            .add(of.applyAsDouble(run)));
            List<Point> points = byRows.entrySet().stream()
                    .map(entry -> new Point(entry.getKey(), Spread.of(entry.getValue())))
                    .toList();
            if (!points.isEmpty()) {
                all.add(new Series(contender, points));
            }
        }
        return all;
    }

    private static String colour(Contender contender) {
        return switch (contender) {
            case CLOSE -> "#0b6e4f";
            case H2 -> "#6aa84f";
            case DUCKDB -> "#b36b00";
            case POSTGRES -> "#2f5d9b";
            case CLASSIC -> "#9b2f5d";
        };
    }

    private static String number(double value) {
        return value >= 100
                ? "%,.0f".formatted(value)
                : value >= 10 ? "%.0f".formatted(value) : "%.1f".formatted(value);
    }

    private static String rows(long rows) {
        return rows % 1_000_000 == 0 ? rows / 1_000_000 + " M" : "%,d".formatted(rows);
    }
}
