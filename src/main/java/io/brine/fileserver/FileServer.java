package io.brine.fileserver;

import io.brine.config.FilesConfig;
import io.brine.crypt.HashType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers what is asked about {@code salt://} files; the commands and their replies are in {@link #answer}. Used by the
 * master for its minions and by a masterless minion for itself. Thread-safe.
 * Source: 3006.x salt/fileserver/__init__.py Fileserver; PROTOCOL 7.
 */
public final class FileServer {
    private static final Logger LOG = LoggerFactory.getLogger(FileServer.class);
    private static final Duration LISTS_LIVE = Duration.ofSeconds(2);
    private static final int MOST_LISTS = 100;

    private final FilesConfig config;
    private final Optional<RootsBackend> roots;
    private final FileHashes hashes;
    private final Clock clock;
    private final Map<String, Listing> listings = new ConcurrentHashMap<>();

    private volatile Own own;

    private record Own(String prefix, Path root) {}

    private record Listing(Instant made, FileLists lists) {}

    /** Backends other than roots are named in the log and not served. */
    public FileServer(FilesConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
        this.roots = config.backends().contains(RootsBackend.NAME)
                ? Optional.of(new RootsBackend(config))
                : Optional.empty();
        HashType type = HashType.named(config.hashType()).orElseGet(() -> {
            LOG.warn("hash_type {} is not known here, using sha256", config.hashType());
            return HashType.named("sha256").orElseThrow();
        });
        this.hashes = new FileHashes(type, clock);
        config.backends().stream()
                .filter(name -> !name.equals(RootsBackend.NAME))
                .forEach(name -> LOG.warn("The fileserver backend {} is not supported yet", name));
    }

    /**
     * The reply to one of the file commands of port 4506; empty if it is none of them. Loads come from the network: whatever
     * has not the expected kind finds nothing.
     */
    public Optional<Object> answer(String cmd, Map<String, Object> load) {
        Object path = load.get("path");
        Object saltenv = load.get("saltenv");
        return switch (cmd) {
            case "_file_find" ->
                Optional.of(find(path, saltenv).map(FoundFile::asReply).orElseGet(FoundFile::noneReply));
            case "_file_hash" -> Optional.of(saltenv == null ? "" : hashReply(path, saltenv));
            case "_file_hash_and_stat" -> Optional.of(hashAndStat(path, saltenv));
            case "_serve_file" -> Optional.of(chunk(load).asReply());
            case "_file_list" -> Optional.of(startingWith(load, lists(load).files()));
            case "_file_list_emptydirs" ->
                Optional.of(startingWith(load, lists(load).emptyDirs()));
            case "_dir_list" -> Optional.of(startingWith(load, lists(load).dirs()));
            case "_symlink_list" -> Optional.of(links(load));
            case "_file_envs" -> Optional.of(environments());
            default -> Optional.empty();
        };
    }

    /** The file at a path such as {@code web/nginx.conf} or {@code x?saltenv=dev}. */
    public Optional<FoundFile> find(Object path, Object saltenv) {
        SaltUrl url = SaltUrl.parse(path, saltenv);
        Own mine = own;
        if (mine != null && url.path().startsWith(mine.prefix())) {
            return new RootsBackend(config).below(mine.root(), url.path());
        }
        return roots.flatMap(backend -> backend.find(url));
    }

    /** Whatever begins with this is looked for below that directory, in every environment, and listed in none. */
    public void serveToo(String prefix, Path root) {
        own = new Own(prefix, root.toAbsolutePath().normalize());
    }

    /** Hexadecimal, by {@code hash_type}. */
    public Optional<String> hash(FoundFile file) {
        try {
            return Optional.of(hashes.hex(file.file()));
        } catch (IOException unreadable) {
            LOG.warn("Cannot hash {}: {}", file.file(), unreadable.toString());
            return Optional.empty();
        }
    }

    /** At most {@code file_buffer_size} bytes from {@code loc}. @param gzip level 1 to 9, for a compressed piece */
    public FileChunk chunk(FoundFile file, long loc, Optional<Integer> gzip) {
        try {
            return FileChunk.read(file, loc, config.bufferSizeBytes(), gzip);
        } catch (IOException unreadable) {
            LOG.warn("Cannot read {}: {}", file.file(), unreadable.toString());
            return FileChunk.NONE;
        }
    }

    public List<String> environments() {
        return roots.map(RootsBackend::environments).orElse(List.of());
    }

    /** All names of an environment, at most two seconds old. */
    public FileLists lists(String saltenv) {
        Listing known = listings.get(saltenv);
        if (known != null && known.made().plus(LISTS_LIVE).isAfter(clock.instant())) {
            return known.lists();
        }
        FileLists lists = roots.map(backend -> backend.lists(saltenv)).orElse(FileLists.NONE);
        if (listings.size() >= MOST_LISTS) {
            listings.clear();
        }
        listings.put(saltenv, new Listing(clock.instant(), lists));
        return lists;
    }

    /** Forgets the lists, as {@code fileserver.clear_file_list_cache} and {@code fileserver.update} want. */
    public void update() {
        listings.clear();
    }

    private Object hashReply(Object path, Object saltenv) {
        return find(path, saltenv)
                .flatMap(this::hash)
                .<Object>map(this::hashMap)
                .orElse("");
    }

    private Map<String, Object> hashMap(String hex) {
        Map<String, Object> reply = new LinkedHashMap<>();
        reply.put("hash_type", config.hashType());
        reply.put("hsum", hex);
        return reply;
    }

    private List<Object> hashAndStat(Object path, Object saltenv) {
        Optional<FoundFile> found = saltenv == null ? Optional.empty() : find(path, saltenv);
        return Arrays.asList(
                found.flatMap(this::hash).<Object>map(this::hashMap).orElse(""),
                found.map(FoundFile::stat).orElse(null));
    }

    private FileChunk chunk(Map<String, Object> load) {
        boolean complete = load.get("saltenv") != null && load.get("loc") instanceof Long loc && loc >= 0;
        if (!complete) {
            return FileChunk.NONE;
        }
        Optional<Integer> gzip = load.get("gzip") instanceof Long level && level >= 1 && level <= 9
                ? Optional.of(level.intValue())
                : Optional.empty();
        return find(load.get("path"), load.get("saltenv"))
                .map(file -> chunk(file, (Long) load.get("loc"), gzip))
                .orElse(FileChunk.NONE);
    }

    private FileLists lists(Map<String, Object> load) {
        Object saltenv = load.get("saltenv");
        return saltenv == null
                ? FileLists.NONE
                : lists(SaltUrl.parse("", saltenv).saltenv());
    }

    private static List<String> startingWith(Map<String, Object> load, List<String> names) {
        String prefix = prefix(load);
        return prefix.isEmpty()
                ? names
                : names.stream().filter(name -> name.startsWith(prefix)).toList();
    }

    private Map<String, String> links(Map<String, Object> load) {
        Map<String, String> links = new TreeMap<>(lists(load).links());
        links.keySet().removeIf(name -> !name.startsWith(prefix(load)));
        return links;
    }

    private static String prefix(Map<String, Object> load) {
        return load.get("prefix") instanceof String text ? text.replaceAll("^/+|/+$", "") : "";
    }
}
