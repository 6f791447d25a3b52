package io.brine.data;

import java.util.List;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** YAML nodes as PyYAML prints them in error messages. Source: PyYAML nodes.py. */
final class YamlNodeText {
    private YamlNodeText() {}

    /** {@code str(node.value)}: the text of a scalar, the list of nodes of a collection. */
    static String value(Node node) {
        return node instanceof ScalarNode scalar ? scalar.getValue() : repr(node);
    }

    /** {@code repr(node.value)} */
    static String repr(Node node) {
        if (node instanceof ScalarNode scalar) {
            return PyText.repr(scalar.getValue());
        }
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue().stream().map(YamlNodeText::node).collect(list());
        }
        List<NodeTuple> entries = ((MappingNode) node).getValue();
        return entries.stream()
                .map(entry -> "(" + node(entry.getKeyNode()) + ", " + node(entry.getValueNode()) + ")")
                .collect(list());
    }

    private static Collector<CharSequence, ?, String> list() {
        return Collectors.joining(", ", "[", "]");
    }

    private static String node(Node node) {
        String kind = node.getNodeId().toString();
        String className = Character.toUpperCase(kind.charAt(0)) + kind.substring(1) + "Node";
        return className + "(tag=" + PyText.repr(node.getTag().getValue()) + ", value=" + repr(node) + ")";
    }
}
