package io.monthclose.rating;

import io.monthclose.period.BillingMonth;
import io.monthclose.period.InstantRange;
import io.monthclose.pricebook.Api;
import io.monthclose.pricebook.PriceBook;
import io.monthclose.usage.UsageRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The walk over one account's month in time order: free pool → prepaid packs → post-paid (rules, "Deduction"). Holds
 * what is left of pools and packs while it walks.
 */
final class DeductionWalk {
    private final PriceBook book;
    private final InstantRange range;
    private final Packs packs;
    private final RatingListener listener;
    private final Map<String, Allowance> pools = new HashMap<>();
    private final Map<String, ApiUsage> apis = new HashMap<>();

    DeductionWalk(PriceBook book, BillingMonth month, List<PackBalance> packs, RatingListener listener) {
        this.book = book;
        this.range = month.range();
        this.packs = new Packs(month, packs);
        this.listener = listener;
        book.freePools().forEach((name, size) -> pools.put(name, Allowance.ofPool(name, range, size)));
    }

    /** Takes the next record in time order. */
    void add(UsageRecord record) {
        if (!range.contains(record.occurredAt())) {
            throw new IllegalArgumentException("record " + record.recordId() + " lies outside the month");
        }
        ApiUsage usage = apis.get(record.api());
        if (usage == null) {
            usage = usageOf(record.api());
            apis.put(record.api(), usage);
        }
        usage.add(record);
    }

    /** The APIs with a record, by code. */
    List<ApiUsage> apis() {
        return apis.values().stream()
                .sorted(Comparator.comparing(usage -> usage.api().code()))
                .toList();
    }

    /** All that was drawn, by API, source and pack. */
    List<Draw> draws() {
        return apis.values().stream()
                .flatMap(usage -> usage.draws().stream())
                .sorted(Draw.ORDER)
                .toList();
    }

    /** What became of the packs, by id. */
    List<PackMovement> packMovements() {
        return packs.movements();
    }

    private ApiUsage usageOf(String code) {
        Api api = book.apis().get(code);
        if (api == null) {
            throw new UnratableException("no API " + code + " in the price book");
        }
        List<Allowance> inOrderOfDeduction = new ArrayList<>();
        Allowance pool = api.freePool() == null ? null : pools.get(api.freePool());
        if (pool != null) {
            inOrderOfDeduction.add(pool);
        }
        // Whether a group has packs is checked when a pack is read; one that was accepted covers what it names.
        inOrderOfDeduction.addAll(packs.covering(code));
        return new ApiUsage(api, book.zone(), inOrderOfDeduction, listener);
    }
}
