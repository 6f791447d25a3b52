package io.brine.functions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code salt://} files of the environment {@code base} straight from one directory, cached by copying into another. */
public final class TestFileClient implements FileClient {
    private final Path root;
    private final Path cache;
    private final List<String> pushed = new ArrayList<>();

    public TestFileClient(Path root, Path cache) {
        this.root = root;
        this.cache = cache;
    }

    TestFileClient() {
        this(Path.of("/nonexistent"), Path.of("/nonexistent"));
    }

    public List<String> pushed() {
        return pushed;
    }

    @Override
    public Optional<Path> cache(String path, String saltenv) {
        return file(path, saltenv).map(source -> {
            try {
                Path target = cache.resolve("files").resolve(saltenv).resolve(path);
                Files.createDirectories(target.getParent());
                Files.write(target, Files.readAllBytes(source));
                return target;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Override
    public Optional<Map<String, Object>> hash(String path, String saltenv) {
        return file(path, saltenv).map(source -> {
            try {
                byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(source));
                return Map.of("hash_type", "sha256", "hsum", HexFormat.of().formatHex(digest));
            } catch (IOException | NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Override
    public Optional<Map<String, Object>> find(String path, String saltenv) {
        return file(path, saltenv)
                .map(source -> Map.of("path", source.toString(), "rel", path, "stat", List.of(0100644L)));
    }

    @Override
    public List<String> fileList(String saltenv, String prefix) {
        return listed(saltenv, prefix, Files::isRegularFile);
    }

    @Override
    public List<String> dirList(String saltenv, String prefix) {
        return listed(saltenv, prefix, Files::isDirectory);
    }

    @Override
    public List<String> emptyDirList(String saltenv, String prefix) {
        return listed(saltenv, prefix, path -> {
            String[] names = path.toFile().list();
            return names != null && names.length == 0;
        });
    }

    @Override
    public Map<String, String> symlinkList(String saltenv, String prefix) {
        Map<String, String> links = new TreeMap<>();
        for (String path : listed(saltenv, prefix, Files::isSymbolicLink)) {
            try {
                links.put(path, Files.readSymbolicLink(root.resolve(path)).toString());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return links;
    }

    @Override
    public List<String> environments() {
        return List.of("base");
    }

    @Override
    public boolean push(Path file, List<String> remotePath) {
        pushed.add(file + " -> " + String.join("/", remotePath));
        return Files.isRegularFile(file);
    }

    private Optional<Path> file(String path, String saltenv) {
        return Optional.of(root.resolve(path)).filter(each -> saltenv.equals("base") && Files.isRegularFile(each));
    }

    private List<String> listed(String saltenv, String prefix, Predicate<Path> kind) {
        if (!saltenv.equals("base") || !Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(kind)
                    .map(path -> root.relativize(path).toString())
                    .filter(path -> path.startsWith(prefix))
                    .sorted()
                    .collect(Collectors.toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
