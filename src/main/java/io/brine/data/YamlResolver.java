package io.brine.data;

import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;

/** What a plain scalar is, by the patterns of PyYAML's resolver.py; SnakeYAML's own read {@code 1e3} as a number. */
final class YamlResolver extends Resolver {
    static final Tag VALUE = new Tag("tag:yaml.org,2002:value");

    private static final Pattern BOOL_FORM =
            Pattern.compile("yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF");
    private static final Pattern FLOAT_FORM = Pattern.compile("[-+]?[0-9][0-9_]*\\.[0-9_]*(?:[eE][-+][0-9]+)?"
            + "|\\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?"
            + "|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\\.[0-9_]*"
            + "|[-+]?\\.(?:inf|Inf|INF)"
            + "|\\.(?:nan|NaN|NAN)");
    private static final Pattern INT_FORM = Pattern.compile("[-+]?0b[0-1_]+"
            + "|[-+]?0[0-7_]+"
            + "|[-+]?(?:0|[1-9][0-9_]*)"
            + "|[-+]?0x[0-9a-fA-F_]+"
            + "|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+");
    private static final Pattern NULL_FORM = Pattern.compile("~|null|Null|NULL|");
    private static final Pattern TIME_FORM = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}"
            + "|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \\t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]*)?"
            + "(?:[ \\t]*(?:Z|[-+][0-9]{1,2}(?::[0-9]{2})?))?");

    /** The tag of a plain scalar. */
    static Tag plain(String value) {
        if (NULL_FORM.matcher(value).matches()) {
            return Tag.NULL;
        }
        if (BOOL_FORM.matcher(value).matches()) {
            return Tag.BOOL;
        }
        if (FLOAT_FORM.matcher(value).matches()) {
            return Tag.FLOAT;
        }
        if (INT_FORM.matcher(value).matches()) {
            return Tag.INT;
        }
        if (TIME_FORM.matcher(value).matches()) {
            return Tag.TIMESTAMP;
        }
        return value.equals("<<") ? Tag.MERGE : value.equals("=") ? VALUE : Tag.STR;
    }

    @Override
    public Tag resolve(NodeId kind, String value, boolean implicit) {
        return switch (kind) {
            case scalar -> implicit ? plain(value) : Tag.STR;
            case sequence -> Tag.SEQ;
            default -> Tag.MAP;
        };
    }
}
