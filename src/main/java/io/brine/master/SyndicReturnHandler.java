package io.brine.master;

import io.brine.channel.Reply;
import io.brine.data.Trees;
import io.brine.jobs.JobBook;
import io.brine.jobs.JobRecord;
import io.brine.wire.MinionId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * {@code _syndic_return}: a syndic brings the returns of the minions below it (PROTOCOL 15.1). Answers nil.
 * Source: 3006.0 master.py AESFuncs._syndic_return.
 */
final class SyndicReturnHandler {
    private static final Reply NOTHING = new Reply.Encrypted(null);

    private final Returns returns;
    private final JobBook jobs;
    private final Path syndics;

    /** @param syndics {@code syndic_dir}, with an empty file for each syndic known */
    SyndicReturnHandler(Returns returns, JobBook jobs, Path syndics) {
        this.returns = returns;
        this.jobs = jobs;
        this.syndics = syndics;
    }

    Reply handle(Map<String, Object> load) {
        List<?> all = load.get("load") instanceof List<?> list ? list : List.of(load);
        List<CompletableFuture<Void>> durable = new ArrayList<>();
        for (Object one : all) {
            take(Trees.fields(one), durable);
        }
        return new Reply.Later(CompletableFuture.allOf(durable.toArray(CompletableFuture[]::new))
                .thenApply(done -> NOTHING));
    }

    /** @param durable takes what has to be on disk before the answer */
    private void take(Map<String, Object> load, List<CompletableFuture<Void>> durable) {
        Optional<MinionId> syndic = MinionId.of(load.get("id"));
        if (syndic.isEmpty() || !(load.get("jid") instanceof String jid)) {
            return;
        }
        Map<String, Object> job = Loads.map(load, "load");
        if (!job.isEmpty()) {
            List<String> minions =
                    Loads.list(job, "Minions").stream().map(Trees::text).toList();
            durable.add(jobs.saveJob(new JobRecord(jid, job, minions), true));
        }
        note(syndic.get());
        Loads.map(load, "return")
                .forEach((minion, value) -> MinionId.of(minion)
                        .ifPresent(id -> durable.add(returns.take(id, minionReturn(load, jid, id, Trees.fields(value)))
                                .toCompletableFuture())));
    }

    private static Map<String, Object> minionReturn(
            Map<String, Object> load, String jid, MinionId id, Map<String, Object> value) {
        Map<String, Object> returned = new LinkedHashMap<>();
        returned.put("jid", jid);
        returned.put("id", id.value());
        returned.putAll(value);
        for (String key : List.of("master_id", "fun", "out")) {
            if (load.get(key) != null) {
                returned.put(key, load.get(key));
            }
        }
        return returned;
    }

    private void note(MinionId syndic) {
        try {
            Files.createDirectories(syndics);
            Path file = syndics.resolve(syndic.value());
            if (!Files.exists(file)) {
                Files.createFile(file);
            }
        } catch (IOException refused) {
            throw new UncheckedIOException("cannot note the syndic " + syndic, refused);
        }
    }
}
