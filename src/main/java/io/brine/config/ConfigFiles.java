package io.brine.config;

import io.brine.config.Options.Origin;
import io.brine.data.Merge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The main file of a daemon and what it includes, merged: first the main file, over it the files of
 * {@code default_include}, over them those of {@code include}. Within one include list maps and lists of several files are
 * merged deeply; an included option replaces that of the main file as a whole.
 * Source: 3006.0 salt/config/__init__.py load_config, include_config.
 */
final class ConfigFiles {
    private static final int DEEPEST_INCLUDE = 20;

    private final Surroundings surroundings;
    private final Map<String, Object> values = new LinkedHashMap<>();
    private final Map<String, Origin> origins = new HashMap<>();
    private final List<ConfigWarning> warnings = new ArrayList<>();

    ConfigFiles(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    Map<String, Object> values() {
        return values;
    }

    Map<String, Origin> origins() {
        return origins;
    }

    List<ConfigWarning> warnings() {
        return warnings;
    }

    /** Reads the file if it is there; a file that is there but not readable is a warning, as it is for Salt. */
    void load(Path main, String defaultInclude) {
        if (!readable(main)) {
            return;
        }
        ConfigFile file = ConfigFile.read(main);
        remember(file);
        values.putAll(file.values());
        Object include = file.values().get("include");
        values.putAll(included(file.values().getOrDefault("default_include", defaultInclude), main, false, 0));
        values.putAll(included(include, main, true, 0));
    }

    private boolean readable(Path file) {
        if (!Files.exists(file)) {
            return false;
        }
        if (!Files.isReadable(file)) {
            warn(file, 0, "is not readable for " + surroundings.user() + ", defaults are used");
            return false;
        }
        return true;
    }

    private Map<String, Object> included(Object patterns, Path from, boolean named, int depth) {
        Map<String, Object> merged = new LinkedHashMap<>();
        if (depth > DEEPEST_INCLUDE) {
            throw new ConfigException(from, 0, "includes files more than " + DEEPEST_INCLUDE + " deep");
        }
        for (String pattern : texts(patterns)) {
            Path absolute = from.toAbsolutePath().resolveSibling(surroundings.expanded(Path.of(pattern)));
            List<Path> files = PathGlob.expand(absolute);
            if (files.isEmpty() && named) {
                warn(from, 0, "include '" + pattern + "' matches no files");
            }
            for (Path path : files) {
                Map<?, ?> over = readIncluded(path, depth);
                Merge.recurse(merged, over, true).forEach((name, value) -> merged.put(String.valueOf(name), value));
            }
        }
        return merged;
    }

    private Map<String, Object> readIncluded(Path path, int depth) {
        if (Files.isDirectory(path) || !readable(path)) {
            return Map.of();
        }
        ConfigFile file;
        try {
            file = ConfigFile.read(path);
        } catch (ConfigException broken) {
            if (!path.toString().endsWith("_schedule.conf")) {
                throw broken;
            }
            setAside(path, broken);
            return Map.of();
        }
        remember(file);
        Map<String, Object> values = new LinkedHashMap<>(file.values());
        values.putAll(included(file.values().get("include"), path, true, depth + 1));
        return values;
    }

    /** The schedule that a minion saved itself must not keep it from starting. */
    private void setAside(Path path, ConfigException broken) {
        warn(path, broken.line(), "is not YAML and was renamed to " + path.getFileName() + "YAMLError");
        try {
            Files.move(
                    path, path.resolveSibling(path.getFileName() + "YAMLError"), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            warn(path, 0, "could not be renamed: " + failed.getMessage());
        }
    }

    private void remember(ConfigFile file) {
        file.values().keySet().forEach(name -> {
            Origin origin = new Origin(file.path(), file.lines().getOrDefault(name, 0));
            origins.put(name, origin);
            KnownOptions.remark(name).ifPresent(remark -> warn(file.path(), origin.line(), remark));
        });
    }

    private void warn(Path file, int line, String message) {
        warnings.add(new ConfigWarning(Optional.of(file), line, message));
    }

    private static List<String> texts(Object patterns) {
        if (patterns instanceof List<?> list) {
            return list.stream().map(String::valueOf).toList();
        }
        return patterns == null || patterns.toString().isEmpty() ? List.of() : List.of(patterns.toString());
    }
}
