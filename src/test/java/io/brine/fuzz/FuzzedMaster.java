package io.brine.fuzz;

import io.brine.channel.Credentials;
import io.brine.channel.Envelope;
import io.brine.channel.MasterKeyFile;
import io.brine.channel.MinionIdentity;
import io.brine.channel.Session;
import io.brine.channel.SignIn;
import io.brine.channel.SignInRules;
import io.brine.config.ConfigLoader;
import io.brine.config.HostName;
import io.brine.config.MasterConfig;
import io.brine.config.Surroundings;
import io.brine.crypt.EncryptionAlgorithm;
import io.brine.crypt.SigningAlgorithm;
import io.brine.data.DataException;
import io.brine.data.MsgPack;
import io.brine.master.MasterCommands;
import io.brine.master.MasterDaemon;
import io.brine.master.MasterListener;
import io.brine.transport.InMemoryRoads;
import io.brine.transport.RequestClient;
import io.brine.transport.Roads.RoadOptions;
import io.brine.vectors.RecordedKeys;
import io.brine.wire.MinionId;
import io.brine.wire.WireException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A master without sockets, and a minion it has accepted. What breaks in a handler, other than by name, breaks the run. */
final class FuzzedMaster implements MasterListener {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Path root = Scratch.directory();
    private final MasterDaemon daemon;
    private final RequestClient client;
    private final MinionIdentity minion = new MinionIdentity(
            new MinionId("m1"),
            RecordedKeys.pair("web1"),
            EncryptionAlgorithm.OAEP_SHA1,
            SigningAlgorithm.PKCS1V15_SHA1);
    private final Session session;
    private volatile Throwable broken;
    private long number;

    FuzzedMaster() {
        try {
            Files.createDirectories(root.resolve("srv"));
            Files.writeString(root.resolve("srv/top.sls"), "base: {'*': [a]}\n");
            Files.writeString(root.resolve("srv/a.sls"), "colour: blue\n");
            Files.write(root.resolve("master"), options());
            Files.createDirectories(root.resolve("pki/minions"));
            Files.writeString(
                    root.resolve("pki/master.pem"), RecordedKeys.pair("master").privatePem());
            Files.writeString(root.resolve("pki/minions/m1"), minion.key().publicPem());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        Surroundings here = new Surroundings(Map.of(), root, "root", HostName.ofThisHost());
        MasterConfig config = new ConfigLoader(here, Clock.systemUTC()).master(Optional.of(root), Map.of());
        InMemoryRoads roads = new InMemoryRoads();
        daemon = new MasterDaemon(config, roads, this, Clock.systemUTC());
        daemon.start();
        client = roads.requestClient("tcp://127.0.0.1:" + daemon.retPort(), RoadOptions.DEFAULT);
        session = signIn();
    }

    private List<String> options() {
        return List.of(
                "interface: 127.0.0.1",
                "publish_port: 0",
                "ret_port: 0",
                "root_dir: " + root,
                "pki_dir: " + root + "/pki",
                "cachedir: " + root + "/cache",
                "sock_dir: " + root + "/run",
                "file_roots: {base: [" + root + "/srv]}",
                "pillar_roots: {base: [" + root + "/srv]}",
                "peer: {'.*': ['test.*']}",
                "allow_minion_key_revoke: false",
                "job_cache: false");
    }

    private Session signIn() {
        MasterKeyFile nowhere = new MasterKeyFile() {
            @Override
            public Optional<String> read() {
                return Optional.empty();
            }

            @Override
            public void write(String text) {
                // One sign-in is all there is.
            }

            @Override
            public Optional<String> signingKey() {
                return Optional.empty();
            }
        };
        SignIn signIn = new SignIn(minion, SignInRules.DEFAULT, nowhere);
        return new Credentials(signIn, client, Runnable::run, PATIENCE)
                .session()
                .join();
    }

    Set<String> commands() {
        return MasterCommands.ofMinions(daemon);
    }

    void ask(byte[] body) {
        byte[] reply = client.ask(body, PATIENCE).join();
        if (reply.length == 0) {
            throw new AssertionError("an empty reply");
        }
        Throwable failure = broken;
        if (failure != null) {
            broken = null;
            throw new AssertionError("a handler broke", failure);
        }
    }

    void askClear(Object load) {
        Map<String, Object> envelope = new LinkedHashMap<>();
        envelope.put("enc", "clear");
        envelope.put("load", load);
        envelope.put("version", 3L);
        ask(MsgPack.packWire(envelope));
    }

    /** What proves a minion is put where it belongs; the rest is as given. */
    void askAsMinion(Object load) {
        if (!(load instanceof Map<?, ?> given)) {
            return;
        }
        Map<Object, Object> full = new LinkedHashMap<>(given);
        full.put("nonce", "%032x".formatted(number++));
        full.put("ts", System.currentTimeMillis() / 1000);
        full.put("tok", minion.token());
        full.put("id", "m1");
        Map<String, Object> envelope = new LinkedHashMap<>();
        envelope.put("enc", "aes");
        envelope.put("load", Envelope.seal(session.requestKey(), full));
        envelope.put("version", 3L);
        envelope.put("id", "m1");
        ask(MsgPack.packWire(envelope));
    }

    /** A field that is missing or of another kind is refused by one of these; anything else nobody thought of. */
    @Override
    public void onRequestFailed(String cmd, Throwable failure) {
        boolean named = failure.getClass() == IllegalArgumentException.class
                || failure instanceof DataException
                || failure instanceof WireException;
        if (!named) {
            broken = failure;
        }
    }
}
