package io.brine.master;

import io.brine.config.JobsConfig;
import io.brine.events.EventSink;
import io.brine.jobs.DeliverySign;
import io.brine.jobs.JobBook;
import io.brine.jobs.JobRecord;
import io.brine.jobs.JobReturn;
import io.brine.wire.MinionId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Books returns and tells the bus. The event comes when the return is durable, or when it turned out that it cannot be: who
 * waits at a terminal sees the answer even if the disk is full, but the minion is not told that it is safe and tries again.
 */
final class Returns {
    private static final Logger LOG = LoggerFactory.getLogger(Returns.class);
    private static final int MOST_TOLD = 100_000;
    private static final List<String> STATE_RUNS = List.of("state.highstate", "state.sls");

    private final JobBook jobs;
    private final JobsConfig config;
    private final EventSink events;
    private final Supplier<String> jids;
    private final MasterListener listener;
    private final ReturnWatcher watcher;
    /** Returns whose event was fired though they could not be kept: when their minions bring them again, it is not fired again. */
    private final Set<String> toldBefore = ConcurrentHashMap.newKeySet();

    /** The way of a return into the book. */
    private interface Keeping {
        CompletableFuture<JobBook.Saved> save(JobReturn returned);
    }

    Returns(
            JobBook jobs,
            JobsConfig config,
            EventSink events,
            Supplier<String> jids,
            MasterListener listener,
            ReturnWatcher watcher) {
        this.jobs = jobs;
        this.config = config;
        this.events = events;
        this.jids = jids;
        this.listener = listener;
        this.watcher = watcher;
    }

    /** What a minion itself brings. Completes when the return is durable, fails if it cannot be kept. */
    CompletionStage<Void> take(MinionId id, Map<String, Object> load) {
        return take(id, load, jobs::saveOwnReturn);
    }

    /** What a syndic brings for a minion below it. */
    CompletionStage<Void> takeFromBelow(MinionId id, Map<String, Object> load) {
        return take(id, load, jobs::saveReturn);
    }

    private CompletionStage<Void> take(MinionId id, Map<String, Object> load, Keeping keeping) {
        String jid = String.valueOf(load.get("jid"));
        if (jid.equals("req")) {
            return takeItsOwn(id, load, keeping);
        }
        if (!keepsReturns()) {
            tell(jid, id, load);
            return CompletableFuture.completedFuture(null);
        }
        return book(jid, id, load, keeping);
    }

    private boolean keepsReturns() {
        return config.jobCache()
                && (config.extJobCache() == null || config.extJobCache().isEmpty());
    }

    private CompletionStage<Void> book(String jid, MinionId id, Map<String, Object> load, Keeping keeping) {
        return keeping.save(JobReturn.of(jid, id.value(), load)).handle((saved, notDurable) -> {
            if (notDurable != null) {
                lost(jid, id, load, notDurable);
            } else if (saved == JobBook.Saved.REPLAY) {
                listener.onReplay(jid, id);
                jobs.deliveries().refused(jid, id.value(), "a second return");
                LOG.error(
                        "an extra return of job {} came from {}: please verify the minion, this could be a replay attack",
                        jid,
                        id);
            } else if (saved == JobBook.Saved.FOREIGN) {
                listener.onForeignReturn(jid, id);
            } else {
                jobs.deliveries().on(DeliverySign.RETURNED, jid, id.value(), "");
                found(id, load);
                if (!toldBefore.remove(jid + " " + id)) {
                    tell(jid, id, load);
                }
            }
            return null;
        });
    }

    /** {@code saltutil.find_job} has found the job it was asked for. */
    private void found(MinionId id, Map<String, Object> load) {
        boolean runs = "saltutil.find_job".equals(load.get("fun"))
                && load.get("return") instanceof Map<?, ?> job
                && !job.isEmpty();
        if (runs && load.get("fun_args") instanceof List<?> args && !args.isEmpty()) {
            jobs.deliveries().on(DeliverySign.FOUND, String.valueOf(args.get(0)), id.value(), "");
        }
    }

    /** A return that is not taken. */
    void refuse(MinionId id, Map<String, Object> load, String why) {
        jobs.deliveries().refused(String.valueOf(load.get("jid")), id.value(), why);
    }

    /** @throws CompletionException so that the minion is not told that its return is safe */
    private void lost(String jid, MinionId id, Map<String, Object> load, Throwable notDurable) {
        Throwable why = notDurable instanceof CompletionException ? notDurable.getCause() : notDurable;
        listener.onReturnLost(jid, id, why);
        LOG.error("the return of {} for job {} cannot be kept: {}", id, jid, why.toString());
        if (toldBefore.size() < MOST_TOLD && toldBefore.add(jid + " " + id)) {
            tell(jid, id, load);
        }
        throw new CompletionException(why);
    }

    /** A minion brings a job nobody asked for: schedule, start-up states, salt-call. */
    private CompletionStage<Void> takeItsOwn(MinionId id, Map<String, Object> load, Keeping keeping) {
        String jid = jids.get();
        load.put("jid", jid);
        load.put("arg", load.getOrDefault("arg", load.getOrDefault("fun_args", List.of())));
        load.put("tgt_type", "glob");
        load.put("tgt", id.value());
        JobRecord job = new JobRecord(jid, load, List.of(id.value()));
        return jobs.saveJob(job, !Loads.flag(load, "nocache")).thenCompose(saved -> take(id, load, keeping));
    }

    private void tell(String jid, MinionId id, Map<String, Object> load) {
        events.fire("salt/job/" + jid + "/ret/" + id, load);
        listener.onReturn(jid, id, load);
        watcher.onReturn(jid, id, load);
        LOG.debug("return of {} for job {}", id, jid);
        tellFailedStates(jid, id, load);
    }

    /** Source: 3006.0 utils/event.py SaltEvent.fire_ret_load. */
    private void tellFailedStates(String jid, MinionId id, Map<String, Object> load) {
        if (!(load.get("fun") instanceof String fun)
                || !STATE_RUNS.contains(fun)
                || Loads.number(load, "retcode", 0) == 0
                || !(load.get("return") instanceof Map<?, ?> states)) {
            return;
        }
        states.forEach((key, value) -> {
            if (value instanceof Map<?, ?> state && Boolean.FALSE.equals(state.get("result"))) {
                tellFailedState(jid, id, load, String.valueOf(key), state);
            }
        });
    }

    private void tellFailedState(String jid, MinionId id, Map<String, Object> load, String key, Map<?, ?> state) {
        String[] parts = key.split("_\\|-", -1);
        String function = parts[0] + "." + parts[parts.length - 1];
        Map<String, Object> data = new LinkedHashMap<>();
        state.forEach((name, value) -> data.put(String.valueOf(name), value));
        data.put("retcode", load.get("retcode"));
        events.fire(function, data);
        data.put("jid", jid);
        data.put("id", id.value());
        data.put("success", false);
        data.put("return", "Error: " + function);
        data.put("fun", load.get("fun"));
        if (load.containsKey("user")) {
            data.put("user", load.get("user"));
        }
        events.fire("salt/job/" + jid + "/sub/" + id + "/error/" + load.get("fun"), data);
    }
}
