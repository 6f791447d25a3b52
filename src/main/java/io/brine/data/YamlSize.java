package io.brine.data;

import java.util.IdentityHashMap;
import java.util.Map;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Refuses documents that contain themselves, and those whose aliases stand for more than memory holds. */
final class YamlSize {
    private static final long MAX_NODES = 10_000_000;
    private static final long IN_PROGRESS = -1;

    private final String sourceName;
    private final Map<Node, Long> sizes = new IdentityHashMap<>();

    private YamlSize(String sourceName) {
        this.sourceName = sourceName;
    }

    static void check(Node root, String sourceName) {
        new YamlSize(sourceName).of(root);
    }

    private long of(Node node) {
        Long known = sizes.get(node);
        if (known != null) {
            if (known == IN_PROGRESS) {
                throw refused("found unconstructable recursive node", node);
            }
            return known;
        }
        sizes.put(node, IN_PROGRESS);
        long size = 1;
        if (node instanceof SequenceNode sequence) {
            for (Node item : sequence.getValue()) {
                size += of(item);
            }
        } else if (node instanceof MappingNode mapping) {
            for (NodeTuple entry : mapping.getValue()) {
                size += of(entry.getKeyNode()) + of(entry.getValueNode());
            }
        }
        if (size > MAX_NODES) {
            throw refused("found aliases for more than " + MAX_NODES + " nodes", node);
        }
        sizes.put(node, size);
        return size;
    }

    private YamlException refused(String problem, Node node) {
        Mark mark = node.getStartMark();
        YamlException.Place place = new YamlException.Place(sourceName, mark.getLine() + 1, mark.getColumn() + 1);
        return new YamlException(YamlException.Kind.CONSTRUCTOR, problem, place);
    }
}
