package io.brine.grains;

import io.brine.data.DataException;
import io.brine.data.MsgPack;
import io.brine.data.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks all sources at once and merges what they say. Nothing a source does holds the collection up beyond the deadline
 * or breaks it: the source is named in the log and its part is what it can say without waiting. Source: 3006.0
 * loader/__init__.py grains
 */
public final class GrainsCollector {
    public static final Duration DEADLINE = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(GrainsCollector.class);

    private final List<GrainsSource> sources;
    private final GrainsSettings settings;
    private final ExecutorService executor;
    private final Duration deadline;

    /** @param deadline for each source, from the moment all are handed to the executor */
    public GrainsCollector(
            List<GrainsSource> sources, GrainsSettings settings, ExecutorService executor, Duration deadline) {
        this.sources = List.copyOf(sources);
        this.settings = settings;
        this.executor = executor;
        this.deadline = deadline;
    }

    /**
     * The grains of this machine.
     *
     * @param executor should have a thread for every source (a cached pool): one that waits for a name server keeps its
     *     thread until the resolver gives up
     */
    public static GrainsCollector ofThisMachine(GrainsSettings settings, ExecutorService executor) {
        List<GrainsSource> sources =
                new ArrayList<>(CoreGrains.sources(Host.thisMachine(), NameService.ofThisMachine(), settings));
        sources.add(new StaticGrains(settings.fixed().file()));
        return new GrainsCollector(sources, settings, executor, DEADLINE);
    }

    /** Grain name to tree; from the cache file if that is switched on and young enough. */
    public Map<String, Object> collect() {
        if (settings.cache().isOn()) {
            Optional<Map<String, Object>> cached = fromCache();
            if (cached.isPresent()) {
                return cached.get();
            }
        }
        return refresh();
    }

    /** As {@link #collect()}, without reading the cache file. */
    public Map<String, Object> refresh() {
        GrainsMerge merge = new GrainsMerge(settings.fixed());
        answers().forEach(merge::add);
        Map<String, Object> grains = merge.result();
        if (settings.cache().isOn()) {
            toCache(grains);
        }
        return grains;
    }

    private List<Map<String, Object>> answers() {
        List<Optional<Future<Map<String, Object>>>> futures =
                sources.stream().map(this::submit).toList();
        long end = System.nanoTime() + deadline.toNanos();
        List<Map<String, Object>> answers = new ArrayList<>();
        for (int i = 0; i < sources.size(); i++) {
            answers.add(answer(sources.get(i), futures.get(i), end));
        }
        return answers;
    }

    private Optional<Future<Map<String, Object>>> submit(GrainsSource source) {
        try {
            return Optional.of(executor.submit(source::grains));
        } catch (RejectedExecutionException full) {
            return Optional.empty();
        }
    }

    private static Map<String, Object> answer(
            GrainsSource source, Optional<Future<Map<String, Object>>> future, long end) {
        if (future.isEmpty()) {
            return skip(source, "found no thread to run on");
        }
        try {
            return future.get().get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            future.get().cancel(true);
            return skip(source, "did not answer in time");
        } catch (ExecutionException broken) {
            return skip(source, "failed: " + broken.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return skip(source, "was interrupted");
        }
    }

    private static Map<String, Object> skip(GrainsSource source, String reason) {
        Map<String, Object> instead = source.whenLate();
        LOG.warn("Grains source {} {}; its grains are left out, except {}", source.name(), reason, instead.keySet());
        return instead;
    }

    private Optional<Map<String, Object>> fromCache() {
        Path file = settings.cache().file();
        try {
            long ageMillis =
                    System.currentTimeMillis() - Files.getLastModifiedTime(file).toMillis();
            if (ageMillis / 1000 > settings.cache().expirationSeconds()) {
                return Optional.empty();
            }
            Map<String, Object> grains = Trees.fields(MsgPack.unpackLocal(Files.readAllBytes(file)));
            return Optional.of(grains).filter(cached -> !cached.isEmpty());
        } catch (IOException | DataException unusable) {
            LOG.debug("No usable grains cache: {}", unusable.toString());
            return Optional.empty();
        }
    }

    private void toCache(Map<String, Object> grains) {
        try {
            PrivateFile.write(settings.cache().file(), MsgPack.packLocal(new LinkedHashMap<>(grains)));
        } catch (IOException | DataException unwritable) {
            LOG.error(
                    "Unable to write to grains cache file {}: {}",
                    settings.cache().file(),
                    unwritable.toString());
        }
    }
}
