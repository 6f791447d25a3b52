package io.brine.modules.execution;

import io.brine.target.Fnmatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Paths that match a glob, as Python's {@code glob.glob} finds them; {@code **} is a star like any other. */
final class FileGlob {
    private FileGlob() {}

    static List<String> paths(String glob) {
        if (glob.isEmpty()) {
            return List.of();
        }
        List<String> found = List.of(glob.startsWith("/") ? "/" : "");
        String[] parts = glob.replaceAll("^/+", "").split("/+", -1);
        for (String part : parts) {
            found = found.stream().flatMap(base -> below(base, part).stream()).toList();
        }
        return found;
    }

    private static List<String> below(String base, String part) {
        List<String> paths = new ArrayList<>();
        if (!part.matches(".*[*?\\[].*")) {
            String path = join(base, part);
            boolean isThere = part.isEmpty() ? Files.isDirectory(Path.of(base)) : exists(path);
            return isThere ? List.of(path) : List.of();
        }
        try (var entries = Files.newDirectoryStream(Path.of(base.isEmpty() ? "." : base))) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                boolean isHidden = name.startsWith(".") && !part.startsWith(".");
                if (!isHidden && Fnmatch.matches(part, name)) {
                    paths.add(join(base, name));
                }
            }
        } catch (IOException noDirectory) {
            return List.of();
        }
        return paths;
    }

    private static boolean exists(String path) {
        return Files.exists(Path.of(path)) || Files.isSymbolicLink(Path.of(path));
    }

    private static String join(String base, String part) {
        return base.isEmpty() || base.endsWith("/") ? base + part : base + "/" + part;
    }
}
