package io.brine.master;

import io.brine.channel.Caller;
import io.brine.channel.MasterSecrets;
import io.brine.channel.Reply;
import io.brine.data.Trees;
import io.brine.jobs.JobBook;
import io.brine.jobs.JobRecord;
import io.brine.wire.Jid;
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
    private final Rules rules;
    private final MasterListener listener;

    /**
     * @param orderMasters without it there are no syndics
     * @param syndics {@code syndic_dir}, with an empty file for each syndic known
     */
    record Rules(boolean orderMasters, Path syndics, MasterSecrets secrets) {
        boolean isAccepted(MinionId id) {
            return secrets.acceptedKey(id).isPresent();
        }
    }

    SyndicReturnHandler(Returns returns, JobBook jobs, Rules rules, MasterListener listener) {
        this.returns = returns;
        this.jobs = jobs;
        this.rules = rules;
        this.listener = listener;
    }

    Reply handle(Caller caller, Map<String, Object> load) {
        List<?> all = load.get("load") instanceof List<?> list ? list : List.of(load);
        List<CompletableFuture<Void>> durable = new ArrayList<>();
        for (Object one : all) {
            take(caller, Trees.fields(one), durable);
        }
        return new Reply.Later(CompletableFuture.allOf(durable.toArray(CompletableFuture[]::new))
                .handle((done, lost) -> lost == null ? NOTHING : ReturnHandler.notKept(lost)));
    }

    /** @param durable takes what has to be on disk before the answer */
    private void take(Caller caller, Map<String, Object> load, List<CompletableFuture<Void>> durable) {
        Optional<MinionId> syndic = MinionId.of(load.get("id"));
        Optional<Jid> jid = Jid.of(load.get("jid"));
        if (!rules.orderMasters()
                || syndic.isEmpty()
                || !rules.isAccepted(syndic.get())
                || !syndic.equals(caller.minion().or(() -> syndic))) {
            listener.onMinionNotProven(
                    "_syndic_return",
                    String.valueOf(load.get("id")),
                    caller.connection().peerAddress());
            return;
        }
        if (jid.isEmpty()) {
            return;
        }
        keepJob(jid.get(), Loads.map(load, "load")).ifPresent(durable::add);
        note(syndic.get());
        Loads.map(load, "return")
                .forEach((minion, value) -> MinionId.of(minion)
                        .ifPresent(id -> takeOne(caller, syndic.get(), load, id, Trees.fields(value))
                                .ifPresent(durable::add)));
    }

    /** What is known of a job here is not changed from below. */
    private Optional<CompletableFuture<Void>> keepJob(Jid jid, Map<String, Object> job) {
        boolean isKnown =
                jobs.job(jid.value()).map(known -> !known.load().isEmpty()).orElse(false);
        if (job.isEmpty() || isKnown) {
            return Optional.empty();
        }
        List<String> minions =
                Loads.list(job, "Minions").stream().map(Trees::text).toList();
        return Optional.of(jobs.saveJob(new JobRecord(jid.value(), job, minions), true));
    }

    /** A minion that has a key here speaks for itself. */
    private Optional<CompletableFuture<Void>> takeOne(
            Caller caller, MinionId syndic, Map<String, Object> load, MinionId id, Map<String, Object> value) {
        if (!id.equals(syndic) && rules.isAccepted(id)) {
            listener.onMinionNotProven(
                    "_syndic_return", id.value(), caller.connection().peerAddress());
            return Optional.empty();
        }
        return Optional.of(returns.takeFromBelow(id, minionReturn(load, String.valueOf(load.get("jid")), id, value))
                .toCompletableFuture());
    }

    private static Map<String, Object> minionReturn(
            Map<String, Object> load, String jid, MinionId id, Map<String, Object> value) {
        Map<String, Object> returned = new LinkedHashMap<>();
        returned.put("jid", jid);
        returned.put("id", id.value());
        returned.putAll(value);
        returned.put("jid", jid);
        returned.put("id", id.value());
        for (String key : List.of("master_id", "fun", "out")) {
            if (load.get(key) != null) {
                returned.put(key, load.get(key));
            }
        }
        return returned;
    }

    private void note(MinionId syndic) {
        try {
            Files.createDirectories(rules.syndics());
            Path file = rules.syndics().resolve(syndic.value());
            if (!Files.exists(file)) {
                Files.createFile(file);
            }
        } catch (IOException refused) {
            throw new UncheckedIOException("cannot note the syndic " + syndic, refused);
        }
    }
}
