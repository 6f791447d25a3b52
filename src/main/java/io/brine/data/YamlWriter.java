package io.brine.data;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.emitter.Emitter;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.serializer.Serializer;

/** Writes one tree. Source: PyYAML representer.py. */
final class YamlWriter {
    private final YamlStyle style;

    private YamlWriter(YamlStyle style) {
        this.style = style;
    }

    static String write(Object tree, YamlStyle style) {
        return write(tree, style, 2);
    }

    /** @param indent columns per level; outside 2 to 9 libyaml takes 2 */
    static String write(Object tree, YamlStyle style, int indent) {
        StringWriter out = new StringWriter();
        DumperOptions options = new DumperOptions();
        options.setAllowUnicode(true);
        options.setWidth(80);
        options.setIndent(indent < 2 || indent > 9 ? 2 : indent);
        options.setSplitLines(true);
        try {
            Serializer serializer = new Serializer(new Emitter(out, options), new YamlResolver(), options, null);
            serializer.open();
            serializer.serialize(new YamlWriter(style).node(tree));
            serializer.close();
        } catch (IOException never) {
            throw new UncheckedIOException(never);
        }
        String text = escapeAstral(out.toString());
        return text.endsWith("\n...\n") ? text.substring(0, text.length() - 4) : text;
    }

    /** libyaml takes characters beyond the basic plane for unprintable; those stand in double quotes only. */
    private static String escapeAstral(String text) {
        if (text.chars().noneMatch(c -> Character.isHighSurrogate((char) c))) {
            return text;
        }
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (c > 0xffff) {
                escaped.append(String.format("\\U%08X", c));
            } else {
                escaped.appendCodePoint(c);
            }
        });
        return escaped.toString();
    }

    private Node node(Object value) {
        if (value instanceof Map<?, ?> map) {
            return mapping(map);
        }
        if (value instanceof Set<?> set) {
            List<NodeTuple> entries = new ArrayList<>();
            set.forEach(item -> entries.add(new NodeTuple(node(item), node(null))));
            return new MappingNode(Tag.SET, entries, flow(entries.isEmpty()));
        }
        if (value instanceof Collection<?> items) {
            List<Node> nodes = new ArrayList<>();
            items.forEach(item -> nodes.add(node(item)));
            return new SequenceNode(Tag.SEQ, nodes, flow(nodes.stream().allMatch(YamlWriter::isPlain)));
        }
        return scalar(value);
    }

    private Node mapping(Map<?, ?> map) {
        List<NodeTuple> entries = new ArrayList<>();
        map.forEach((key, value) -> entries.add(new NodeTuple(node(key), node(value))));
        boolean plain = entries.stream().allMatch(e -> isPlain(e.getKeyNode()) && isPlain(e.getValueNode()));
        return new MappingNode(Tag.MAP, entries, flow(plain));
    }

    private FlowStyle flow(boolean allPlain) {
        boolean flow = style == YamlStyle.FLOW || style == YamlStyle.AUTO && allPlain;
        return flow ? FlowStyle.FLOW : FlowStyle.BLOCK;
    }

    private static boolean isPlain(Node node) {
        return node instanceof ScalarNode scalar && scalar.getScalarStyle() != ScalarStyle.LITERAL;
    }

    private static Node scalar(Object value) {
        if (value == null) {
            return plain(Tag.NULL, "null");
        }
        if (value instanceof Boolean) {
            return plain(Tag.BOOL, value.toString());
        }
        if (value instanceof Double || value instanceof Float) {
            return plain(Tag.FLOAT, floating(((Number) value).doubleValue()));
        }
        if (value instanceof Number) {
            return plain(Tag.INT, value.toString());
        }
        if (value instanceof byte[] bytes) {
            String text = Base64.getMimeEncoder(76, new byte[] {'\n'}).encodeToString(bytes) + "\n";
            return new ScalarNode(Tag.BINARY, text, null, null, ScalarStyle.LITERAL);
        }
        if (value instanceof String text) {
            return new ScalarNode(Tag.STR, text, null, null, textStyle(text));
        }
        return plain(Tag.TIMESTAMP, PyText.str(value));
    }

    /** Text over several lines is never plain, as in PyYAML. */
    private static ScalarStyle textStyle(String text) {
        if (text.chars().anyMatch(c -> Character.isHighSurrogate((char) c))) {
            return ScalarStyle.DOUBLE_QUOTED;
        }
        return text.indexOf('\n') >= 0 ? ScalarStyle.SINGLE_QUOTED : ScalarStyle.PLAIN;
    }

    /** As libyaml's select_scalar_style where SnakeYAML chooses otherwise. */
    private static ScalarStyle style(String text) {
        if (text.codePoints().anyMatch(point -> point > Character.MAX_VALUE)) {
            return ScalarStyle.DOUBLE_QUOTED;
        }
        boolean isMultiline = text.chars().anyMatch(c -> "\n\r\u0085\u2028\u2029".indexOf(c) >= 0);
        return isMultiline ? ScalarStyle.SINGLE_QUOTED : ScalarStyle.PLAIN;
    }

    private static Node plain(Tag tag, String text) {
        return new ScalarNode(tag, text, null, null, ScalarStyle.PLAIN);
    }

    /** PyYAML's float is {@code repr()} in lower case, with {@code .0} before a lone exponent so that YAML 1.1 reads it. */
    static String floating(double number) {
        if (Double.isNaN(number)) {
            return ".nan";
        }
        if (Double.isInfinite(number)) {
            return number > 0 ? ".inf" : "-.inf";
        }
        String text = PyText.repr(number);
        return text.indexOf('.') < 0 ? text.replace("e", ".0e") : text;
    }
}
