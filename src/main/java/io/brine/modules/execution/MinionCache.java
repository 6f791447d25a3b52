package io.brine.modules.execution;

import io.brine.data.DataException;
import io.brine.data.MsgPack;
import io.brine.data.Trees;
import io.brine.functions.CallContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the minion keeps under {@code cachedir}. Source: 3006.0 salt/modules/saltutil.py */
final class MinionCache {
    private static final Logger log = LoggerFactory.getLogger(MinionCache.class);

    private final CallContext context;

    MinionCache(CallContext context) {
        this.context = context;
    }

    /** Deletes every file; false if one could not be deleted. */
    boolean clear() {
        try (Stream<Path> all = walk(CachedFiles.directory(context))) {
            for (Path path : (Iterable<Path>) all::iterator) {
                if (!Files.isDirectory(path, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
                    Files.deleteIfExists(path);
                }
            }
            return true;
        } catch (IOException | UncheckedIOException e) {
            log.error("Attempt to clear cache with saltutil.clear_cache FAILED with: {}", e.toString());
            return false;
        }
    }

    /** Deletes the directories of jobs older than this; false if one could not be deleted. */
    boolean clearJobs(double hours, Clock clock) {
        Instant threshold = clock.instant().minus(Duration.ofSeconds((long) (hours * 3600)));
        Path jobs = CachedFiles.directory(context, "minion_jobs");
        if (!Files.isDirectory(jobs)) {
            return true;
        }
        try (Stream<Path> all = Files.list(jobs)) {
            for (Path job : (Iterable<Path>) all::iterator) {
                if (Files.isDirectory(job)
                        && Files.getLastModifiedTime(job).toInstant().isBefore(threshold)) {
                    deleteTree(job);
                }
            }
            return true;
        } catch (IOException | UncheckedIOException e) {
            log.error("Attempt to clear cache with saltutil.clear_job_cache FAILED with: {}", e.toString());
            return false;
        }
    }

    /** The return of an earlier job, a sentence why there is none, or nil. */
    Object job(String jid) throws IOException {
        Path jobs = CachedFiles.directory(context, "minion_jobs");
        Path job = CachedFiles.inside(jobs, jid);
        if (!Files.isDirectory(job)) {
            return Trees.isTruthy(context.option("cache_jobs"))
                    ? "Local jobs cache directory " + job + " not found"
                    : "Local jobs cache directory not found; you may need to enable cache_jobs on this minion";
        }
        try {
            return MsgPack.unpackWire(Files.readAllBytes(job.resolve("return.p"))) instanceof Map<?, ?> map
                    ? map
                    : null;
        } catch (DataException e) {
            return null;
        }
    }

    /** {kind: [names]} of the custom modules that were synchronised. */
    Map<String, Object> extensionModules() throws IOException {
        Path extmods = CachedFiles.directory(context, "extmods");
        Map<String, Object> byKind = new LinkedHashMap<>();
        if (!Files.isDirectory(extmods)) {
            return byKind;
        }
        try (Stream<Path> kinds = Files.list(extmods)) {
            for (Path kind : (Iterable<Path>) kinds.sorted()::iterator) {
                byKind.put(kind.getFileName().toString(), moduleNames(kind));
            }
        }
        return byKind;
    }

    /** Every file that came from the master or was kept from this host. */
    List<String> files(String saltenv) throws IOException {
        TreeSet<String> files = new TreeSet<>();
        for (Path directory : List.of(
                CachedFiles.directory(context, "files", saltenv), CachedFiles.directory(context, "localfiles"))) {
            try (Stream<Path> all = walk(directory)) {
                all.filter(Files::isRegularFile).map(Path::toString).forEach(files::add);
            }
        }
        return new ArrayList<>(files);
    }

    private static List<String> moduleNames(Path kind) throws IOException {
        try (Stream<Path> all = walk(kind)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString().replaceFirst("\\..*$", ""))
                    .distinct()
                    .sorted()
                    .toList();
        }
    }

    private static void deleteTree(Path root) throws IOException {
        try (Stream<Path> all = walk(root)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    private static Stream<Path> walk(Path directory) throws IOException {
        return Files.exists(directory) ? Files.walk(directory) : Stream.empty();
    }
}
