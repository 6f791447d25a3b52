package io.brine.minion;

import io.brine.channel.ClearChannel;
import io.brine.config.MasterConfig;
import io.brine.data.Trees;
import io.brine.events.EventFilter;
import io.brine.events.EventSource;
import io.brine.keys.KeyOffice;
import io.brine.keys.KeyState;
import io.brine.keys.MinionKeys;
import io.brine.master.MasterDaemon;
import io.brine.transport.Roads;
import io.brine.transport.Roads.RoadOptions;
import io.brine.wire.Event;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A whole master on roads of the test's choice, and a person in front of it. */
final class TestMaster implements AutoCloseable {
    static final Duration SOON = Duration.ofSeconds(60);

    final Path root;
    final MasterConfig config;
    private final Roads roads;
    MasterDaemon daemon;

    TestMaster(Path root, Roads roads, int publishPort, int retPort, String... lines) {
        this.root = root;
        this.roads = roads;
        this.config = MinionSite.master(root, publishPort, retPort, lines);
        MinionSite.write(root.resolve("srv/salt/hello.txt"), List.of("hello"));
    }

    TestMaster start() {
        daemon = new MasterDaemon(config, roads);
        daemon.start();
        return this;
    }

    KeyOffice keys() {
        return new KeyOffice(new MinionKeys(config.paths().pkiDir(), Clock.systemUTC()));
    }

    boolean isPending(String id) {
        return Files.exists(config.paths().pkiDir().resolve("minions_pre").resolve(id));
    }

    void delete(String id) {
        keys().delete(Map.of(KeyState.ACCEPTED, List.of(id)));
    }

    EventSource events(String prefix) {
        return daemon.bus().subscribe(EventFilter.startingWith(prefix));
    }

    static Event next(EventSource events) {
        return events.next(SOON).orElseThrow(() -> new AssertionError("no event came"));
    }

    /** {jid, minions, missing}. */
    Map<String, Object> publish(Object tgt, String type, String jid, Object fun, List<?> arg) {
        Map<String, Object> load = new LinkedHashMap<>();
        load.put("cmd", "publish");
        load.put("tgt", tgt);
        load.put("fun", fun);
        load.put("arg", arg);
        load.put("tgt_type", type);
        load.put("ret", "");
        load.put("jid", jid);
        load.put("kwargs", Map.of("delimiter", ":"));
        load.put("user", account());
        load.put("key", key());
        String uri = "tcp://127.0.0.1:" + config.network().retPort();
        try (var client = roads.requestClient(uri, RoadOptions.DEFAULT)) {
            Map<String, Object> answer =
                    Trees.fields(new ClearChannel(client).ask(load, SOON).join());
            return Trees.fields(answer.get("load"));
        }
    }

    String publish(String tgt, String fun, Object... arg) {
        return String.valueOf(publish(tgt, "glob", "", fun, List.of(arg)).get("jid"));
    }

    /** The return load of this job. */
    Map<String, Object> run(String id, String fun, Object... arg) {
        try (EventSource returns = events("salt/job/")) {
            String jid = publish(id, fun, arg);
            String tag = "salt/job/" + jid + "/ret/" + id;
            for (Event event = next(returns); ; event = next(returns)) {
                if (event.tag().equals(tag)) {
                    return event.data();
                }
            }
        }
    }

    Object value(String id, String fun, Object... arg) {
        return run(id, fun, arg).get("return");
    }

    private static String account() {
        return ProcessHandle.current().info().user().orElse("root");
    }

    private String key() {
        try {
            return Files.readString(root.resolve("cache/." + account() + "_key"));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    @Override
    public void close() {
        if (daemon != null) {
            daemon.close();
        }
    }
}
