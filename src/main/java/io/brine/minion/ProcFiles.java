package io.brine.minion;

import io.brine.data.DataException;
import io.brine.data.MsgPack;
import io.brine.data.Trees;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code <cachedir>/proc/<jid>}: what runs now, for other tools of this host. Wire msgpack of {pid, ...load}. A running job is
 * known from memory; these files are only its trace outside. Source: 3006.0 salt/minion.py _thread_return
 */
final class ProcFiles {
    private static final Logger log = LoggerFactory.getLogger(ProcFiles.class);

    private final Path directory;

    ProcFiles(Path cachedir) {
        this.directory = cachedir.resolve("proc");
    }

    /** Removes what an earlier process left; its jobs do not run any more. */
    void clear() {
        try {
            Files.createDirectories(directory);
            List<Path> left = new ArrayList<>();
            try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
                files.forEach(left::add);
            }
            for (Path file : left) {
                removeIfDead(file);
            }
        } catch (IOException e) {
            log.warn("Cannot tidy up {}: {}", directory, e.toString());
        }
    }

    private static void removeIfDead(Path file) throws IOException {
        try {
            Object pid =
                    Trees.fields(MsgPack.unpackWire(Files.readAllBytes(file))).get("pid");
            long own = ProcessHandle.current().pid();
            boolean alive = pid instanceof Long number
                    && number != own
                    && ProcessHandle.of(number).isPresent();
            if (alive) {
                return;
            }
        } catch (DataException unreadable) {
            log.debug("Removing the unreadable {}", file);
        }
        Files.deleteIfExists(file);
    }

    /** What runs according to the files: entries of processes that are alive. */
    List<Map<String, Object>> entries() {
        List<Map<String, Object>> entries = new ArrayList<>();
        if (!Files.isDirectory(directory)) {
            return entries;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                Map<String, Object> entry = Trees.fields(MsgPack.unpackWire(Files.readAllBytes(file)));
                if (entry.get("pid") instanceof Long pid
                        && ProcessHandle.of(pid).isPresent()) {
                    entries.add(entry);
                }
            }
        } catch (IOException | DataException unreadable) {
            log.warn("Cannot read {}: {}", directory, unreadable.toString());
        }
        return entries;
    }

    /** A full disk must not keep a job from running: the trace is then missing, and the log says so. */
    void write(String jid, Map<String, Object> entry) {
        try {
            Files.createDirectories(directory);
            Files.write(directory.resolve(jid), MsgPack.packWire(new LinkedHashMap<>(entry)));
        } catch (IOException | DataException e) {
            log.warn("Cannot write the proc file of job {}: {}", jid, e.toString());
        }
    }

    void remove(String jid) {
        try {
            Files.deleteIfExists(directory.resolve(jid));
        } catch (IOException e) {
            log.warn("Cannot remove the proc file of job {}: {}", jid, e.toString());
        }
    }
}
