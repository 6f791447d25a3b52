package io.brine.master;

import io.brine.channel.Credentials;
import io.brine.channel.MasterKeyFile;
import io.brine.channel.MinionIdentity;
import io.brine.channel.PubChannel;
import io.brine.channel.Publication;
import io.brine.channel.ReqChannel;
import io.brine.channel.Session;
import io.brine.channel.SignIn;
import io.brine.channel.SignInResult;
import io.brine.channel.SignInRules;
import io.brine.crypt.EncryptionAlgorithm;
import io.brine.crypt.RsaKeyPair;
import io.brine.crypt.SigningAlgorithm;
import io.brine.transport.PublishClient;
import io.brine.transport.RequestClient;
import io.brine.transport.Roads.RoadOptions;
import io.brine.wire.MinionId;
import io.brine.wire.PublishLoad;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** The channels of a minion without its daemon. */
public final class TestMinion implements AutoCloseable {
    static final RsaKeyPair KEY = RsaKeyPair.generate(2048);

    public final MinionId id;
    public final MinionIdentity identity;
    public final Credentials credentials;
    public final ReqChannel requests;
    private final RequestClient client;
    private final PubChannel pubChannel;
    private final PublishClient subscriber;
    private final BlockingQueue<Publication> publications = new LinkedBlockingQueue<>();

    TestMinion(String id, MasterSite site) {
        this(id, site, KEY);
    }

    public TestMinion(String id, MasterSite site, RsaKeyPair key) {
        this(id, site, key, id);
    }

    /** @param identity what its SUB socket calls itself; libzmq's says nothing */
    TestMinion(String id, MasterSite site, RsaKeyPair key, String identity) {
        this.id = new MinionId(id);
        MinionIdentity me =
                new MinionIdentity(this.id, key, EncryptionAlgorithm.OAEP_SHA1, SigningAlgorithm.PKCS1V15_SHA1);
        this.identity = me;
        client = site.roads.requestClient(site.requestUri(), RoadOptions.DEFAULT);
        credentials = new Credentials(
                new SignIn(me, SignInRules.DEFAULT, new KeptInMemory()), client, Runnable::run, MasterSite.SOON);
        requests = new ReqChannel(client, credentials, me, Runnable::run, Clock.systemUTC());
        pubChannel = new PubChannel(credentials, this.id, true, Clock.systemUTC());
        subscriber = site.roads.publishClient(
                site.publishUri(),
                identity,
                RoadOptions.DEFAULT,
                frames -> pubChannel.receive(frames).thenAccept(this::onPublication));
        subscriber.subscribe(new byte[0]);
    }

    /** Questions of the master for the name behind a connection are answered, all else is a test's business. */
    private void onPublication(Publication publication) {
        if (publication instanceof Publication.Job job
                && "saltutil.find_job".equals(job.load().fields().get("fun"))) {
            Map<String, Object> load =
                    returned(String.valueOf(job.load().fields().get("jid")), Map.of());
            load.put("fun", "saltutil.find_job");
            load.put("fun_args", job.load().fields().get("arg"));
            requests.ask(load, MasterSite.SOON);
        } else {
            publications.add(publication);
        }
    }

    private record KeptInMemory(AtomicReference<String> pem) implements MasterKeyFile {
        KeptInMemory() {
            this(new AtomicReference<>());
        }

        @Override
        public Optional<String> read() {
            return Optional.ofNullable(pem.get());
        }

        @Override
        public void write(String text) {
            pem.set(text);
        }

        @Override
        public Optional<String> signingKey() {
            return Optional.empty();
        }
    }

    public SignInResult signIn() {
        return credentials.signIn().join();
    }

    public Session session() {
        return credentials.current().orElseThrow();
    }

    public boolean isListening() {
        return subscriber.isConnected();
    }

    public Object ask(Map<String, Object> load) {
        return requests.ask(new LinkedHashMap<>(load), MasterSite.SOON).join();
    }

    public Map<String, Object> askPillar(Map<String, Object> grains) {
        Map<String, Object> load = new LinkedHashMap<>();
        load.put("id", id.value());
        load.put("grains", grains);
        load.put("saltenv", "base");
        load.put("pillarenv", null);
        load.put("pillar_override", null);
        load.put("extra_minion_data", null);
        load.put("ver", "2");
        load.put("cmd", "_pillar");
        return requests.askPillar(load, MasterSite.SOON).join();
    }

    /** The next job that comes, within the usual patience. */
    public PublishLoad nextJob() throws InterruptedException {
        Publication publication = publications.poll(MasterSite.SOON.toSeconds(), TimeUnit.SECONDS);
        if (publication instanceof Publication.Job job) {
            return job.load();
        }
        throw new AssertionError("no job but " + publication);
    }

    public Object give(String jid, Object value) {
        return ask(returned(jid, value));
    }

    /** A retcode that is not 0 is no success. */
    public Object give(String jid, Object value, long retcode) {
        Map<String, Object> load = returned(jid, value);
        load.put("retcode", retcode);
        load.put("success", retcode == 0);
        return ask(load);
    }

    private Map<String, Object> returned(String jid, Object value) {
        Map<String, Object> load = new LinkedHashMap<>();
        load.put("cmd", "_return");
        load.put("id", id.value());
        load.put("success", true);
        load.put("return", value);
        load.put("retcode", 0L);
        load.put("jid", jid);
        load.put("fun", "test.ping");
        load.put("fun_args", List.of());
        return load;
    }

    @Override
    public void close() {
        subscriber.close();
        client.close();
    }
}
