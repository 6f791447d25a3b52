package io.brine.grains;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Files of a machine below a root directory; paths are absolute as the machine knows them. What cannot be read is absent. */
public final class HostFiles {
    private final Path root;

    public HostFiles(Path root) {
        this.root = root;
    }

    public static HostFiles ofThisMachine() {
        return new HostFiles(Path.of("/"));
    }

    public Path at(String path) {
        return root.resolve(path.substring(1));
    }

    /** The whole file; bytes that are not UTF-8 become replacement characters. */
    public Optional<String> text(String path) {
        return bytes(path).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    public Optional<byte[]> bytes(String path) {
        try {
            return Optional.of(Files.readAllBytes(at(path)));
        } catch (IOException | SecurityException absent) {
            return Optional.empty();
        }
    }

    /** The file without white space around it, absent if nothing is left. */
    public Optional<String> word(String path) {
        return text(path).map(String::strip).filter(word -> !word.isEmpty());
    }

    public List<String> lines(String path) {
        return text(path).map(text -> text.lines().toList()).orElse(List.of());
    }

    public boolean exists(String path) {
        return Files.exists(at(path));
    }

    public boolean isFile(String path) {
        return Files.isRegularFile(at(path));
    }

    public boolean isDirectory(String path) {
        return Files.isDirectory(at(path));
    }

    /** The names in a directory, sorted. */
    public List<String> names(String directory) {
        try (Stream<Path> entries = Files.list(at(directory))) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        } catch (IOException | SecurityException absent) {
            return List.of();
        }
    }

    /** Where a symbolic link points, as it is written in the link. */
    public Optional<String> link(String path) {
        try {
            return Optional.of(Files.readSymbolicLink(at(path)).toString());
        } catch (IOException | UnsupportedOperationException | InvalidPathException | SecurityException absent) {
            return Optional.empty();
        }
    }
}
