package io.monthclose.explain;

import io.monthclose.explain.Explanation.ApiPart;
import io.monthclose.explain.Explanation.LinePart;
import io.monthclose.explain.Explanation.PackPart;
import io.monthclose.explain.Explanation.PoolPart;
import io.monthclose.explain.Explanation.UsagePart;
import io.monthclose.pricebook.Api;
import io.monthclose.pricebook.PriceBook;
import io.monthclose.pricebook.PriceVersion;
import io.monthclose.pricebook.Tier;
import io.monthclose.rating.Draw;
import io.monthclose.rating.DrawSource;
import io.monthclose.rating.PackMovement;
import io.monthclose.rating.RatedLine;
import io.monthclose.rating.Rating;
import io.monthclose.store.MonthPack;
import io.monthclose.usage.RejectReason;
import io.monthclose.usage.UsageRecord;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** The parts of an explanation, by API, free pool and pack. */
final class Parts {
    private final PriceBook prices;
    private final List<UsageRecord> accepted;
    private final Rating.Rated rated;
    private final Derivation derivation;

    Parts(PriceBook prices, List<UsageRecord> accepted, Rating.Rated rated, Derivation derivation) {
        this.prices = prices;
        this.accepted = accepted;
        this.rated = rated;
        this.derivation = derivation;
    }

    UsagePart usage(long duplicates, Map<RejectReason, Long> rejected) {
        return new UsagePart(accepted.size(), calls(accepted), duplicates, rejected);
    }

    /** The APIs that have a record and are in the price book: one that a rerun put in its place may lack a parked account's. */
    List<ApiPart> apis() {
        Map<String, List<UsageRecord>> byApi = new TreeMap<>();
        accepted.forEach(record ->
                byApi.computeIfAbsent(record.api(), _ -> new ArrayList<>()).add(record));
        return byApi.entrySet().stream()
                .flatMap(entry ->
                        Optional.ofNullable(prices.apis().get(entry.getKey()))
                                .map(api -> api(api, entry.getValue()))
                                .stream())
                .toList();
    }

    private ApiPart api(Api api, List<UsageRecord> records) {
        String code = api.code();
        List<Instant> instants = records.stream().map(UsageRecord::occurredAt).toList();
        return new ApiPart(
                api,
                records.size(),
                calls(records),
                instants.stream().min(Comparator.naturalOrder()).orElseThrow(),
                instants.stream().max(Comparator.naturalOrder()).orElseThrow(),
                rated.draws().stream().filter(draw -> draw.api().equals(code)).toList(),
                derivation.volumeOf(code),
                rated.lines().stream()
                        .filter(line -> line.api().equals(code))
                        .map(line -> priced(api, line))
                        .toList(),
                derivation.freezeOf(code));
    }

    private static LinePart priced(Api api, RatedLine line) {
        PriceVersion version = api.versions().stream()
                .filter(one -> one.version().equals(line.priceVersion()))
                .findFirst()
                .orElseThrow();
        Tier tier = version.tiers().stream()
                .filter(one -> one.from() == line.tierFrom())
                .findFirst()
                .orElse(null);
        return new LinePart(line, version, tier);
    }

    /** The pools of the APIs that have a record. */
    List<PoolPart> pools() {
        return accepted.stream()
                .map(UsageRecord::api)
                .distinct()
                .flatMap(code -> Optional.ofNullable(prices.apis().get(code)).map(Api::freePool).stream())
                .distinct()
                .sorted()
                .map(this::pool)
                .toList();
    }

    private PoolPart pool(String name) {
        return new PoolPart(
                name,
                Objects.requireNonNull(prices.freePools().get(name)),
                prices.apis().values().stream()
                        .filter(api -> name.equals(api.freePool()))
                        .map(Api::code)
                        .toList(),
                from(DrawSource.FREE, name));
    }

    List<PackPart> packs(List<MonthPack> found) {
        return rated.packs().stream().map(movement -> pack(movement, found)).toList();
    }

    private PackPart pack(PackMovement movement, List<MonthPack> found) {
        MonthPack pack = found.stream()
                .filter(one -> one.pack().packId().equals(movement.packId()))
                .findFirst()
                .orElseThrow();
        return new PackPart(pack, movement, from(DrawSource.PREPAID, movement.packId()));
    }

    private List<Draw> from(DrawSource source, String id) {
        return rated.draws().stream()
                .filter(draw -> draw.source() == source && draw.packId().equals(id))
                .toList();
    }

    private static BigInteger calls(List<UsageRecord> records) {
        return records.stream()
                .map(record -> BigInteger.valueOf(record.calls()))
                .reduce(BigInteger.ZERO, BigInteger::add);
    }
}
