package io.brine.master;

import io.brine.data.DataException;
import io.brine.data.MsgPack;
import io.brine.data.PyText;
import io.brine.data.Trees;
import io.brine.wire.MinionId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.SoftReference;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * What the master remembers of each minion: grains, pillar, mine. Written in the layouts of both generations of tools
 * (PROTOCOL 17.5), read from the older one, else the newer:
 * <pre>
 *   &lt;cachedir&gt;/minions/&lt;id&gt;/data.p  {grains, pillar}      &lt;cachedir&gt;/grains/&lt;id&gt;.p
 *   &lt;cachedir&gt;/minions/&lt;id&gt;/mine.p  {function: value}     &lt;cachedir&gt;/pillar/&lt;id&gt;.p   &lt;cachedir&gt;/mine/&lt;id&gt;.p
 * </pre>
 */
public final class MinionDataCache {
    private final Path cachedir;
    private final Map<MinionId, SoftReference<Read>> memory = new ConcurrentHashMap<>();

    public MinionDataCache(Path cachedir) {
        this.cachedir = cachedir;
    }

    /** What is known of one minion. */
    public record MinionData(Map<String, Object> grains, Map<String, Object> pillar) {}

    private record Read(FileTime time, long sizeBytes, MinionData data) {}

    public void store(MinionId id, Map<?, ?> grains, Map<?, ?> pillar) {
        Map<String, Object> both = new LinkedHashMap<>();
        both.put("grains", grains);
        both.put("pillar", pillar);
        write(dataFile(id), both);
        write(newFile("grains", id), grains);
        write(newFile("pillar", id), pillar);
        memory.remove(id);
    }

    /** Empty if this minion never asked for its pillar, or its cache was cleared. */
    public Optional<MinionData> data(MinionId id) {
        Path file = dataFile(id);
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            SoftReference<Read> known = memory.get(id);
            Read read = known == null ? null : known.get();
            if (read == null
                    || !read.time().equals(attributes.lastModifiedTime())
                    || read.sizeBytes() != attributes.size()) {
                Map<String, Object> both = Trees.fields(MsgPack.unpackLocal(Files.readAllBytes(file)));
                read = new Read(
                        attributes.lastModifiedTime(),
                        attributes.size(),
                        new MinionData(mapIn(both, "grains"), mapIn(both, "pillar")));
                memory.put(id, new SoftReference<>(read));
            }
            return Optional.of(read.data());
        } catch (IOException | DataException none) {
            return newData(id);
        }
    }

    /** From the layout of 3008 alone: such a master ran here before. */
    private Optional<MinionData> newData(MinionId id) {
        Optional<Map<String, Object>> grains = read(newFile("grains", id));
        Optional<Map<String, Object>> pillar = read(newFile("pillar", id));
        return grains.isEmpty() && pillar.isEmpty()
                ? Optional.empty()
                : Optional.of(new MinionData(grains.orElse(Map.of()), pillar.orElse(Map.of())));
    }

    private static Map<String, Object> mapIn(Map<String, Object> both, String key) {
        return both.get(key) instanceof Map<?, ?> map ? named(map) : Map.of();
    }

    /** Pillar may have keys that are no text; targets name them as text. */
    private static Map<String, Object> named(Map<?, ?> tree) {
        Map<String, Object> named = new LinkedHashMap<>();
        tree.forEach((key, value) -> named.put(PyText.str(key), value));
        return named;
    }

    public Map<String, Object> mine(MinionId id) {
        return read(minionDirectory(id).resolve("mine.p"))
                .or(() -> read(newFile("mine", id)))
                .orElseGet(Map::of);
    }

    /** An empty mine is removed. */
    public void storeMine(MinionId id, Map<String, Object> mine) {
        if (mine.isEmpty()) {
            delete(minionDirectory(id).resolve("mine.p"));
            delete(newFile("mine", id));
        } else {
            write(minionDirectory(id).resolve("mine.p"), mine);
            write(newFile("mine", id), mine);
        }
    }

    /** All minions of whom grains and pillar are known, in order. */
    public List<MinionId> known() {
        TreeSet<MinionId> ids = new TreeSet<>();
        names(cachedir.resolve("minions"))
                .filter(name ->
                        Files.exists(cachedir.resolve("minions").resolve(name).resolve("data.p")))
                .forEach(name -> MinionId.of(name).ifPresent(ids::add));
        names(cachedir.resolve("grains"))
                .filter(name -> name.endsWith(".p"))
                .forEach(name ->
                        MinionId.of(name.substring(0, name.length() - 2)).ifPresent(ids::add));
        return List.copyOf(ids);
    }

    /** Forgets grains and pillar, the mine stays. */
    public void clearData(MinionId id) {
        delete(dataFile(id));
        delete(newFile("grains", id));
        delete(newFile("pillar", id));
        memory.remove(id);
    }

    /** Forgets everything, pushed files included. */
    public void delete(MinionId id) {
        clearData(id);
        delete(newFile("mine", id));
        deleteTree(minionDirectory(id));
    }

    private Path minionDirectory(MinionId id) {
        return cachedir.resolve("minions").resolve(id.value());
    }

    private Path dataFile(MinionId id) {
        return minionDirectory(id).resolve("data.p");
    }

    private Path newFile(String bank, MinionId id) {
        return cachedir.resolve(bank).resolve(id.value() + ".p");
    }

    private static Stream<String> names(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList().stream();
        } catch (IOException none) {
            return Stream.empty();
        }
    }

    private static Optional<Map<String, Object>> read(Path file) {
        try {
            return MsgPack.unpackLocal(Files.readAllBytes(file)) instanceof Map<?, ?> map
                    ? Optional.of(named(map))
                    : Optional.empty();
        } catch (IOException | DataException none) {
            return Optional.empty();
        }
    }

    private static void write(Path file, Map<?, ?> tree) {
        try {
            OwnerFile.write(file, MsgPack.packLocal(tree));
        } catch (IOException refused) {
            throw new UncheckedIOException("cannot write the minion cache " + file, refused);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException refused) {
            throw new UncheckedIOException("cannot clear the minion cache " + file, refused);
        }
    }

    private static void deleteTree(Path tree) {
        if (!Files.exists(tree)) {
            return;
        }
        try {
            Files.walkFileTree(tree, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path directory, IOException failed) throws IOException {
                    Files.delete(directory);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException refused) {
            throw new UncheckedIOException("cannot clear the minion cache " + tree, refused);
        }
    }
}
