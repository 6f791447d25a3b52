package io.brine.master;

import io.brine.FreePort;
import io.brine.channel.ClearChannel;
import io.brine.config.ConfigLoader;
import io.brine.config.HostName;
import io.brine.config.MasterConfig;
import io.brine.config.Surroundings;
import io.brine.crypt.RsaKeyPair;
import io.brine.data.Trees;
import io.brine.transport.Roads.RoadOptions;
import io.brine.transport.zmtp.ZmtpRoads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A master in a directory of its own, on free ports of the loopback, and ways to talk to it. */
public final class MasterSite implements AutoCloseable {
    /** One key for all, as making one takes long. */
    private static final RsaKeyPair MASTER_KEY = RsaKeyPair.generate(2048);

    public static final Duration SOON = Duration.ofSeconds(60);

    public final Path root;
    public final MasterConfig config;
    public final ZmtpRoads roads = new ZmtpRoads(1);
    public final RecordingListener listener = new RecordingListener();
    public MasterDaemon daemon;
    /** What the master takes for the time; to be set before the start. */
    public Clock clock = Clock.systemUTC();

    private final List<TestMinion> minions = new ArrayList<>();

    public MasterSite(Path root, String... lines) {
        this(root, 0, lines);
    }

    /** @param publishPort taken or not; 0 for a free one */
    public MasterSite(Path root, int publishPort, String... lines) {
        this.root = root;
        try {
            List<String> text = new ArrayList<>(List.of(
                    "id: brine_master",
                    "interface: 127.0.0.1",
                    "publish_port: " + (publishPort == 0 ? FreePort.next() : publishPort),
                    "ret_port: " + FreePort.next(),
                    "root_dir: " + root,
                    "pki_dir: " + root + "/pki",
                    "cachedir: " + root + "/cache",
                    "sock_dir: " + root + "/run",
                    "file_roots: {base: [" + root + "/srv/salt]}",
                    "pillar_roots: {base: [" + root + "/srv/pillar]}"));
            for (String line : lines) {
                String key = line.substring(0, line.indexOf(':') + 1);
                text.removeIf(set -> set.startsWith(key));
                text.add(line);
            }
            Files.createDirectories(root.resolve("srv/salt"));
            Files.createDirectories(root.resolve("srv/pillar"));
            Files.write(root.resolve("master"), text);
            Files.createDirectories(root.resolve("pki"));
            Files.writeString(root.resolve("pki/master.pem"), MASTER_KEY.privatePem());
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
        Surroundings here = new Surroundings(Map.of(), root, account(), HostName.ofThisHost());
        config = new ConfigLoader(here, Clock.systemUTC()).master(Optional.of(root), Map.of());
    }

    private static String account() {
        return ProcessHandle.current().info().user().orElse("root");
    }

    public MasterSite start() {
        daemon = new MasterDaemon(config, roads, listener, clock);
        daemon.start();
        return this;
    }

    public void restart() {
        daemon.close();
        start();
    }

    /** A minion whose connection to the publish port calls itself something, or nothing. */
    TestMinion minion(String id, String identity) {
        TestMinion minion = new TestMinion(id, this, TestMinion.KEY, identity);
        minions.add(minion);
        return minion;
    }

    public TestMinion minion(String id) {
        TestMinion minion = new TestMinion(id, this);
        minions.add(minion);
        return minion;
    }

    public String requestUri() {
        return "tcp://127.0.0.1:" + config.network().retPort();
    }

    public String publishUri() {
        return "tcp://127.0.0.1:" + config.network().publishPort();
    }

    /** A clear command as the user the master runs as. */
    public Object clear(Map<String, Object> load) {
        try (var client = roads.requestClient(requestUri(), RoadOptions.DEFAULT)) {
            return new ClearChannel(client).ask(load, SOON).join();
        }
    }

    public Map<String, Object> withKey(Map<String, Object> load) {
        Map<String, Object> signed = new LinkedHashMap<>(load);
        signed.put("user", account());
        try {
            signed.put("key", Files.readString(root.resolve("cache/." + account() + "_key")));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
        return signed;
    }

    /** What a publish by the right user is answered: {jid, minions, missing}, or {error}. */
    public Map<String, Object> publish(Object tgt, String type, String fun, Object... arg) {
        Map<String, Object> load = publication(tgt, type, fun, List.of(arg), Map.of("delimiter", ":"));
        Map<String, Object> answer = Trees.fields(clear(withKey(load)));
        return answer.containsKey("load") ? Trees.fields(answer.get("load")) : answer;
    }

    /** The clear load of a publish, without its user and key. */
    static Map<String, Object> publication(
            Object tgt, String type, String fun, List<?> arg, Map<String, Object> kwargs) {
        Map<String, Object> load = new LinkedHashMap<>();
        load.put("cmd", "publish");
        load.put("tgt", tgt);
        load.put("fun", fun);
        load.put("arg", arg);
        load.put("tgt_type", type);
        load.put("ret", "");
        load.put("jid", "");
        load.put("kwargs", kwargs);
        return load;
    }

    @Override
    public void close() {
        minions.forEach(TestMinion::close);
        if (daemon != null) {
            daemon.close();
        }
        roads.close();
    }
}
