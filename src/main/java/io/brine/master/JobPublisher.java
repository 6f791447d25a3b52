package io.brine.master;

import io.brine.access.AclRules;
import io.brine.config.MasterConfig;
import io.brine.events.EventSink;
import io.brine.jobs.Absence;
import io.brine.jobs.JobBook;
import io.brine.jobs.JobRecord;
import io.brine.store.LedgerException;
import io.brine.target.ExpectedMinions.Expected;
import io.brine.wire.PublishLoad;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Makes a job out of a load that has been allowed, and sends it: jid, events, book, publication, in this order. The book
 * comes before the answer, as {@code salt} looks there at once. Source: 3006.0 master.py ClearFuncs.publish, _prep_pub.
 */
final class JobPublisher {
    private static final List<String> FROM_KWARGS =
            List.of("ret_config", "metadata", "module_executors", "executor_opts", "ret_kwargs");

    private final JobBook jobs;
    private final EventSink events;
    private final Publisher publisher;
    private final Supplier<String> jids;
    private final Function<Collection<String>, Map<String, Absence>> absence;
    private final Options options;
    private final MasterListener listener;

    /**
     * @param masterId {@code master_id}, which minions give back with their returns
     * @param orderMasters {@code order_masters}: syndics listen, so the caller's rules travel along
     */
    record Options(Optional<Object> masterId, boolean orderMasters) {
        static Options of(MasterConfig config) {
            return new Options(
                    Optional.ofNullable(config.raw().get("master_id")),
                    Boolean.TRUE.equals(config.raw().get("order_masters")));
        }
    }

    /** @param jids makes a new jid, never the same twice
     *  @param absence those who are not connected */
    JobPublisher(
            JobBook jobs,
            EventSink events,
            Publisher publisher,
            Supplier<String> jids,
            Function<Collection<String>, Map<String, Absence>> absence,
            Options options,
            MasterListener listener) {
        this.jobs = jobs;
        this.events = events;
        this.publisher = publisher;
        this.jids = jids;
        this.absence = absence;
        this.options = options;
        this.listener = listener;
    }

    /** @param clearLoad as asked, without its key; becomes the job's record */
    Published publish(Map<String, Object> clearLoad, Expected expected, AclRules rules) {
        Map<String, Object> kwargs = Loads.map(clearLoad, "kwargs");
        String given = Loads.text(clearLoad, "jid", "");
        String jid = given.isEmpty() ? jids.get() : given;
        clearLoad.put("jid", jid);
        PublishLoad load = new PublishLoad(publishLoad(clearLoad, kwargs, rules));
        save(new JobRecord(jid, clearLoad, expected.minions()), !Loads.flag(kwargs, "nocache"));
        Map<String, Absence> absent = absence.apply(expected.minions());
        jobs.deliveries().open(jid, expected.minions(), absent);
        events.fire(jid, Map.of("minions", expected.minions()));
        events.fire("salt/job/" + jid + "/new", newJob(clearLoad, expected));
        events.fire("salt/job/" + jid + "/publish", load.fields());
        publisher.publish(load, expected.minions());
        listener.onPublished(jid, clearLoad, expected.minions());
        return new Published(jid, expected.minions(), expected.missing(), absent);
    }

    /** @throws LedgerException if it cannot be kept: nothing may be sent then */
    private void save(JobRecord job, boolean kept) {
        try {
            jobs.saveJob(job, kept).join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof LedgerException why ? why : failed;
        }
    }

    /** {@code ping_on_rotate}: minions sign in again at once instead of at their next job. */
    void pingAll(Expected everybody, String user) {
        Map<String, Object> load = new LinkedHashMap<>();
        load.put("cmd", "publish");
        load.put("tgt", "*");
        load.put("fun", "test.ping");
        load.put("arg", List.of());
        load.put("tgt_type", "glob");
        load.put("ret", "");
        load.put("jid", "");
        load.put("user", user);
        publish(load, everybody, AclRules.NONE);
    }

    private static Map<String, Object> newJob(Map<String, Object> clearLoad, Expected expected) {
        Map<String, Object> data = new LinkedHashMap<>();
        for (String key : List.of("jid", "tgt_type", "tgt", "user", "fun", "arg")) {
            data.put(key, clearLoad.get(key));
        }
        data.put("minions", expected.minions());
        data.put("missing", expected.missing());
        return data;
    }

    /** In Salt's order of keys (PROTOCOL 5.2); the serial is added when it is sent. */
    private Map<String, Object> publishLoad(Map<String, Object> clearLoad, Map<String, Object> kwargs, AclRules rules) {
        Map<String, Object> load = new LinkedHashMap<>();
        for (String key : List.of("fun", "arg", "tgt", "jid", "ret")) {
            load.put(key, clearLoad.get(key));
        }
        options.masterId().ifPresent(id -> load.put("master_id", id));
        copy("master_id", kwargs, load);
        if (kwargs.containsKey("delimiter") && !":".equals(kwargs.get("delimiter"))) {
            load.put("delimiter", kwargs.get("delimiter"));
        }
        copy("id", kwargs, load);
        copy("tgt_type", clearLoad, load);
        copy("to", clearLoad, load);
        FROM_KWARGS.forEach(key -> copy(key, kwargs, load));
        copy("user", clearLoad, load);
        if (options.orderMasters()) {
            load.put("auth_list", rules.rules());
        }
        return load;
    }

    private static void copy(String key, Map<String, Object> from, Map<String, Object> to) {
        if (from.containsKey(key)) {
            to.put(key, from.get(key));
        }
    }
}
