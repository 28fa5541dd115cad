package io.monthclose.rating;

import io.monthclose.period.InstantText;
import io.monthclose.pricebook.Api;
import io.monthclose.pricebook.PriceVersion;
import io.monthclose.usage.UsageRecord;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One API in an account's month: what it may draw from, in the order of deduction, and the calls under each version.
 */
final class ApiUsage {
    private final Api api;
    private final ZoneId zone;
    private final List<Allowance> inOrderOfDeduction;
    private final RatingListener listener;
    private final long[] drawn;
    private final List<VersionUsage> versions = new ArrayList<>();
    private @Nullable VersionUsage current;
    private Instant currentUntil = Instant.MIN;
    private long metered;

    ApiUsage(Api api, ZoneId zone, List<Allowance> inOrderOfDeduction, RatingListener listener) {
        this.api = api;
        this.zone = zone;
        this.inOrderOfDeduction = List.copyOf(inOrderOfDeduction);
        this.listener = listener;
        this.drawn = new long[inOrderOfDeduction.size()];
    }

    Api api() {
        return api;
    }

    /** Takes the next record in time order: free pool, then packs, then billable. In beta nothing is drawn. */
    void add(UsageRecord record) {
        meter(record.calls());
        VersionUsage usage = at(record.occurredAt());
        if (usage.version().beta()) {
            usage.addBeta(record.calls());
            listener.inBeta(record);
            return;
        }
        long rest = record.calls();
        for (int i = 0; i < drawn.length && rest > 0; i++) {
            Allowance allowance = inOrderOfDeduction.get(i);
            long covered = allowance.draw(record.occurredAt(), rest);
            if (covered > 0) {
                drawn[i] += covered;
                usage.addDrawn(allowance.source(), covered);
                listener.drawn(record, allowance.source(), allowance.id(), covered);
                rest -= covered;
            }
        }
        usage.addBillable(rest);
        listener.billable(record, rest);
    }

    /** The month's billable calls over all versions. */
    long billable() {
        return versions.stream().mapToLong(VersionUsage::billable).sum();
    }

    /** The month's metered calls over all versions, without beta. */
    long meteredWithoutBeta() {
        return versions.stream().mapToLong(VersionUsage::meteredWithoutBeta).sum();
    }

    /** What it drew from each allowance; nothing of one from which it drew nothing. */
    List<Draw> draws() {
        List<Draw> draws = new ArrayList<>();
        for (int i = 0; i < drawn.length; i++) {
            if (drawn[i] > 0) {
                draws.add(inOrderOfDeduction.get(i).drawnBy(api.code(), drawn[i]));
            }
        }
        return draws;
    }

    /** One line per version with a record. */
    List<RatedLine> lines(long tierVolume) {
        return versions.stream().map(usage -> usage.line(tierVolume)).toList();
    }

    private void meter(long calls) {
        try {
            metered = Math.addExact(metered, calls);
        } catch (ArithmeticException overflow) {
            throw new UnratableException("the calls of " + api.code() + " exceed " + Long.MAX_VALUE);
        }
    }

    /** Records come in time order, so that a version is looked up when one ends and not for each record. */
    private VersionUsage at(Instant instant) {
        VersionUsage still = current;
        if (still != null && instant.isBefore(currentUntil)) {
            return still;
        }
        VersionUsage found = usageUnder(versionAt(instant));
        current = found;
        currentUntil = api.versions().stream()
                .map(PriceVersion::from)
                .filter(from -> from.isAfter(instant))
                .findFirst()
                .orElse(Instant.MAX);
        return found;
    }

    private PriceVersion versionAt(Instant instant) {
        return api.versionAt(instant)
                .orElseThrow(() -> new UnratableException(
                        "no price of " + api.code() + " is in force at " + InstantText.format(instant, zone)));
    }

    private VersionUsage usageUnder(PriceVersion inForce) {
        for (VersionUsage usage : versions) {
            if (usage.version().equals(inForce)) {
                return usage;
            }
        }
        VersionUsage first = new VersionUsage(api.code(), inForce);
        versions.add(first);
        return first;
    }
}
