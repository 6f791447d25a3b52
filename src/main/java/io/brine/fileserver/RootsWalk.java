package io.brine.fileserver;

import io.brine.config.FilesConfig;
import io.brine.data.PyOrder;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Collects the names below some roots. Links to directories are walked into if {@code fileserver_followsymlinks}; one that
 * leads back to a directory it lies in is not walked again. Source: 3006.x salt/fileserver/roots.py _file_lists.
 */
final class RootsWalk {
    private static final int DEEPEST = 100;

    private final FilesConfig config;
    private final IgnoredFiles ignored;
    private final Set<String> files = new TreeSet<>(PyOrder::compareText);
    private final Set<String> dirs = new TreeSet<>(PyOrder::compareText);
    private final Set<String> emptyDirs = new TreeSet<>(PyOrder::compareText);
    private final Map<String, String> links = new HashMap<>();

    RootsWalk(FilesConfig config, IgnoredFiles ignored) {
        this.config = config;
        this.ignored = ignored;
    }

    void add(Path root) {
        if (Files.isDirectory(root)) {
            walk(root, root, new ArrayDeque<>());
        }
    }

    FileLists lists() {
        return new FileLists(List.copyOf(files), List.copyOf(dirs), List.copyOf(emptyDirs), links);
    }

    /** @param above real paths of the directories on the way here */
    private void walk(Path root, Path directory, Deque<Path> above) {
        try {
            Path real = directory.toRealPath();
            if (above.contains(real) || above.size() > DEEPEST) {
                return;
            }
            above.push(real);
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
                for (Path entry : entries) {
                    entry(root, entry, above);
                }
            }
            above.pop();
        } catch (IOException unreadable) {
            return;
        }
    }

    private void entry(Path root, Path entry, Deque<Path> above) throws IOException {
        boolean link = Files.isSymbolicLink(entry);
        boolean directory = Files.isDirectory(entry);
        String rel = root.relativize(entry).toString();
        boolean hidden = link && config.ignoreSymlinks() || ignored.contain(rel);
        if (!hidden) {
            (directory ? dirs : files).add(rel);
            if (directory && isEmpty(entry)) {
                emptyDirs.add(rel);
            }
            if (link) {
                link(root, entry, rel);
            }
        }
        if (directory && (!link || config.followSymlinks())) {
            walk(root, entry, above);
        }
    }

    /** A link is listed as a link if it stays below the root, or if links are not followed. */
    private void link(Path root, Path entry, String rel) throws IOException {
        Path says = Files.readSymbolicLink(entry);
        // Salt resolves a target that starts with .. from the link itself, as if that were a directory.
        Path from = says.toString().startsWith("..") ? entry : entry.getParent();
        Path target = real(from.resolve(says).normalize());
        if (target.startsWith(real(root)) || !config.followSymlinks()) {
            links.put(rel, says.toString());
        }
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException dangling) {
            return path.toAbsolutePath().normalize();
        }
    }

    private static boolean isEmpty(Path directory) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            return !entries.iterator().hasNext();
        } catch (IOException unreadable) {
            return false;
        }
    }
}
