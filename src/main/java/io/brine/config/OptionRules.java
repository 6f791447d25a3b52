package io.brine.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What Salt does to the merged options before anyone reads them: old names, derived paths, {@code root_dir}, roots.
 * Source: 3006.0 salt/config/__init__.py apply_master_config, apply_minion_config, prepend_root_dir.
 */
final class OptionRules {
    private static final Set<String> BACKENDS_WITHOUT_FS = Set.of("git", "hg", "svn", "minion");
    private static final List<String> DIRECTORIES_WITH_ID = List.of("pki_dir", "cachedir", "extension_modules");

    private final Options options;

    OptionRules(Options options) {
        this.options = options;
    }

    /** What may be set under an older name or in an older form. */
    void takeOldForms() {
        if (options.isSet("environment") && !options.isSet("saltenv")) {
            options.set("saltenv", options.value("environment"));
        }
        options.set(
                "fileserver_backend",
                options.texts("fileserver_backend").stream()
                        .map(name -> BACKENDS_WITHOUT_FS.contains(name) ? name + "fs" : name)
                        .toList());
        options.set("hash_type", options.text("hash_type").toLowerCase(Locale.ROOT));
        options.set("open_mode", Boolean.TRUE.equals(options.value("open_mode")));
        options.set("file_roots", roots("file_roots", "/srv/salt"));
        options.set("pillar_roots", roots("pillar_roots", "/srv/pillar"));
        for (String texts : List.of("file_ignore_regex", "file_ignore_glob")) {
            options.set(texts, options.texts(texts));
        }
        if (!options.isSet("nodegroups")) {
            options.set("nodegroups", Map.of());
        }
    }

    /** {@code log_dir} moves a log file that is relative or not set. @param wasSet whether log_file was set by the user */
    void placeLogFile(boolean wasSet) {
        options.maybeText("log_dir").map(Path::of).ifPresent(directory -> {
            Path file = Path.of(options.text("log_file"));
            options.set(
                    "log_file",
                    directory.resolve(wasSet ? file : file.getFileName()).toString());
        });
    }

    /** Directories of several minions on one host, one below each id. */
    void appendId(String id) {
        List<String> asked = options.texts("append_minionid_config_dirs");
        for (String name : DIRECTORIES_WITH_ID) {
            if (asked.contains(name)) {
                options.set(name, Path.of(options.text(name), id).toString());
            }
        }
        if (asked.contains("pidfile")) {
            Path pidfile = options.path("pidfile");
            options.set(
                    "pidfile",
                    pidfile.resolveSibling(
                                    Path.of("salt", id, pidfile.getFileName().toString()))
                            .toString());
        }
    }

    /** Paths that follow from other paths when they are not set. */
    void derivePaths() {
        String cachedir = options.text("cachedir");
        if (options.text("sock_dir").length() > cachedir.length() + 10) {
            options.set("sock_dir", cachedir + "/.salt-unix");
        }
        if (options.text("extension_modules").isEmpty()) {
            options.set("extension_modules", cachedir + "/extmods");
        }
        if (options.texts("utils_dirs").isEmpty()) {
            options.set("utils_dirs", List.of(options.text("extension_modules") + "/utils"));
        }
    }

    /** Puts {@code root_dir} before these paths, unless they are below it already or are URLs ({@code file:///dev/log}). */
    void prependRootDir(List<String> names) {
        Path root = Path.of(options.text("root_dir")).toAbsolutePath().normalize();
        for (String name : names) {
            options.maybeText(name)
                    .filter(path -> !path.matches("[a-z]+://.*"))
                    .ifPresent(path ->
                            options.set(name, prefixed(root, Path.of(path)).toString()));
        }
    }

    static Path prefixed(Path root, Path path) {
        if (path.startsWith(root) && path.isAbsolute()) {
            return path;
        }
        return path.isAbsolute() ? root.resolve(path.getRoot().relativize(path)) : root.resolve(path);
    }

    /** Environment to directories; patterns in a directory are expanded, a value that is no list counts as empty. */
    private Map<String, Object> roots(String name, String standard) {
        if (!(options.value(name) instanceof Map<?, ?> given)) {
            return Map.of("base", List.of(standard));
        }
        Map<String, Object> roots = new LinkedHashMap<>();
        given.forEach((saltenv, directories) -> roots.put(String.valueOf(saltenv), expanded(directories)));
        return roots;
    }

    private static List<String> expanded(Object directories) {
        List<String> expanded = new ArrayList<>();
        if (directories instanceof List<?> list) {
            for (Object directory : list) {
                String path = String.valueOf(directory);
                if (PathGlob.hasMagic(path)) {
                    PathGlob.expand(Path.of(path)).forEach(match -> expanded.add(match.toString()));
                } else {
                    expanded.add(path);
                }
            }
        }
        return expanded;
    }
}
