package io.monthclose.export;

import io.monthclose.money.ExactAmount;
import io.monthclose.pricebook.Api;
import io.monthclose.rating.RatedLine;
import java.math.BigInteger;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Sums over the lines of all settled bills, by API and by the tier reached, while the lines are written. */
final class ApiFigures {
    private static final Comparator<Tier> ORDER = Comparator.comparing(Tier::api)
            .thenComparing(Tier::priceVersion)
            .thenComparingLong(Tier::from)
            .thenComparing(Tier::price);

    private final Map<String, Sums> apis = new HashMap<>();
    private final Map<Tier, Sums> tiers = new TreeMap<>(ORDER);

    private record Tier(String api, String priceVersion, long from, String price) {}

    /** Takes a line. */
    void add(RatedLine line) {
        apis.computeIfAbsent(line.api(), _ -> new Sums()).add(line);
        if (line.billableCalls() > 0) {
            Tier tier = new Tier(
                    line.api(),
                    line.priceVersion(),
                    line.tierFrom(),
                    line.unitPrice().toString());
            tiers.computeIfAbsent(tier, _ -> new Sums()).add(line);
        }
    }

    /** A row for each API of the price book, in its order. */
    List<MonthReport.ApiRow> apiRows(Collection<Api> known) {
        return known.stream()
                .map(api -> apis.getOrDefault(api.code(), new Sums()).row(api))
                .toList();
    }

    /** A row for each tier that priced something. */
    List<MonthReport.TierRow> tierRows(Map<String, Api> known) {
        return tiers.entrySet().stream()
                .map(entry -> {
                    Tier tier = entry.getKey();
                    Sums sums = entry.getValue();
                    Api api = known.get(tier.api());
                    return new MonthReport.TierRow(
                            tier.api(),
                            api == null ? "" : api.name(),
                            tier.priceVersion(),
                            tier.from(),
                            tier.price(),
                            sums.lines,
                            sums.billable,
                            sums.amount.toString());
                })
                .toList();
    }

    private static final class Sums {
        private long lines;
        private BigInteger metered = BigInteger.ZERO;
        private BigInteger beta = BigInteger.ZERO;
        private BigInteger free = BigInteger.ZERO;
        private BigInteger prepaid = BigInteger.ZERO;
        private BigInteger billable = BigInteger.ZERO;
        private ExactAmount amount = ExactAmount.ZERO;

        void add(RatedLine line) {
            lines++;
            metered = metered.add(BigInteger.valueOf(line.meteredCalls()));
            beta = beta.add(BigInteger.valueOf(line.betaCalls()));
            free = free.add(BigInteger.valueOf(line.freeCalls()));
            prepaid = prepaid.add(BigInteger.valueOf(line.prepaidCalls()));
            billable = billable.add(BigInteger.valueOf(line.billableCalls()));
            amount = amount.plus(line.amount());
        }

        MonthReport.ApiRow row(Api api) {
            return new MonthReport.ApiRow(
                    api.code(),
                    api.name(),
                    api.group().name(),
                    metered,
                    beta,
                    free,
                    prepaid,
                    billable,
                    amount.toString());
        }
    }
}
