package io.monthclose.rating;

import io.monthclose.period.InstantText;
import io.monthclose.pricebook.Api;
import io.monthclose.pricebook.PriceVersion;
import io.monthclose.usage.UsageRecord;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * One API in an account's month: what it may draw from, in the order of deduction, and the calls under each version.
 */
final class ApiUsage {
    private final Api api;
    private final ZoneId zone;
    private final List<Allowance> inOrderOfDeduction;
    private final List<VersionUsage> versions = new ArrayList<>();
    private long metered;

    ApiUsage(Api api, ZoneId zone, List<Allowance> inOrderOfDeduction) {
        this.api = api;
        this.zone = zone;
        this.inOrderOfDeduction = inOrderOfDeduction;
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
            return;
        }
        long rest = record.calls();
        for (Allowance allowance : inOrderOfDeduction) {
            long drawn = allowance.draw(api.code(), record.occurredAt(), rest);
            usage.addDrawn(allowance.source(), drawn);
            rest -= drawn;
        }
        usage.addBillable(rest);
    }

    /** The month's billable calls over all versions. */
    long billable() {
        return versions.stream().mapToLong(VersionUsage::billable).sum();
    }

    /** The month's metered calls over all versions, without beta. */
    long meteredWithoutBeta() {
        return versions.stream().mapToLong(VersionUsage::meteredWithoutBeta).sum();
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

    private VersionUsage at(Instant instant) {
        PriceVersion inForce = api.versionAt(instant)
                .orElseThrow(() -> new UnratableException(
                        "no price of " + api.code() + " is in force at " + InstantText.format(instant, zone)));
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
