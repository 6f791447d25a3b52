package io.brine.channel;

import io.brine.channel.Publication.Dropped;
import io.brine.channel.Publication.Reason;
import io.brine.crypt.CryptException;
import io.brine.crypt.SigningAlgorithm;
import io.brine.data.DataException;
import io.brine.data.MsgPack;
import io.brine.data.Trees;
import io.brine.wire.MinionId;
import io.brine.wire.Payload;
import io.brine.wire.PublishLoad;
import io.brine.wire.WireException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * A minion's end of 4505 without its socket: checks signature, opens, checks the serial. What does not open makes one new
 * sign-in and is then tried again. A signature that is there is always checked; after the first one from a session, every
 * publish must have one. Thread-safe. Source: 3008.0 channel/client.py AsyncPubChannel; minion.py _handle_payload.
 */
public final class PubChannel {
    /** While the same keys keep failing, sign-ins because of publishes are this far apart. */
    private static final Duration RENEWAL_PAUSE = Duration.ofSeconds(10);

    private static final byte[] BROADCAST = "broadcast".getBytes(StandardCharsets.US_ASCII);

    private final Credentials credentials;
    private final boolean requiresSignature;
    private final byte[] ownTopic;
    private final Clock clock;
    private volatile Session signedSession;
    private Session lastFailed;
    private Instant nextRenewal = Instant.MIN;

    /** @param requiresSignature option {@code sign_pub_messages} of the minion */
    public PubChannel(Credentials credentials, MinionId id, boolean requiresSignature, Clock clock) {
        this.credentials = credentials;
        this.requiresSignature = requiresSignature;
        this.ownTopic = PubServerChannel.topic(id.value());
        this.clock = clock;
    }

    /** What to subscribe to with {@code zmq_filtering}; without it, everything. */
    public List<byte[]> topics() {
        return List.of(BROADCAST.clone(), ownTopic.clone());
    }

    /**
     * What these frames are. Completes at once unless a sign-in is needed; never fails: a sign-in that fails makes it
     * {@link Reason#NOT_OPENED}. To keep the order of jobs, give the next message after this one is complete.
     */
    public CompletableFuture<Publication> receive(List<byte[]> frames) {
        if (frames.isEmpty() || frames.size() > 2) {
            return dropped(Reason.MALFORMED, frames.size() + " frames");
        }
        if (frames.size() == 2 && !isMine(frames.get(0))) {
            return dropped(Reason.OTHER_TOPIC, "");
        }
        Map<String, Object> payload;
        byte[] sealed;
        try {
            payload = Trees.fields(MsgPack.unpackWire(frames.get(frames.size() - 1)));
            if (!Payload.AES.equals(payload.get("enc"))) {
                return dropped(Reason.NOT_ENCRYPTED, "");
            }
            sealed = Trees.bytes(payload.get("load"));
        } catch (DataException malformed) {
            return dropped(Reason.MALFORMED, malformed.getMessage());
        }
        return received(payload, sealed);
    }

    private boolean isMine(byte[] topic) {
        return Arrays.equals(topic, ownTopic) || Arrays.equals(topic, BROADCAST);
    }

    private CompletableFuture<Publication> received(Map<String, Object> payload, byte[] sealed) {
        Session session = credentials.current().orElse(null);
        if (session != null) {
            try {
                return CompletableFuture.completedFuture(opened(session, payload, sealed));
            } catch (CryptException stale) {
                if (!mayRenew(session)) {
                    return dropped(Reason.NOT_OPENED, "signed in a moment ago");
                }
            }
        }
        return (session == null ? credentials.session() : credentials.renew(session))
                .thenApply(renewed -> openedOrDropped(renewed, payload, sealed))
                .exceptionally(failure -> new Dropped(Reason.NOT_OPENED, "no new session"));
    }

    private Publication openedOrDropped(Session session, Map<String, Object> payload, byte[] sealed) {
        try {
            return opened(session, payload, sealed);
        } catch (CryptException stillStale) {
            return new Dropped(Reason.NOT_OPENED, stillStale.getMessage());
        }
    }

    private synchronized boolean mayRenew(Session session) {
        Instant now = clock.instant();
        if (session == lastFailed && now.isBefore(nextRenewal)) {
            return false;
        }
        lastFailed = session;
        nextRenewal = now.plus(RENEWAL_PAUSE);
        return true;
    }

    /** @throws CryptException if it does not open with this session's key */
    private Publication opened(Session session, Map<String, Object> payload, byte[] sealed) {
        boolean isSigned = payload.get("sig") != null;
        if (!isSigned && (requiresSignature || signedSession == session)) {
            return new Dropped(Reason.UNSIGNED, "");
        }
        // The envelope first: a master that was replaced has other keys, and then the signature is wrong, too.
        Object load = decoded(session, sealed);
        if (isSigned && !isSignedByMaster(session, payload, sealed)) {
            return new Dropped(Reason.BAD_SIGNATURE, "");
        }
        if (isSigned) {
            signedSession = session;
        }
        return job(session, load);
    }

    private static Object decoded(Session session, byte[] sealed) {
        try {
            return Envelope.open(session.shared(), sealed);
        } catch (DataException noTree) {
            return Map.of();
        }
    }

    private static Publication job(Session session, Object load) {
        Object fresh = session.serials().pass(load);
        if (fresh instanceof Map<?, ?> rest && rest.isEmpty() && load instanceof Map<?, ?> map && !map.isEmpty()) {
            return new Dropped(Reason.OLD_SERIAL, "serial " + map.get("serial"));
        }
        try {
            return new Publication.Job(PublishLoad.of(withoutInternals(fresh)));
        } catch (WireException noJob) {
            return new Dropped(Reason.NOT_A_JOB, noJob.getMessage());
        }
    }

    /** Names with two underscores are the reference's own notes to itself; from outside they mean nothing. */
    private static Object withoutInternals(Object load) {
        if (!(load instanceof Map<?, ?> map)) {
            return load;
        }
        Map<Object, Object> plain = new LinkedHashMap<>(map);
        plain.keySet().removeIf(key -> key instanceof String name && name.startsWith("__"));
        return plain;
    }

    private static boolean isSignedByMaster(Session session, Map<String, Object> payload, byte[] sealed) {
        Object name = payload.getOrDefault("sig_algo", SigningAlgorithm.PKCS1V15_SHA1.wireName());
        try {
            byte[] sig = Trees.bytes(payload.get("sig"));
            return name instanceof String text
                    && SigningAlgorithm.named(text)
                            .map(algorithm -> session.masterKey().verifies(algorithm, sealed, sig))
                            .orElse(false);
        } catch (DataException noSignature) {
            return false;
        }
    }

    private static CompletableFuture<Publication> dropped(Reason reason, String detail) {
        return CompletableFuture.completedFuture(new Dropped(reason, detail));
    }
}
