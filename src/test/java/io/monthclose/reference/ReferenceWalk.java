package io.monthclose.reference;

import io.monthclose.reference.Catalogue.Api;
import io.monthclose.reference.Catalogue.Version;
import io.monthclose.reference.ReferenceRating.Draw;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The deduction walk: record by record in time order, free pool, then packs, then post-paid. */
final class ReferenceWalk {
    /** A call has no price in force. */
    static final class NoPrice extends Exception {
        private static final long serialVersionUID = 1L;

        NoPrice(String api, Instant at) {
            super("no price of " + api + " is in force at " + at);
        }
    }

    /** The counts of one API in one price version. */
    static final class Tally {
        BigInteger metered = BigInteger.ZERO;
        BigInteger beta = BigInteger.ZERO;
        BigInteger free = BigInteger.ZERO;
        BigInteger prepaid = BigInteger.ZERO;
        BigInteger billable = BigInteger.ZERO;
    }

    private static final Comparator<Usage> TIME_ORDER =
            Comparator.comparing(Usage::occurredAt).thenComparing(Usage::recordId, ByteOrder.OF_TEXT);
    private static final Comparator<Draw> DRAW_ORDER = Comparator.comparing(Draw::api, ByteOrder.OF_TEXT)
            .thenComparing(Draw::source, ByteOrder.OF_TEXT)
            .thenComparing(Draw::packId, ByteOrder.OF_TEXT);

    private final Catalogue catalogue;
    private final List<Pack> packs;
    private final SortedMap<String, BigInteger> poolsLeft;
    private final SortedMap<String, BigInteger> packsLeft = new TreeMap<>(ByteOrder.OF_TEXT);
    private final SortedMap<String, SortedMap<String, Tally>> tallies = new TreeMap<>(ByteOrder.OF_TEXT);
    private final SortedMap<Draw, BigInteger> draws = new TreeMap<>(DRAW_ORDER);

    ReferenceWalk(Catalogue catalogue, List<Pack> packs) {
        this.catalogue = catalogue;
        this.packs = packs.stream().sorted(Pack.DRAWING_ORDER).toList();
        this.poolsLeft = new TreeMap<>(catalogue.freePools());
        packs.forEach(pack -> packsLeft.put(pack.packId(), pack.opening()));
    }

    void walk(List<Usage> usage) throws NoPrice {
        for (Usage record : usage.stream().sorted(TIME_ORDER).toList()) {
            deduct(record);
        }
    }

    private void deduct(Usage record) throws NoPrice {
        Api api = catalogue.api(record.api());
        Version version =
                api.versionAt(record.occurredAt()).orElseThrow(() -> new NoPrice(record.api(), record.occurredAt()));
        Tally tally = tallies.computeIfAbsent(api.code(), _ -> new TreeMap<>(ByteOrder.OF_TEXT))
                .computeIfAbsent(version.name(), _ -> new Tally());
        tally.metered = tally.metered.add(record.calls());
        if (version.beta()) {
            tally.beta = tally.beta.add(record.calls());
            return;
        }
        BigInteger free = drawPool(api, record.calls());
        BigInteger prepaid = drawPacks(record, record.calls().subtract(free));
        tally.free = tally.free.add(free);
        tally.prepaid = tally.prepaid.add(prepaid);
        tally.billable = tally.billable.add(record.calls().subtract(free).subtract(prepaid));
    }

    private BigInteger drawPool(Api api, BigInteger wanted) {
        String pool = api.freePool();
        if (pool == null) {
            return BigInteger.ZERO;
        }
        return draw(new Draw(api.code(), "FREE", pool, BigInteger.ZERO), poolsLeft, wanted);
    }

    private BigInteger drawPacks(Usage record, BigInteger wanted) {
        BigInteger open = wanted;
        for (Pack pack : packs) {
            if (pack.covers(record)) {
                Draw source = new Draw(record.api(), "PREPAID", pack.packId(), BigInteger.ZERO);
                open = open.subtract(draw(source, packsLeft, open));
            }
        }
        return wanted.subtract(open);
    }

    private BigInteger draw(Draw source, SortedMap<String, BigInteger> left, BigInteger wanted) {
        BigInteger available = left.getOrDefault(source.packId(), BigInteger.ZERO);
        BigInteger drawn = available.min(wanted);
        left.put(source.packId(), available.subtract(drawn));
        if (drawn.signum() > 0) {
            draws.merge(source, drawn, BigInteger::add);
        }
        return drawn;
    }

    /** The counts by API, then by the version's name. */
    SortedMap<String, SortedMap<String, Tally>> tallies() {
        return tallies;
    }

    List<Draw> draws() {
        List<Draw> counted = new ArrayList<>();
        draws.forEach((source, calls) -> counted.add(new Draw(source.api(), source.source(), source.packId(), calls)));
        return counted;
    }

    BigInteger leftOf(Pack pack) {
        return packsLeft.getOrDefault(pack.packId(), BigInteger.ZERO);
    }
}
