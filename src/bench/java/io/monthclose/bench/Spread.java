package io.monthclose.bench;

import java.util.List;

/** What was measured several times: the middle one, and the two ends. */
record Spread(double median, double least, double most) {
    static Spread of(List<Double> measured) {
        List<Double> sorted = measured.stream().sorted().toList();
        int middle = sorted.size() / 2;
        double median = sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
        return new Spread(median, sorted.getFirst(), sorted.getLast());
    }

    /** Median and both ends, with as many decimals as the median needs. */
    String text() {
        String number = median >= 1000 ? "%,.0f" : median >= 10 ? "%.1f" : "%.2f";
        return (number + " (" + number + "–" + number + ")").formatted(median, least, most);
    }
}
