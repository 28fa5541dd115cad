package io.monthclose.pricebook;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;

/**
 * Reads the catalogue: groups, free pools and APIs. A group or a pool with a fault in it still counts as declared, so
 * that the APIs that name it are not faulted as well; nothing of it gets past the check.
 */
final class CatalogueReader {
    private final BookFaults faults;
    private final Nodes nodes;
    private final Scalars scalars;
    private final PriceVersionReader versions;

    CatalogueReader(BookFaults faults, Nodes nodes, Scalars scalars) {
        this.faults = faults;
        this.nodes = nodes;
        this.scalars = scalars;
        this.versions = new PriceVersionReader(faults, nodes, scalars);
    }

    SortedMap<String, Group> groups(@Nullable Node node) {
        SortedMap<String, Group> groups = new TreeMap<>();
        if (node instanceof MappingNode mapping && mapping.getValue().isEmpty()) {
            faults.at(node, "groups is empty");
        }
        nodes.entries(node, "groups").forEach((code, entry) -> {
            idOf(entry, "the code of a group");
            Map<String, Node> fields =
                    nodes.fields(entry.getValueNode(), "a group", List.of("name", "prepaid"), List.of());
            String name = scalars.text(fields.get("name"), "name");
            Boolean prepaid = scalars.trueOrFalse(fields.get("prepaid"), "prepaid");
            groups.put(code, new Group(code, name == null ? code : name, Boolean.TRUE.equals(prepaid)));
        });
        return groups;
    }

    SortedMap<String, Long> freePools(@Nullable Node node) {
        SortedMap<String, Long> pools = new TreeMap<>();
        nodes.entries(node, "free_pools").forEach((name, entry) -> {
            idOf(entry, "the name of a free pool");
            Long calls = scalars.wholeNumber(entry.getValueNode(), "a free pool", 0, Scalars.MOST_CALLS);
            pools.put(name, calls == null ? 0 : calls);
        });
        return pools;
    }

    SortedMap<String, Api> apis(@Nullable Node node, Map<String, Group> groups, Set<String> pools) {
        SortedMap<String, Api> apis = new TreeMap<>();
        Set<String> codes = new HashSet<>();
        for (Node item : nodes.items(node, "apis")) {
            Map<String, Node> fields =
                    nodes.fields(item, "an API", List.of("code", "name", "group", "prices"), List.of("free_pool"));
            String code = scalars.id(fields.get("code"), "code");
            if (code != null && !codes.add(code)) {
                faults.at(item, "the API `" + code + "` is there twice");
            }
            String name = scalars.text(fields.get("name"), "name");
            String groupCode = declared(fields.get("group"), "group", groups.keySet());
            Group group = groupCode == null ? null : groups.get(groupCode);
            String pool = declared(fields.get("free_pool"), "free_pool", pools);
            List<PriceVersion> prices = versions.versions(fields.get("prices"));
            if (code != null && name != null && group != null && !prices.isEmpty()) {
                apis.put(code, new Api(code, name, group, pool, prices));
            }
        }
        return apis;
    }

    private void idOf(NodeTuple entry, String what) {
        scalars.id(entry.getKeyNode(), what);
    }

    private @Nullable String declared(@Nullable Node node, String what, Set<String> all) {
        String code = scalars.id(node, what);
        if (node == null || code == null) {
            return null;
        }
        if (!all.contains(code)) {
            faults.at(node, "the " + what + " `" + code + "` is not declared");
            return null;
        }
        return code;
    }
}
