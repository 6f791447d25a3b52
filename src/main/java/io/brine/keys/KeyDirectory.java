package io.brine.keys;

import io.brine.wire.MinionId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * The names in one directory of pki_dir, kept in memory and read again when the directory has changed. A directory that
 * changed a moment ago may change again within one tick of its clock, so it is read again until it has rested.
 */
final class KeyDirectory {
    private static final Duration REST = Duration.ofMillis(100);
    private static final Comparator<String> SALTS_ORDER =
            String.CASE_INSENSITIVE_ORDER.thenComparing(Comparator.naturalOrder());

    private final Path directory;
    private final Clock clock;
    private volatile Listing listing = new Listing(FileTime.fromMillis(0), Instant.MIN, List.of(), Set.of());

    private record Listing(FileTime changed, Instant read, List<String> names, Set<String> set) {
        boolean holds(FileTime now) {
            return changed.equals(now) && read.isAfter(changed.toInstant().plus(REST));
        }
    }

    KeyDirectory(Path directory, Clock clock) {
        this.directory = directory;
        this.clock = clock;
    }

    /** Regular files that are no hidden ones, in Salt's order; none if the directory is missing. */
    List<String> names() {
        return listing().names();
    }

    Set<String> set() {
        return listing().set();
    }

    Path file(MinionId id) {
        return directory.resolve(id.value());
    }

    private Listing listing() {
        try {
            FileTime changed = Files.getLastModifiedTime(directory);
            Listing known = listing;
            if (!known.holds(changed)) {
                Instant now = clock.instant();
                List<String> names = read();
                known = new Listing(changed, now, names, Set.copyOf(names));
                listing = known;
            }
            return known;
        } catch (NoSuchFileException | NotDirectoryException absent) {
            return new Listing(FileTime.fromMillis(0), Instant.MIN, List.of(), Set.of());
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot list " + directory, failed);
        }
    }

    private List<String> read() throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if (!name.startsWith(".") && Files.isRegularFile(entry)) {
                    names.add(name);
                }
            }
        }
        names.sort(SALTS_ORDER);
        return List.copyOf(names);
    }
}
