package io.monthclose.pricebook;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * The shapes of YAML: mapping, list, scalar. Another shape than expected is a fault, and so are anchors, aliases and
 * tags; such a node is not looked into, so that an alias to a node around itself does no harm. What is faulty comes
 * back as null or left out, and so does what is absent: whoever asks on gets nothing, and nothing is told twice.
 */
final class Nodes {
    private static final Set<Tag> PLAIN_TAGS =
            Set.of(Tag.MAP, Tag.SEQ, Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.TIMESTAMP, Tag.NULL, Tag.MERGE);

    private final BookFaults faults;

    Nodes(BookFaults faults) {
        this.faults = faults;
    }

    /** The fields of a mapping with fixed keys: those that are there, known, and not repeated. */
    Map<String, Node> fields(@Nullable Node node, String what, List<String> required, List<String> optional) {
        if (node == null || !(plain(node) instanceof MappingNode mapping)) {
            return refused(node, what + " is a mapping of keys to values");
        }
        Map<String, NodeTuple> tuples = tuples(mapping, what);
        for (String key : required) {
            if (!tuples.containsKey(key)) {
                faults.at(node, "`" + key + "` is missing in " + what);
            }
        }
        Map<String, Node> fields = new LinkedHashMap<>();
        tuples.forEach((key, tuple) -> {
            if (required.contains(key) || optional.contains(key)) {
                fields.put(key, tuple.getValueNode());
            } else {
                faults.at(tuple.getKeyNode(), "unknown key " + BookFaults.quoted(key) + " in " + what);
            }
        });
        return fields;
    }

    /** The entries of a mapping with free keys, in their order, without repeated keys. */
    Map<String, NodeTuple> entries(@Nullable Node node, String what) {
        if (node == null || !(plain(node) instanceof MappingNode mapping)) {
            return refused(node, what + " is a mapping of keys to values");
        }
        return tuples(mapping, what);
    }

    /** The items of a list that must not be empty. */
    List<Node> items(@Nullable Node node, String what) {
        if (node == null || !(plain(node) instanceof SequenceNode list)) {
            refused(node, what + " is a list");
            return List.of();
        }
        if (list.getValue().isEmpty()) {
            faults.at(node, what + " is empty");
        }
        return list.getValue();
    }

    /** A scalar that is not empty. */
    @Nullable
    ScalarNode scalar(@Nullable Node node, String what) {
        if (node == null || !(plain(node) instanceof ScalarNode scalar)) {
            refused(node, what + " is a single value");
            return null;
        }
        if (scalar.getTag().equals(Tag.NULL) || scalar.getValue().isEmpty()) {
            faults.at(node, what + " is empty");
            return null;
        }
        return scalar;
    }

    private Map<String, NodeTuple> tuples(MappingNode mapping, String what) {
        Map<String, NodeTuple> tuples = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            ScalarNode key = scalar(tuple.getKeyNode(), "a key of " + what);
            if (key != null && tuples.putIfAbsent(key.getValue(), tuple) != null) {
                faults.at(key, "the key " + BookFaults.quoted(key.getValue()) + " is there twice in " + what);
            }
        }
        return tuples;
    }

    /** The node itself, or null when it has an anchor or a tag, which is told. */
    private @Nullable Node plain(Node node) {
        if (node.getAnchor() != null) {
            faults.at(node, "anchors and aliases are not allowed");
            return null;
        }
        if (!PLAIN_TAGS.contains(node.getTag())) {
            faults.at(node, "tags are not allowed");
            return null;
        }
        return node;
    }

    private <V> Map<String, V> refused(@Nullable Node node, String expected) {
        if (node != null && node.getAnchor() == null && PLAIN_TAGS.contains(node.getTag())) {
            faults.at(node, expected);
        }
        return Map.of();
    }
}
