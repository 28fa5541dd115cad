package io.monthclose.pricebook;

import io.monthclose.money.UnitPrice;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;

/** Reads the prices of one API: its versions over time, each with its bands. */
final class PriceVersionReader {
    private final BookFaults faults;
    private final Nodes nodes;
    private final Scalars scalars;

    PriceVersionReader(BookFaults faults, Nodes nodes, Scalars scalars) {
        this.faults = faults;
        this.nodes = nodes;
        this.scalars = scalars;
    }

    /** The versions, ascending; without those that are faulty. */
    List<PriceVersion> versions(@Nullable Node node) {
        List<PriceVersion> versions = new ArrayList<>();
        Set<String> names = new HashSet<>();
        Set<Instant> starts = new HashSet<>();
        for (Node item : nodes.items(node, "prices")) {
            PriceVersion version = version(item, names, starts);
            if (version != null) {
                versions.add(version);
            }
        }
        versions.sort(Comparator.comparing(PriceVersion::from));
        return versions;
    }

    private @Nullable PriceVersion version(Node item, Set<String> names, Set<Instant> starts) {
        Map<String, Node> fields =
                nodes.fields(item, "a price version", List.of("version", "from"), List.of("beta", "tiers"));
        if (fields.isEmpty()) {
            return null;
        }
        String name = scalars.id(fields.get("version"), "version");
        Instant from = scalars.instant(fields.get("from"), "from");
        boolean nameAgain = name != null && !names.add(name);
        boolean fromAgain = from != null && !starts.add(from);
        if (nameAgain) {
            faults.at(item, "the version `" + name + "` is there twice");
        }
        if (fromAgain) {
            faults.at(item, "two versions are in force from the same instant");
        }
        Node betaNode = fields.get("beta");
        Boolean beta = betaNode == null ? Boolean.FALSE : scalars.trueOrFalse(betaNode, "beta");
        List<Tier> tiers = bands(item, beta, fields.get("tiers"));
        if (name == null || from == null || beta == null || tiers == null || nameAgain || fromAgain) {
            return null;
        }
        return new PriceVersion(name, from, beta, tiers);
    }

    /** The bands of a version, none in beta; null when there is a fault, also in whether it is in beta. */
    private @Nullable List<Tier> bands(Node version, @Nullable Boolean beta, @Nullable Node tiers) {
        if (tiers == null) {
            if (Boolean.FALSE.equals(beta)) {
                faults.at(version, "`tiers` is missing in a price version that is not in beta");
            }
            return Boolean.TRUE.equals(beta) ? List.of() : null;
        }
        if (Boolean.TRUE.equals(beta)) {
            faults.at(tiers, "a price version in beta costs nothing and has no tiers");
            return null;
        }
        return tiers(nodes.items(tiers, "tiers"));
    }

    /** The bands, or null when one of them is faulty or they do not fit together. */
    private @Nullable List<Tier> tiers(List<Node> items) {
        List<Tier> tiers = new ArrayList<>();
        for (Node item : items) {
            Tier tier = tier(item);
            if (tier != null) {
                tiers.add(tier);
            }
        }
        if (tiers.isEmpty() || tiers.size() < items.size()) {
            return null;
        }
        List<TierBands.Fault> found = TierBands.faults(tiers);
        found.forEach(fault -> faults.at(items.get(fault.tier()), fault.text()));
        return found.isEmpty() ? tiers : null;
    }

    private @Nullable Tier tier(Node item) {
        Map<String, Node> fields = nodes.fields(item, "a tier", List.of("from", "price_per_1000"), List.of("to"));
        Long from = scalars.wholeNumber(fields.get("from"), "from", 0, Scalars.MOST_CALLS);
        Node toNode = fields.get("to");
        Long to = scalars.wholeNumber(toNode, "to", 0, Scalars.MOST_CALLS);
        BigDecimal price = scalars.decimal(
                fields.get("price_per_1000"), "price_per_1000", UnitPrice.MOST, UnitPrice.MOST_DECIMALS);
        if (from == null || price == null || (to == null && toNode != null)) {
            return null;
        }
        return new Tier(from, to, new UnitPrice(price));
    }
}
