package io.brine.minion;

import io.brine.channel.Credentials;
import io.brine.channel.MinionIdentity;
import io.brine.channel.ReqChannel;
import io.brine.channel.SignIn;
import io.brine.channel.SignInResult;
import io.brine.config.MasterAddress;
import io.brine.config.MinionConfig;
import io.brine.functions.CommandExecutionException;
import io.brine.functions.PillarQuery;
import io.brine.keys.MinionKeyFiles;
import io.brine.transport.RequestClient;
import io.brine.transport.Roads;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one master a {@code salt-call} speaks to. Answers are opened on the event loop: nobody else needs it. */
record CallMaster(String host, String id, MasterRequests requests, RequestClient client, Roads roads)
        implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(CallMaster.class);
    private static final int EXIT_FAILED = 1;
    private static final int EXIT_PENDING = 2;
    private static final int EXIT_REFUSED = 77;

    /**
     * Tries these masters in their order.
     *
     * @throws SaltCallException if our key is not accepted, or nobody answers
     */
    static CallMaster find(MinionConfig config, List<MasterAddress> addresses, Roads roads, GrainsBook grains) {
        MinionKeyFiles keys = MinionKeyFiles.loadOrCreate(
                config.paths().pkiDir(), config.auth().keysize());
        MinionIdentity me = Identity.of(config, keys);
        String problem = "no master is configured";
        for (MasterAddress address : addresses) {
            MasterEndpoints endpoints = new MasterEndpoints(address, config);
            RequestClient client = roads.requestClient(endpoints.sideRequests(), endpoints.requestOptions());
            SignIn signIn = new SignIn(
                    me,
                    Identity.rules(config, grains.forMaster(address.host())),
                    new MasterKeyStore(keys, config.auth().masterSignKeyName()));
            Duration timeout = Duration.ofMillis((long) (config.auth().timeoutSeconds() * 1000));
            Credentials credentials = new Credentials(signIn, client, Runnable::run, timeout);
            problem = signIn(credentials, config.auth().tries());
            if (problem.isEmpty()) {
                ReqChannel channel = new ReqChannel(client, credentials, me, Runnable::run, Clock.systemUTC());
                MasterRequests requests = new MasterRequests(endpoints, channel, () -> true, () -> {});
                return new CallMaster(address.host(), config.id().value(), requests, client, roads);
            }
            client.close();
            log.debug("Master {}: {}", address, problem);
        }
        roads.close();
        throw new SaltCallException(EXIT_FAILED, problem);
    }

    /** Empty if it worked. */
    private static String signIn(Credentials credentials, int tries) {
        for (int attempt = 1; ; attempt++) {
            try {
                return problem(credentials.signIn().get());
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
                throw new SaltCallException(EXIT_FAILED, "interrupted");
            } catch (ExecutionException failed) {
                if (!(failed.getCause() instanceof TimeoutException)) {
                    return String.valueOf(failed.getCause().getMessage());
                }
                if (attempt >= Math.max(1, tries)) {
                    return "Attempt to authenticate with the salt master failed with timeout error";
                }
            }
        }
    }

    private static String problem(SignInResult result) {
        if (result instanceof SignInResult.Accepted) {
            return "";
        }
        if (result instanceof SignInResult.Pending) {
            throw new SaltCallException(
                    EXIT_PENDING, "Minion failed to authenticate with the master, has the minion key been accepted?");
        }
        if (result instanceof SignInResult.Refused) {
            throw new SaltCallException(
                    EXIT_REFUSED,
                    "The Salt Master has rejected this minion's public key!\n"
                            + "To repair this issue, delete the public key for this minion on the Salt Master.");
        }
        return "Sign-in attempt failed: " + result;
    }

    /** @throws SaltCallException if there is none */
    Map<String, Object> pillar(RemotePillar source) {
        try {
            return source.apply(PillarQuery.OWN);
        } catch (CommandExecutionException failed) {
            throw new SaltCallException(EXIT_FAILED, failed.getMessage());
        }
    }

    /** @param ret as shown to the person; the master gives it a jid of its own */
    void send(Map<String, Object> ret) {
        Map<String, Object> load = new LinkedHashMap<>();
        load.put("cmd", "_return");
        load.put("id", id);
        load.putAll(ret);
        load.put("jid", "req");
        try {
            requests.request(load);
        } catch (CommandExecutionException unheard) {
            log.warn("The master does not know of this call: {}", unheard.getMessage());
        }
    }

    @Override
    public void close() {
        client.close();
        roads.close();
    }
}
