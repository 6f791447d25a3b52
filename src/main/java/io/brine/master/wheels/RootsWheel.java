package io.brine.master.wheels;

import io.brine.data.PyText;
import io.brine.functions.Arguments;
import io.brine.functions.FunctionModule;
import io.brine.functions.Parameters;
import io.brine.functions.Registrar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * {@code file_roots.*} and {@code pillar_roots.*}: look at the files the master serves, and write one. A path never leads out
 * of its root. Source: 3006.0 wheel/file_roots.py, wheel/pillar_roots.py.
 */
final class RootsWheel implements FunctionModule {
    private final String name;
    private final Map<String, List<Path>> roots;

    RootsWheel(String name, Map<String, List<Path>> roots) {
        this.name = name;
        this.roots = roots;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void register(Registrar functions) {
        functions.add(
                "find",
                Parameters.of("path", "saltenv=base"),
                "Where a file is.",
                (call, arguments) -> find(arguments));
        functions.add(
                "list_env",
                Parameters.of("saltenv=base"),
                "The tree of an environment.",
                (call, arguments) -> tree(arguments.text("saltenv")));
        functions.add("list_roots", Parameters.of(), "The trees of all environments.", (call, arguments) -> {
            Map<String, Object> all = new LinkedHashMap<>();
            roots.keySet().forEach(saltenv -> all.put(saltenv, List.of(tree(saltenv))));
            return all;
        });
        functions.add(
                "read",
                Parameters.of("path", "saltenv=base"),
                "The content of text files.",
                (call, arguments) -> read(arguments));
        functions.add(
                "write",
                Parameters.of("data", "path", "saltenv=base", "index=0"),
                "Write a file into a root.",
                (call, arguments) -> write(arguments));
    }

    private List<Path> rootsOf(Arguments arguments) {
        return roots.getOrDefault(arguments.text("saltenv"), List.of());
    }

    private List<Object> find(Arguments arguments) {
        List<Object> found = new ArrayList<>();
        for (Path root : rootsOf(arguments)) {
            Path file = root.resolve(arguments.text("path")).normalize();
            if (isBelow(root.normalize(), file) && Files.isRegularFile(file)) {
                found.add(Map.of(file.toString(), text(file) == null ? "bin" : "txt"));
            }
        }
        return found;
    }

    private List<Object> read(Arguments arguments) {
        List<Object> contents = new ArrayList<>();
        for (Path root : rootsOf(arguments)) {
            Path file = root.resolve(arguments.text("path")).normalize();
            String text = isBelow(root.normalize(), file) && Files.isRegularFile(file) ? text(file) : null;
            if (text != null) {
                contents.add(Map.of(file.toString(), text));
            }
        }
        return contents;
    }

    /** By its elements, and after every link on the way (CVE-2021-25282): what a link leads to outside is not ours to touch. */
    private static boolean isBelow(Path root, Path file) {
        if (!file.startsWith(root)) {
            return false;
        }
        Path there = file;
        while (!Files.exists(there, LinkOption.NOFOLLOW_LINKS)) {
            there = there.getParent();
        }
        try {
            return there.toRealPath().startsWith(root.toRealPath());
        } catch (IOException dangling) {
            return false;
        }
    }

    /** Null if it is no text. */
    private static String text(Path file) {
        try {
            return PyText.decoded(Files.readAllBytes(file)).orElse(null);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + file, unreadable);
        }
    }

    private Map<String, Object> tree(String saltenv) {
        Map<String, Object> trees = new LinkedHashMap<>();
        roots.getOrDefault(saltenv, List.of()).forEach(root -> trees.put(root.toString(), tree(root)));
        return trees;
    }

    private static Map<String, Object> tree(Path directory) {
        Map<String, Object> tree = new LinkedHashMap<>();
        try (Stream<Path> entries = Files.list(directory)) {
            for (Path entry : entries.sorted().toList()) {
                tree.put(entry.getFileName().toString(), Files.isDirectory(entry) ? tree(entry) : "f");
            }
        } catch (IOException unreadable) {
            return tree;
        }
        return tree;
    }

    private String write(Arguments arguments) {
        List<Path> directories = rootsOf(arguments);
        String path = arguments.text("path");
        int index = arguments.value("index") instanceof Number number ? number.intValue() : 0;
        if (directories.isEmpty()) {
            return "Named environment " + arguments.text("saltenv") + " is not present";
        }
        if (index < 0 || directories.size() <= index) {
            return "Specified index " + index + " in environment " + arguments.text("saltenv") + " is not present";
        }
        if (path.startsWith("/")) {
            return "The path passed in " + path + " is not relative to the environment " + arguments.text("saltenv");
        }
        Path root = directories.get(index).normalize();
        Path file = root.resolve(path).normalize();
        if (!isBelow(root, file) || file.equals(root)) {
            return "Invalid path: " + path;
        }
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, arguments.text("data"));
        } catch (IOException refused) {
            throw new UncheckedIOException("cannot write " + file, refused);
        }
        return "Wrote data to file " + file;
    }
}
