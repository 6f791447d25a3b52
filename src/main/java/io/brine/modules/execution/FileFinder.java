package io.brine.modules.execution;

import io.brine.data.PyText;
import io.brine.grains.Host;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Walks a tree like {@code find(1)}. Source: 3006.0 utils/find.py Finder */
final class FileFinder {
    /** Whether a file is one of those looked for. */
    interface Criterion {
        boolean matches(Path path, FileStat stat) throws IOException;
    }

    /** What is done with a file that matches; nothing if it failed. */
    interface Action {
        Optional<Object> take(Path path, FileStat stat) throws IOException;
    }

    private static final int NO_LIMIT = Integer.MAX_VALUE;

    private final Host host;
    private final List<Criterion> criteria = new ArrayList<>();
    private final List<Action> actions = new ArrayList<>();
    private int minDepth;
    private int maxDepth = NO_LIMIT;
    private boolean isTest;

    private FileFinder(Host host) {
        this.host = host;
    }

    /** @throws IllegalArgumentException in Salt's words, for an option that is none or has no value */
    static FileFinder of(Map<String, Object> options, Host host, long nowMillis) {
        FileFinder finder = new FileFinder(host);
        finder.minDepth = number(options.get("mindepth"), 0);
        finder.maxDepth = number(options.get("maxdepth"), NO_LIMIT);
        finder.isTest = Boolean.TRUE.equals(options.get("test"));
        FindCriteria available = new FindCriteria(new FileOwners(host), nowMillis / 1000);
        options.forEach((name, value) -> {
            if (!List.of("mindepth", "maxdepth", "test").contains(name)) {
                finder.take(name, value == null ? "" : PyText.str(value), available);
            }
        });
        if (finder.actions.isEmpty()) {
            finder.actions.add((path, stat) -> Optional.of(path.toString()));
        }
        return finder;
    }

    private static int number(Object value, int absent) {
        return value instanceof Number number
                ? number.intValue()
                : value == null ? absent : Integer.parseInt(value.toString());
    }

    private void take(String name, String value, FindCriteria available) {
        if (value.isEmpty() || value.equals("False")) {
            throw new IllegalArgumentException("missing value for \"" + name + "\" option");
        }
        switch (name) {
            case "print" -> actions.add(new FindPrint(value, new FileOwners(host)));
            case "exec" -> actions.add((path, stat) -> Optional.of(execute(value, path)));
            case "delete" -> {
                criteria.add(available.of("type", value.contains("a") ? "bcdpfls" : value));
                actions.add((path, stat) -> delete(path));
            }
            default -> criteria.add(available.of(name, value));
        }
    }

    private String execute(String command, Path path) {
        String filled = command.replace("{}", path.toString());
        List<String> argv = ShellWords.split(filled);
        return host.commands()
                .run(argv)
                .map(result ->
                        filled + ":\n" + result.stdout() + (result.stdout().isEmpty() ? "" : "\n") + "\n")
                .orElse(path + ": Failed");
    }

    private Optional<Object> delete(Path path) {
        if (isTest) {
            return Optional.of(path.toString());
        }
        try {
            FileTree.deleteTree(path);
            return Optional.of(path.toString());
        } catch (IOException refused) {
            return Optional.empty();
        }
    }

    List<Object> find(String start) throws IOException {
        List<Object> found = new ArrayList<>();
        if (minDepth < 1) {
            consider(Path.of(start), found);
        }
        walk(Path.of(start), 1, found);
        return found;
    }

    /** Directories that are links are matched but not entered. */
    private void walk(Path directory, int depth, List<Object> found) throws IOException {
        if (depth > maxDepth) {
            return;
        }
        List<Path> entries;
        try (Stream<Path> stream = Files.list(directory)) {
            entries = stream.toList();
        } catch (IOException unreadable) {
            return;
        }
        for (Path entry : entries) {
            if (depth >= minDepth) {
                consider(entry, found);
            }
            if (Files.isDirectory(entry) && !Files.isSymbolicLink(entry)) {
                walk(entry, depth + 1, found);
            }
        }
    }

    private void consider(Path path, List<Object> found) throws IOException {
        FileStat stat;
        try {
            stat = FileStat.of(path);
        } catch (IOException gone) {
            return;
        }
        for (Criterion criterion : criteria) {
            if (!criterion.matches(path, stat)) {
                return;
            }
        }
        for (Action action : actions) {
            action.take(path, stat).ifPresent(found::add);
        }
    }

    static String content(Path path) throws IOException {
        return new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1);
    }
}
