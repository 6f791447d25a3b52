package io.brine.data;

import io.brine.data.YamlException.Kind;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * YAML 1.1 as Salt reads and writes it: PyYAML's types of plain scalars, {@code 0644} is 644, times stay text, duplicate
 * keys are errors. Source: 3006.0 utils/yamlloader.py, utils/yamldumper.py.
 */
public final class Yaml {
    private static final int MAX_CODE_POINTS = 64 * 1024 * 1024;
    private static final int MAX_DEPTH = 200;
    private static final int MAX_ALIASES = 10_000;

    private Yaml() {}

    /** {@link #load(String, String)} of text that is no file. */
    public static Object load(String text) {
        return load(text, "<unicode string>");
    }

    /**
     * The one document in the text as a tree; null for an empty one.
     *
     * @param sourceName what errors call the text, such as its path
     * @throws YamlException with PyYAML's words and the place
     */
    public static Object load(String text, String sourceName) {
        String document = text.startsWith("\uFEFF") ? text.substring(1) : text;
        YamlCharacters.check(document, sourceName);
        try {
            Node root = compose(document, sourceName);
            if (root == null) {
                return null;
            }
            YamlSize.check(root, sourceName);
            return new YamlTree(sourceName).build(root);
        } catch (MarkedYAMLException wrong) {
            throw YamlErrors.translated(wrong, document, sourceName);
        } catch (YAMLException wrong) {
            throw new YamlException(Kind.PARSER, wrong.getMessage(), null);
        } catch (NumberFormatException tooLarge) {
            // SnakeYAML reads \\U with eight digits as an int.
            throw new YamlException(Kind.SCANNER, "found invalid Unicode character escape code", null);
        }
    }

    /** What a plain scalar of this text is: a number, a boolean, nil, or the text. Nothing else of YAML is looked at. */
    public static Object scalar(String text) {
        return YamlScalar.ofArgument(text);
    }

    /** Block style below flow leaves: {@code yaml.safe_dump(tree)} with Salt's defaults, keys in their order. */
    public static String dump(Object tree) {
        return YamlWriter.write(tree, YamlStyle.AUTO);
    }

    /** {@code default_flow_style=False}: no {@code {}} and {@code []} except empty ones. */
    public static String dumpBlock(Object tree) {
        return YamlWriter.write(tree, YamlStyle.BLOCK);
    }

    /** The same with {@code indent=N}. */
    public static String dumpBlock(Object tree, int indent) {
        return YamlWriter.write(tree, YamlStyle.BLOCK, indent);
    }

    /** {@code default_flow_style=True}: all on one line, as wide lines allow. */
    public static String dumpFlow(Object tree) {
        return YamlWriter.write(tree, YamlStyle.FLOW);
    }

    private static Node compose(String text, String sourceName) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(MAX_CODE_POINTS);
        options.setNestingDepthLimit(MAX_DEPTH);
        options.setMaxAliasesForCollections(MAX_ALIASES);
        options.setAllowDuplicateKeys(true);
        options.setWarnOnDuplicateKeys(false);
        // No tag makes an object here: YamlTree knows a closed set and names the others.
        options.setTagInspector(tag -> true);
        ParserImpl parser = new ParserImpl(new StreamReader(text), options);
        return new Composer(new YamlEvents(parser, text, sourceName), new YamlResolver(), options).getSingleNode();
    }
}
