package io.brine.fileserver;

import io.brine.config.FilesConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * The backend {@code roots}: {@code file_roots} on this host. The first root that has a file wins. An environment that is
 * not configured is served from the roots of {@code __env__}, in which {@code __env__} stands for its name.
 * Source: 3006.x salt/fileserver/roots.py.
 */
public final class RootsBackend {
    public static final String NAME = "roots";
    private static final String ANY = "__env__";
    /** Without the names of owner and group, which would be read from /etc/passwd and /etc/group each time. */
    private static final String STAT = "unix:mode,ino,dev,nlink,uid,gid,size,lastAccessTime,lastModifiedTime,ctime";

    private final FilesConfig config;
    private final IgnoredFiles ignored;

    public RootsBackend(FilesConfig config) {
        this.config = config;
        this.ignored = new IgnoredFiles(config);
    }

    List<String> environments() {
        return List.copyOf(new TreeSet<>(config.roots().keySet()));
    }

    Optional<FoundFile> find(SaltUrl url) {
        if (url.path().isEmpty()) {
            return Optional.empty();
        }
        List<Path> roots = roots(url.saltenv());
        if (url.index().isPresent()) {
            roots = oneOf(roots, url.index().get());
        }
        return roots.stream().flatMap(root -> below(root, url.path()).stream()).findFirst();
    }

    FileLists lists(String saltenv) {
        RootsWalk walk = new RootsWalk(config, ignored);
        roots(saltenv).forEach(walk::add);
        return walk.lists();
    }

    /** The name of an environment is put into a path, so it must be a plain name there. */
    private List<Path> roots(String saltenv) {
        List<Path> configured = config.roots().get(saltenv);
        if (configured != null) {
            return configured.stream().map(RootsBackend::absolute).toList();
        }
        boolean plain = !saltenv.isEmpty()
                && saltenv.length() <= 255
                && saltenv.indexOf('/') < 0
                && saltenv.indexOf('\0') < 0
                && !saltenv.equals(".")
                && !saltenv.equals("..");
        if (!plain) {
            return List.of();
        }
        return config.roots().getOrDefault(ANY, List.of()).stream()
                .map(root -> absolute(Path.of(root.toString().replace(ANY, saltenv))))
                .toList();
    }

    private static Path absolute(Path root) {
        return root.toAbsolutePath().normalize();
    }

    /** Python's index: a negative one counts from the end. */
    private static List<Path> oneOf(List<Path> roots, String index) {
        if (!index.matches("-?[0-9]{1,4}")) {
            return List.of();
        }
        int at = Integer.parseInt(index);
        int from = at < 0 ? roots.size() + at : at;
        return from >= 0 && from < roots.size() ? List.of(roots.get(from)) : List.of();
    }

    Optional<FoundFile> below(Path root, String rel) {
        try {
            Path file = root.resolve(rel).normalize();
            boolean served = file.startsWith(root)
                    && Files.isRegularFile(file)
                    && (config.followSymlinks() || file.toRealPath().startsWith(root.toRealPath()))
                    && !ignored.contain(file.toString())
                    && !ignored.contain(rel);
            return served ? Optional.of(new FoundFile(file, rel, stat(file), NAME)) : Optional.empty();
        } catch (IOException | InvalidPathException absent) {
            return Optional.empty();
        }
    }

    private static List<Long> stat(Path file) throws IOException {
        Map<String, Object> unix = Files.readAttributes(file, STAT);
        return List.of(
                number(unix.get("mode")),
                number(unix.get("ino")),
                number(unix.get("dev")),
                number(unix.get("nlink")),
                number(unix.get("uid")),
                number(unix.get("gid")),
                number(unix.get("size")),
                number(unix.get("lastAccessTime")),
                number(unix.get("lastModifiedTime")),
                number(unix.get("ctime")));
    }

    private static long number(Object attribute) {
        return attribute instanceof FileTime time ? time.to(TimeUnit.SECONDS) : ((Number) attribute).longValue();
    }
}
