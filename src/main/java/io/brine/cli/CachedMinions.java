package io.brine.cli;

import io.brine.config.MasterConfig;
import io.brine.keys.KeyState;
import io.brine.keys.MinionKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The master's cached grains, pillar and mine of minions: {@code <cachedir>/minions/<id>}. Source: 3006.0 salt/key.py check_minion_cache. */
final class CachedMinions {
    private final Path directory;
    private final boolean preserved;

    CachedMinions(MasterConfig config) {
        this.directory = config.paths().cachedir().resolve("minions");
        this.preserved = config.keys().preserveMinionCache();
    }

    /** Drops what is cached of minions that have no key in any state, except of those to keep. */
    void dropUnknown(MinionKeys keys, List<String> kept) {
        if (preserved) {
            return;
        }
        Set<String> known = new HashSet<>(kept);
        for (KeyState state : KeyState.values()) {
            known.addAll(keys.ids(state));
        }
        list(directory).stream()
                .filter(entry -> !known.contains(entry.getFileName().toString()))
                .forEach(CachedMinions::delete);
    }

    private static List<Path> list(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.toList();
        } catch (IOException absent) {
            return List.of();
        }
    }

    /** What cannot be deleted stays; the next deletion of a key tries again. */
    private static void delete(Path tree) {
        try (Stream<Path> all = Files.walk(tree)) {
            for (Path path :
                    new ArrayList<>(all.sorted(Comparator.reverseOrder()).toList())) {
                Files.deleteIfExists(path);
            }
        } catch (IOException kept) {
            // somebody writes there at this moment
        }
    }
}
