package io.brine.master;

import io.brine.fileserver.FileServer;
import io.brine.store.AtomicFile;
import io.brine.transport.Connection;
import io.brine.wire.MinionId;
import io.brine.wire.PublishLoad;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Asks one minion for the content of a file of ours: {@code cp.get_file_str salt://_mon/canary}, on that minion's connection
 * alone. The file is no part of file_roots. These jobs and their returns are neither booked nor on the bus. Thread-safe.
 */
public final class PullProbes {
    private static final String DIRECTORY = "_mon";
    private static final String NAME = DIRECTORY + "/canary";
    private static final int MOST_OPEN = 1000;

    private final Path root;
    private final FileServer files;
    private final Presence presence;
    private final BiConsumer<Connection, PublishLoad> road;
    private final Supplier<String> jids;
    private final String user;
    private final Map<String, Open> open = new ConcurrentHashMap<>();

    /**
     * What came back.
     *
     * @param content what the function returned: text if the minion has the file
     * @param took from the publish to the return
     */
    public record Answer(Object content, Duration took) {}

    private record Open(String minion, long sinceNanos, Consumer<Answer> taker) {}

    /** @param root a directory for the file @param road sends a job to one connection @param user whom minions see as asking */
    PullProbes(
            Path root,
            FileServer files,
            Presence presence,
            BiConsumer<Connection, PublishLoad> road,
            Supplier<String> jids,
            String user) {
        this.root = root;
        this.files = files;
        this.presence = presence;
        this.road = road;
        this.jids = jids;
        this.user = user;
    }

    /**
     * The file has this content from now on.
     *
     * @param content ASCII: minions return it as text
     * @throws UncheckedIOException if it cannot be written
     */
    public void prepare(String content) {
        try {
            Files.createDirectories(root.resolve(DIRECTORY));
            AtomicFile.write(root.resolve(NAME), content, 0644);
            files.serveToo(DIRECTORY + "/", root);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot write " + root.resolve(NAME) + ": " + failed.getMessage(), failed);
        }
    }

    /**
     * Sends the question.
     *
     * @param taker is called once when the minion returns, on a worker of the request port
     * @return the question's jid; empty text if the minion is not connected, or too many questions are open
     */
    public String ask(String minion, Consumer<Answer> taker) {
        List<Subscriber> connections = presence.named(minion);
        if (connections.isEmpty() || open.size() >= MOST_OPEN) {
            return "";
        }
        String jid = jids.get();
        open.put(jid, new Open(minion, System.nanoTime(), taker));
        Map<String, Object> load = new LinkedHashMap<>();
        load.put("fun", "cp.get_file_str");
        load.put("arg", List.of("salt://" + NAME));
        load.put("tgt", List.of(minion));
        load.put("jid", jid);
        load.put("ret", "");
        load.put("tgt_type", "list");
        load.put("user", user);
        road.accept(connections.get(0).connection(), new PublishLoad(load));
        return jid;
    }

    /** Its answer is not waited for any more; should it come, nobody is told. */
    public void forget(String jid) {
        open.computeIfPresent(jid, (same, one) -> new Open(one.minion(), one.sinceNanos(), late -> {}));
        if (open.size() > MOST_OPEN / 2) {
            long old = System.nanoTime() - Duration.ofMinutes(10).toNanos();
            open.values().removeIf(one -> one.sinceNanos() < old);
        }
    }

    /** Whether a return is an answer to a question; then it is for nobody else. */
    boolean take(String jid, MinionId id, Map<String, Object> load) {
        Open question = open.get(jid);
        if (question == null || !question.minion().equals(id.value())) {
            return false;
        }
        open.remove(jid);
        Object content = load.get("return") instanceof byte[] bytes
                ? new String(bytes, StandardCharsets.UTF_8)
                : load.get("return");
        question.taker().accept(new Answer(content, Duration.ofNanos(System.nanoTime() - question.sinceNanos())));
        return true;
    }
}
