package io.brine.data;

import io.brine.data.YamlException.Kind;
import io.brine.data.YamlException.Place;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A tree out of YAML nodes by Salt's rules: duplicate keys are errors, a key in the map beats a merged one. Collections are
 * filled level by level, so that of several errors the same one is told as the reference tells. One use.
 * Source: 3006.0 utils/yamlloader.py SaltYamlSafeLoader.
 */
final class YamlTree {
    private static final String IN_MAPPING = "while constructing a mapping";
    private static final Set<String> TEXT_TAGS = Set.of(
            Tag.STR.getValue(),
            Tag.TIMESTAMP.getValue(),
            YamlResolver.VALUE.getValue(),
            "tag:yaml.org,2002:python/unicode");

    private final String sourceName;
    private final Map<Node, Object> made = new IdentityHashMap<>();
    private final Deque<Runnable> toFill = new ArrayDeque<>();

    YamlTree(String sourceName) {
        this.sourceName = sourceName;
    }

    Object build(Node root) {
        Object tree = of(root);
        while (!toFill.isEmpty()) {
            toFill.poll().run();
        }
        return tree;
    }

    private Object of(Node node) {
        Object known = made.get(node);
        if (known != null) {
            return known;
        }
        Object value = make(node);
        made.put(node, value);
        return value;
    }

    private Object make(Node node) {
        String tag = node.getTag().getValue();
        if (tag.equals(Tag.MAP.getValue()) || tag.equals(Tag.OMAP.getValue())) {
            return map(mapping(node));
        }
        if (tag.equals(Tag.SEQ.getValue())) {
            return list(node);
        }
        if (tag.equals(Tag.SET.getValue())) {
            return set(mapping(node));
        }
        if (tag.equals(Tag.PAIRS.getValue())) {
            return pairs(node);
        }
        return scalar(node, tag);
    }

    private Object scalar(Node node, String tag) {
        boolean text = TEXT_TAGS.contains(tag) && !tag.equals(YamlResolver.VALUE.getValue());
        boolean typed =
                List.of(Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.BINARY).contains(node.getTag());
        if (!text && !typed) {
            throw new YamlException(
                    Kind.CONSTRUCTOR, "could not determine a constructor for the tag " + PyText.repr(tag), place(node));
        }
        if (!(node instanceof ScalarNode scalar)) {
            throw new YamlException(Kind.CONSTRUCTOR, "expected a scalar node, but found " + name(node), place(node));
        }
        return text ? scalar.getValue() : YamlScalar.value(node.getTag(), scalar.getValue());
    }

    private MappingNode mapping(Node node) {
        if (node instanceof MappingNode mapping) {
            return mapping;
        }
        throw new YamlException(Kind.CONSTRUCTOR, "expected a mapping node, but found " + name(node), place(node));
    }

    private Object list(Node node) {
        if (!(node instanceof SequenceNode sequence)) {
            throw new YamlException(Kind.CONSTRUCTOR, "expected a sequence node, but found " + name(node), place(node));
        }
        List<Object> items = new ArrayList<>(sequence.getValue().size());
        toFill.add(() -> sequence.getValue().forEach(item -> items.add(of(item))));
        return items;
    }

    private Object pairs(Node node) {
        List<Object> pairs = new ArrayList<>();
        if (!(node instanceof SequenceNode sequence)) {
            throw new YamlException(
                    Kind.CONSTRUCTOR,
                    "while constructing pairs",
                    place(node),
                    "expected a sequence, but found " + name(node),
                    place(node));
        }
        for (Node item : sequence.getValue()) {
            for (NodeTuple pair : mapping(item).getValue()) {
                List<Object> both = new ArrayList<>();
                both.add(of(pair.getKeyNode()));
                both.add(of(pair.getValueNode()));
                pairs.add(both);
            }
        }
        return pairs;
    }

    private Object map(MappingNode node) {
        Map<Object, Object> map = new LinkedHashMap<>();
        toFill.add(() -> map.putAll(entries(node)));
        return map;
    }

    private Object set(MappingNode node) {
        Set<Object> set = new LinkedHashSet<>();
        toFill.add(() -> set.addAll(entries(node).keySet()));
        return set;
    }

    private Map<Object, Object> entries(MappingNode node) {
        Map<Object, Object> map = new LinkedHashMap<>();
        Set<Object> seen = new HashSet<>();
        for (NodeTuple entry : flattened(node)) {
            Object key = of(entry.getKeyNode());
            if (key instanceof Map || key instanceof List || key instanceof Set) {
                String nodes = YamlNodeText.repr(entry.getKeyNode());
                throw inMapping(node, "found unacceptable key " + nodes, entry.getKeyNode());
            }
            Object value = of(entry.getValueNode());
            if (!seen.add(hashed(key))) {
                throw inMapping(node, "found conflicting ID '" + PyText.str(key) + "'", entry.getKeyNode());
            }
            map.put(key, value);
        }
        return map;
    }

    /** In Python 1, 1.0 and True are the same key. */
    private static Object hashed(Object key) {
        if (key instanceof Boolean flag) {
            return flag ? 1L : 0L;
        }
        if (key instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1L << 53) {
            return number.longValue();
        }
        return key;
    }

    /** The entries with {@code <<} resolved: merged ones first, without those the map has itself. */
    private List<NodeTuple> flattened(MappingNode node) {
        List<NodeTuple> merged = new ArrayList<>();
        List<NodeTuple> own = new ArrayList<>();
        for (NodeTuple entry : node.getValue()) {
            if (entry.getKeyNode().getTag().equals(Tag.MERGE)) {
                merged.addAll(merged(node, entry.getValueNode()));
            } else {
                own.add(asText(entry));
            }
        }
        if (merged.isEmpty()) {
            return own;
        }
        Set<String> names = new HashSet<>();
        own.forEach(entry -> names.add(YamlNodeText.value(entry.getKeyNode())));
        merged.removeIf(entry -> names.contains(YamlNodeText.value(entry.getKeyNode())));
        merged.addAll(own);
        return merged;
    }

    /** A key {@code =} is text. */
    private static NodeTuple asText(NodeTuple entry) {
        if (entry.getKeyNode().getTag().equals(YamlResolver.VALUE)) {
            entry.getKeyNode().setTag(Tag.STR);
        }
        return entry;
    }

    private List<NodeTuple> merged(MappingNode into, Node source) {
        if (source instanceof MappingNode mapping) {
            return flattened(mapping);
        }
        if (!(source instanceof SequenceNode sequence)) {
            throw inMapping(
                    into, "expected a mapping or list of mappings for merging, but found " + name(source), source);
        }
        List<NodeTuple> merged = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            if (!(item instanceof MappingNode mapping)) {
                throw inMapping(into, "expected a mapping for merging, but found " + name(item), item);
            }
            merged.addAll(0, flattened(mapping));
        }
        return merged;
    }

    private YamlException inMapping(MappingNode node, String problem, Node at) {
        return new YamlException(Kind.CONSTRUCTOR, IN_MAPPING, place(node), problem, place(at));
    }

    private Place place(Node node) {
        Mark mark = node.getStartMark();
        return new Place(sourceName, mark.getLine() + 1, mark.getColumn() + 1);
    }

    private static String name(Node node) {
        return node.getNodeId().toString();
    }
}
