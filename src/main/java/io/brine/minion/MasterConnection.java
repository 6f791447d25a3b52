package io.brine.minion;

import io.brine.channel.Credentials;
import io.brine.channel.PubChannel;
import io.brine.channel.ReqChannel;
import io.brine.channel.SignIn;
import io.brine.config.MasterAddress;
import io.brine.config.MinionConfig;
import io.brine.data.DataException;
import io.brine.functions.ChildProcesses;
import io.brine.functions.CommandExecutionException;
import io.brine.functions.FunctionCall;
import io.brine.functions.FunctionOutcome;
import io.brine.functions.JobFacts;
import io.brine.functions.MasterLink;
import io.brine.functions.PillarQuery;
import io.brine.minion.Admission.Verdict;
import io.brine.transport.RequestClient;
import io.brine.wire.PublishLoad;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything between this minion and one of its masters: session, requests, subscription, pillar, jobs. One thread opens and
 * serves it; the subscription tells it what happens by signals.
 */
final class MasterConnection implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(MasterConnection.class);
    private static final Duration SUBSCRIPTION_PATIENCE = Duration.ofSeconds(10);
    private static final Duration SESSION_DOUBT_PAUSE = Duration.ofSeconds(10);

    private enum Signal {
        LOST,
        BACK,
        SESSION_DOUBTED,
        LEAVE
    }

    private final MinionParts parts;
    private final MinionConfig config;
    private final MasterEndpoints endpoints;
    private final String name;
    private final Knowledge knowledge = new Knowledge();
    private final RequestClient client;
    private final Credentials credentials;
    private final Admission admission;
    private final MasterRequests requests;
    private final ReturnSigning signing;
    private final RemotePillar pillar;
    private final Subscription subscription;
    private final MinionContext.Surroundings around;
    private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
    private volatile boolean connected;
    private ReturnRoad returnRoad;

    MasterConnection(MasterAddress address, MinionParts parts) {
        this.parts = parts;
        this.config = parts.config();
        this.endpoints = new MasterEndpoints(address, config);
        this.name = address.toString();
        knowledge.grains(parts.grains().forMaster(address.host()));
        this.client = parts.roads().requestClient(endpoints.requests(), endpoints.requestOptions());
        this.credentials = credentials();
        this.admission = new Admission(name, credentials, config.auth(), parts.listener());
        ReqChannel channel = new ReqChannel(client, credentials, parts.me(), parts.crypto(), parts.clock());
        this.requests = new MasterRequests(endpoints, channel, () -> connected, this::doubtSession);
        this.pillar = new RemotePillar(config, requests::pillar, knowledge::grains);
        this.signing =
                new ReturnSigning(config.auth().minionSignMessages(), parts.me().key());
        this.around = surroundings(address);
        this.subscription = subscription();
    }

    private Credentials credentials() {
        MasterKeyStore store = new MasterKeyStore(parts.keys(), config.auth().masterSignKeyName());
        SignIn signIn = new SignIn(parts.me(), Identity.rules(config, knowledge.grains()), store);
        Duration timeout = Duration.ofMillis((long) (config.auth().timeoutSeconds() * 1000));
        return new Credentials(signIn, client, parts.crypto(), timeout);
    }

    private MinionContext.Surroundings surroundings(MasterAddress address) {
        Map<String, Object> options = new LinkedHashMap<>(config.raw());
        options.put("master", address.host());
        options.put("master_uri", "tcp://" + name);
        return new MinionContext.Surroundings(
                config.id().value(),
                options,
                knowledge,
                parts.functions(),
                FileClients.of(config, requests),
                requests,
                new DaemonServices(parts.running(), parts.bus(), parts.refreshes(), pillar));
    }

    private Subscription subscription() {
        PubChannel channel =
                new PubChannel(credentials, config.id(), config.auth().signPubMessages(), parts.clock());
        PublicationListener publications = new PublicationListener(
                name, channel, new Self(config.id().value(), knowledge), parts, new PublicationListener.Jobs() {
                    @Override
                    public void start(PublishLoad load) {
                        startJob(load);
                    }

                    @Override
                    public void doubtSession() {
                        MasterConnection.this.doubtSession();
                    }
                });
        return new Subscription(endpoints, parts, channel, publications, new Subscription.Watcher() {
            @Override
            public void onBack() {
                signals.add(Signal.BACK);
            }

            @Override
            public void onLost() {
                signals.add(Signal.LOST);
            }
        });
    }

    String name() {
        return name;
    }

    MasterLink link() {
        return requests;
    }

    boolean isConnected() {
        return connected;
    }

    /**
     * Signs in, subscribes, fetches the pillar and says that we are here: in this order, so that no job is lost that the master
     * publishes once it knows of us.
     *
     * @param isOnlyHope keep trying; otherwise whoever calls has other masters
     */
    Verdict open(boolean isOnlyHope) throws InterruptedException {
        Verdict verdict = isOnlyHope ? admission.seek() : admission.seekOnce();
        if (verdict != Verdict.ACCEPTED) {
            return verdict;
        }
        subscription.open(credentials.current().orElseThrow().publishPort());
        boolean isSubscribed = subscription.awaitReady(SUBSCRIPTION_PATIENCE);
        while (!refreshPillar()) {
            if (!isOnlyHope) {
                return Verdict.FAILED;
            }
            TimeUnit.MILLISECONDS.sleep((long) (config.auth().acceptanceWaitSeconds() * 1000));
        }
        if (!isSubscribed && !isOnlyHope) {
            return Verdict.FAILED;
        }
        announce();
        return Verdict.ACCEPTED;
    }

    private void announce() {
        connected = true;
        StartEvents events = new StartEvents(config.id().value(), config.startup(), parts.clock());
        events.loads(knowledge.grains()).forEach(requests::fire);
        parts.bus()
                .fire("__master_connected", Map.of("master", endpoints.address().host()));
        openReturnRoad();
        parts.listener().onReady(name);
        log.info("Minion is ready to receive requests! Master {}", name);
    }

    private void openReturnRoad() {
        closeReturnRoad();
        returnRoad = parts.returns().open(name, load -> requests.deliver(signing.signed(load)));
    }

    private void closeReturnRoad() {
        if (returnRoad != null) {
            parts.returns().close(returnRoad);
        }
        returnRoad = null;
    }

    /**
     * Stays until there is a reason to end.
     *
     * @param leavesWhenLost ends with FAILED when the connection breaks; otherwise waits for it to come back
     * @return ACCEPTED if asked to {@link #leave()}
     */
    Verdict serve(boolean leavesWhenLost) throws InterruptedException {
        while (true) {
            Verdict verdict = Verdict.ACCEPTED;
            switch (signals.take()) {
                case LOST -> {
                    lost();
                    verdict = leavesWhenLost && !isBackInTime() ? Verdict.FAILED : Verdict.ACCEPTED;
                }
                case BACK -> verdict = comeBack();
                case SESSION_DOUBTED -> verdict = renewSession();
                case LEAVE -> {
                    return Verdict.ACCEPTED;
                }
                default -> throw new IllegalStateException("no such signal");
            }
            if (verdict != Verdict.ACCEPTED) {
                return verdict;
            }
        }
    }

    /** Makes {@link #serve} end. */
    void leave() {
        signals.add(Signal.LEAVE);
    }

    private void lost() {
        connected = false;
        closeReturnRoad();
        log.warn("Connection to master {} lost", name);
        parts.listener().onConnectionLost(name);
        parts.bus()
                .fire(
                        "__master_disconnected",
                        Map.of("master", endpoints.address().host()));
    }

    /** {@code master_alive_interval} seconds of grace before the next master is tried. */
    private boolean isBackInTime() throws InterruptedException {
        return subscription.awaitReady(
                Duration.ofSeconds(Math.max(0, config.masters().aliveIntervalSeconds())));
    }

    /** The master may be another process now, with other keys; many minions come back at once, so not all in the same moment. */
    private Verdict comeBack() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(jitterMillis());
        Verdict verdict = admission.seek();
        if (verdict == Verdict.ACCEPTED) {
            log.info("Connection to master {} re-established", name);
            subscription.move(credentials.current().orElseThrow().publishPort());
            announce();
        }
        return verdict;
    }

    private long jitterMillis() {
        int most = config.reconnect().defaultMillis();
        return config.reconnect().randomize() && most > 0
                ? ThreadLocalRandom.current().nextLong(most)
                : 0;
    }

    private Verdict renewSession() throws InterruptedException {
        Verdict verdict = admission.seek();
        if (verdict == Verdict.ACCEPTED) {
            subscription.move(credentials.current().orElseThrow().publishPort());
            TimeUnit.MILLISECONDS.sleep(SESSION_DOUBT_PAUSE.toMillis());
            signals.removeIf(signal -> signal == Signal.SESSION_DOUBTED);
        }
        return verdict;
    }

    private void doubtSession() {
        if (!signals.contains(Signal.SESSION_DOUBTED)) {
            signals.add(Signal.SESSION_DOUBTED);
        }
    }

    /** False if the master did not give it; the old one stays. */
    boolean refreshPillar() {
        try {
            knowledge.pillar(pillar.apply(PillarQuery.OWN));
            return true;
        } catch (CommandExecutionException | DataException failed) {
            log.error("Pillar data could not be refreshed. Master {}: {}", name, failed.getMessage());
            return false;
        }
    }

    void takeGrains() {
        knowledge.grains(parts.grains().forMaster(endpoints.address().host()));
    }

    /** {@code ping_interval}: tells the master that we are there. */
    void ping() {
        Map<String, Object> load = new LinkedHashMap<>();
        load.put("id", config.id().value());
        load.put("cmd", "_minion_event");
        load.put("pretag", null);
        load.put("data", "ping");
        load.put("tag", "minion_ping");
        requests.fire(load);
    }

    /** Runs a job of this master, and returns to it. */
    void startJob(PublishLoad load) {
        Map<String, Object> fields = new LinkedHashMap<>(load.fields());
        fields.put("jid", load.jid().value());
        if (!load.ret().isEmpty()) {
            log.error("Returner {} is not available; job {} returns to its master only", load.ret(), load.jid());
        }
        parts.runner().start(fields, this::context, returned -> parts.returns().send(name, returned));
    }

    private MinionContext context(JobFacts job, ChildProcesses children) {
        return new MinionContext(around, job, children);
    }

    /** Calls a function for the daemon itself. Nobody waits for the return. */
    void call(String fun, List<?> arg) {
        try {
            FunctionOutcome outcome = new FunctionCall(context(JobFacts.NONE, new ChildProcesses())).run(fun, arg);
            log.debug("{} for master {}: success {}", fun, name, outcome.success());
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        connected = false;
        closeReturnRoad();
        subscription.close();
        client.close();
    }
}
