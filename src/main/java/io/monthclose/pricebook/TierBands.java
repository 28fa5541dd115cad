package io.monthclose.pricebook;

import java.util.ArrayList;
import java.util.List;

/** What holds for the bands of a price: they start at 0, leave no gap, do not overlap, and the last one ends open. */
final class TierBands {
    private TierBands() {}

    /**
     * A fault of one band.
     *
     * @param tier its place in the list, from 0
     * @param text what is wrong
     */
    record Fault(int tier, String text) {}

    /** Every fault of the bands, in their order. */
    static List<Fault> faults(List<Tier> tiers) {
        List<Fault> faults = new ArrayList<>();
        long expectedFrom = 0;
        for (int i = 0; i < tiers.size(); i++) {
            Tier tier = tiers.get(i);
            if (tier.from() != expectedFrom) {
                faults.add(new Fault(i, misplaced(i, tier.from(), expectedFrom)));
            }
            boolean last = i == tiers.size() - 1;
            Long to = tier.to();
            if (to == null) {
                if (!last) {
                    faults.add(new Fault(i, "the band ends open, but is not the last: it lacks `to`"));
                    expectedFrom = tiers.get(i + 1).from();
                }
                continue;
            }
            if (to <= tier.from()) {
                faults.add(new Fault(i, "the band from " + tier.from() + " to " + to + " is empty"));
            }
            if (last) {
                faults.add(new Fault(i, "the last band does not end open: without `to`, it would"));
            }
            expectedFrom = to;
        }
        return faults;
    }

    private static String misplaced(int index, long from, long expectedFrom) {
        if (index == 0) {
            return "the bands do not start at 0, but at " + from;
        }
        if (from > expectedFrom) {
            return "the bands leave a gap from " + expectedFrom + " to " + from;
        }
        return "the bands overlap from " + from + " to " + expectedFrom;
    }
}
