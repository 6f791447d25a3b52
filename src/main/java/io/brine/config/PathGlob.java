package io.brine.config;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Shell patterns over paths as Python's {@code glob.glob}: {@code * ? [..]} within one name, hidden names only when asked for. */
final class PathGlob {
    private PathGlob() {}

    static boolean hasMagic(String path) {
        return path.contains("*") || path.contains("?") || path.contains("[");
    }

    /** The existing paths that match, sorted. */
    static List<Path> expand(Path pattern) {
        List<Path> found = List.of(pattern.getRoot() == null ? Path.of("") : pattern.getRoot());
        for (Path name : pattern.normalize()) {
            List<Path> next = new ArrayList<>();
            for (Path parent : found) {
                next.addAll(
                        hasMagic(name.toString()) ? matching(parent, name.toString()) : existing(parent.resolve(name)));
            }
            found = next;
        }
        return found.stream().sorted().toList();
    }

    private static List<Path> existing(Path path) {
        return Files.exists(path) ? List.of(path) : List.of();
    }

    private static List<Path> matching(Path directory, String pattern) {
        List<Path> matching = new ArrayList<>();
        String escaped = pattern.replace("{", "\\{").replace("}", "\\}").replace("**", "*");
        if (!Files.isDirectory(directory)) {
            return matching;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, escaped)) {
            for (Path entry : entries) {
                boolean hidden = entry.getFileName().toString().startsWith(".");
                if (!hidden || pattern.startsWith(".")) {
                    matching.add(entry);
                }
            }
        } catch (IOException unreadable) {
            return List.of();
        }
        return matching;
    }
}
