package io.brine.render;

import io.brine.data.DataException;
import io.brine.data.Json;
import io.brine.data.Yaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The renderers a file goes through: those of its first line ({@code #!yaml}), else the configured ones. {@code jinja}
 * passes a text that has nothing for it to do.
 * Source: 3006.0 salt/template.py compile_template, template_shebang.
 */
public final class RenderPipe {
    private static final Pattern JINJA = Pattern.compile("\\{[{%#]");
    private static final Map<String, String> OLD_STYLE = Map.of("yaml_jinja", "jinja|yaml", "json_jinja", "jinja|json");

    private final String standard;

    /** @param standard {@code renderer}, such as {@code jinja|yaml} */
    public RenderPipe(String standard) {
        this.standard = standard;
    }

    /**
     * The file as a tree: a map or a list as written, an empty map for a file without content.
     * @throws RenderException if it cannot be read or rendered
     */
    public Object render(Path file) {
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException unreadable) {
            throw new RenderException("cannot read " + file + ": " + unreadable);
        }
        return text.isBlank() ? Map.of() : render(text, file.toString());
    }

    private Object render(String text, String source) {
        Object rendered = text;
        for (String part : parts(text)) {
            String name = part.strip().split(" ", 2)[0];
            if (!(rendered instanceof String input)) {
                throw new UnsupportedRendererException(
                        source + ": line 1: the renderer " + name + " after data is not supported yet");
            }
            rendered = switch (name) {
                case "jinja" -> plain(input, source);
                case "yaml" -> yaml(input);
                case "json" -> json(input);
                default ->
                    throw new UnsupportedRendererException(
                            source + ": line 1: the renderer " + name + " is not supported yet");
            };
        }
        return rendered;
    }

    private List<String> parts(String text) {
        String first = text.lines().findFirst().orElse("");
        boolean shebang = first.startsWith("#!") && !first.startsWith("#!/");
        String pipe = shebang ? first.strip().substring(2) : standard;
        return List.of(OLD_STYLE.getOrDefault(pipe, pipe).split("\\|"));
    }

    private static String plain(String text, String source) {
        Matcher mark = JINJA.matcher(text);
        if (mark.find()) {
            long line = text.substring(0, mark.start()).lines().count();
            boolean atStart = mark.start() == 0 || text.charAt(mark.start() - 1) == '\n';
            throw new UnsupportedRendererException(source + ": line " + (atStart ? line + 1 : line) + ": "
                    + mark.group() + " is Jinja, which is not rendered yet");
        }
        return text;
    }

    private static Object yaml(String text) {
        try {
            Object tree = Yaml.load(text);
            return Optional.ofNullable(tree).orElse(Map.of());
        } catch (DataException wrong) {
            throw new RenderException(wrong.getMessage());
        }
    }

    private static Object json(String text) {
        try {
            String body = text.startsWith("#!") ? text.substring(Math.max(text.indexOf('\n'), 0)) : text;
            return Optional.ofNullable(Json.parse(body)).orElse(Map.of());
        } catch (DataException wrong) {
            throw new RenderException(wrong.getMessage());
        }
    }
}
