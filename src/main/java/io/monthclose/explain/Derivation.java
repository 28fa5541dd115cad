package io.monthclose.explain;

import io.monthclose.explain.Explanation.FreezePart;
import io.monthclose.explain.Explanation.RecordPart;
import io.monthclose.explain.Explanation.Split;
import io.monthclose.money.ExactAmount;
import io.monthclose.pricebook.PriceVersion;
import io.monthclose.pricebook.Tier;
import io.monthclose.rating.DrawSource;
import io.monthclose.rating.RatingListener;
import io.monthclose.usage.UsageRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes down how one account's rating comes about. */
final class Derivation implements RatingListener {
    private final ExplainedMonth month;
    private final boolean withRecords;
    private final Map<String, Long> volumes = new HashMap<>();
    private final Map<String, FreezePart> freezes = new HashMap<>();
    private final List<RecordPart> records = new ArrayList<>();
    private List<Split> splits = new ArrayList<>();

    Derivation(ExplainedMonth month, boolean withRecords) {
        this.month = month;
        this.withRecords = withRecords;
    }

    @Override
    public void inBeta(UsageRecord record) {
        end(record, true, 0);
    }

    @Override
    public void drawn(UsageRecord record, DrawSource source, String id, long calls) {
        if (withRecords) {
            splits.add(new Split(source, id, calls));
        }
    }

    @Override
    public void billable(UsageRecord record, long calls) {
        end(record, false, calls);
    }

    @Override
    public void volume(String api, long calls) {
        volumes.put(api, calls);
    }

    @Override
    public void estimated(String api, long calls, PriceVersion version, Tier tier, ExactAmount amount) {
        freezes.put(api, new FreezePart(api, calls, version, tier, amount));
    }

    long volumeOf(String api) {
        return volumes.getOrDefault(api, 0L);
    }

    Optional<FreezePart> freezeOf(String api) {
        return Optional.ofNullable(freezes.get(api));
    }

    /** The sum of what the APIs add to the freeze. */
    ExactAmount atListPrice() {
        return freezes.values().stream().map(FreezePart::amount).reduce(ExactAmount.ZERO, ExactAmount::plus);
    }

    List<RecordPart> records() {
        return List.copyOf(records);
    }

    private void end(UsageRecord record, boolean beta, long billable) {
        if (withRecords) {
            String file = month.file(record.origin().file());
            records.add(new RecordPart(record, file, beta, List.copyOf(splits), billable));
            splits = new ArrayList<>();
        }
    }
}
