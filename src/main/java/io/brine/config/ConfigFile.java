package io.brine.config;

import io.brine.data.DataException;
import io.brine.data.Yaml;
import io.brine.data.YamlException;
import io.brine.data.YamlException.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One configuration file as read. @param lines option name to the line (from 1) that sets it */
record ConfigFile(Path path, Map<String, Object> values, Map<String, Integer> lines) {
    private static final Pattern OPTION = Pattern.compile("^([\"']?)([A-Za-z0-9_.-]+)\\1\\s*:");

    /**
     * An empty file has no values. A numeric {@code id} becomes text.
     * @throws ConfigException if it is unreadable, no YAML, or no map. Source: 3006.0 salt/config/__init__.py _read_conf_file
     */
    static ConfigFile read(Path path) {
        String text;
        try {
            text = Files.readString(path);
        } catch (IOException failed) {
            throw new ConfigException(path, 0, "cannot be read: " + failed);
        }
        Object tree = parsed(path, text);
        if (tree != null && !(tree instanceof Map)) {
            throw new ConfigException(
                    path, 1, "a configuration file holds 'option: value' lines; this is something else");
        }
        Map<String, Object> values = new LinkedHashMap<>();
        if (tree instanceof Map<?, ?> map) {
            map.forEach((name, value) -> values.put(String.valueOf(name), value));
        }
        values.computeIfPresent("id", (name, id) -> String.valueOf(id));
        return new ConfigFile(path, values, optionLines(text));
    }

    private static Object parsed(Path path, String text) {
        try {
            return Yaml.load(text, path.toString());
        } catch (DataException broken) {
            List<String> lines = text.lines().toList();
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).matches(" *\t.*[^\\s#].*")) {
                    throw new ConfigException(path, i + 1, "is indented with a tab; YAML allows only spaces there");
                }
            }
            int line = broken instanceof YamlException wrong
                    ? wrong.place().map(Place::line).orElse(0)
                    : 0;
            throw new ConfigException(path, line, "is not YAML: " + broken.getMessage());
        }
    }

    private static Map<String, Integer> optionLines(String text) {
        Map<String, Integer> lines = new HashMap<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            Matcher option = OPTION.matcher(line);
            if (option.find()) {
                lines.put(option.group(2), number);
            }
        }
        return lines;
    }
}
