package io.monthclose.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A logarithmic axis from one place to another, a little wider than its values. */
final class LogAxis {
    private static final double MARGIN = 1.25;

    private final double low;
    private final double high;
    private final double from;
    private final double to;

    LogAxis(double[] values, double from, double to) {
        // What took less than can be measured is drawn at the least that can.
        this.low = Math.log10(Math.max(0.01, Arrays.stream(values).min().orElse(1)) / MARGIN);
        this.high = Math.log10(Math.max(0.01, Arrays.stream(values).max().orElse(10)) * MARGIN);
        this.from = from;
        this.to = to;
    }

    /** Where a value lies. */
    double at(double value) {
        return from + (to - from) * (Math.log10(Math.max(0.01, value)) - low) / (high - low);
    }

    /** 1, 2 and 5 of each power of ten on it. */
    List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        for (int power = (int) Math.floor(low); power <= high; power++) {
            for (double step : new double[] {1, 2, 5}) {
                double tick = step * Math.pow(10, power);
                if (Math.log10(tick) >= low && Math.log10(tick) <= high) {
                    ticks.add(tick);
                }
            }
        }
        return ticks;
    }
}
