package io.brine.fileserver;

import io.brine.crypt.HashType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** Hashes of files, remembered while time, size and inode of the file stay the same. Thread-safe. */
final class FileHashes {
    private static final int MOST = 50_000;
    /** A file written a moment ago may be written again without a change of its time. */
    private static final Duration REST = Duration.ofSeconds(1);

    private final HashType type;
    private final Clock clock;
    private final Map<Path, Known> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Path, Known> eldest) {
            return size() > MOST;
        }
    };

    private record Known(FileTime changed, long sizeBytes, Object fileKey, Instant read, String hex) {
        boolean isOf(BasicFileAttributes now) {
            return changed.equals(now.lastModifiedTime())
                    && sizeBytes == now.size()
                    && Objects.equals(fileKey, now.fileKey())
                    && read.isAfter(changed.toInstant().plus(REST));
        }
    }

    FileHashes(HashType type, Clock clock) {
        this.type = type;
        this.clock = clock;
    }

    /** @throws IOException if the file cannot be read */
    String hex(Path file) throws IOException {
        BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
        Known remembered;
        synchronized (known) {
            remembered = known.get(file);
        }
        if (remembered != null && remembered.isOf(now)) {
            return remembered.hex();
        }
        Instant read = clock.instant();
        String hex = type.hex(file);
        synchronized (known) {
            known.put(file, new Known(now.lastModifiedTime(), now.size(), now.fileKey(), read, hex));
        }
        return hex;
    }
}
