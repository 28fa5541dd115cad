package io.monthclose.store;

import io.monthclose.store.SealStore.RowWithoutSeal;
import java.util.List;

/** What was found not to be as it was sealed, until it is told after all else. */
public final class SealFindings {
    private final int months;
    private final List<RowWithoutSeal> withoutSeal;
    private final List<SealDifference> differences;

    SealFindings(int months, List<RowWithoutSeal> withoutSeal, List<SealDifference> differences) {
        this.months = months;
        this.withoutSeal = withoutSeal;
        this.differences = differences;
    }

    /** How many months have a seal. */
    public int months() {
        return months;
    }

    /** Adds them. That a table as a whole is another one is added where nothing says so already. */
    public void addTo(Differences found) {
        withoutSeal.forEach(row -> found.add(
                "sealed_row",
                row.section() + " " + row.key(),
                "billing_month",
                row.month(),
                "there is no seal of that month, so it keeps the row out of every other"));
        differences.stream()
                .filter(difference -> !difference.row().isEmpty() || !found.name(difference.table()))
                .forEach(difference -> found.add(difference.asDifference()));
    }
}
