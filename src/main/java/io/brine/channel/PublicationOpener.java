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
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * From frames of 4505 to a job, given a session. A signature that is there is always checked; after the first one under a
 * session, every publish must have one. Thread-safe. Source: 3008.0 channel/client.py _decode_payload; minion.py _handle_payload.
 */
public final class PublicationOpener {
    private static final byte[] BROADCAST = "broadcast".getBytes(StandardCharsets.US_ASCII);

    private final boolean requiresSignature;
    private final byte[] ownTopic;
    private volatile Session signedSession;

    /** @param requiresSignature option {@code sign_pub_messages} of the minion */
    public PublicationOpener(MinionId id, boolean requiresSignature) {
        this.requiresSignature = requiresSignature;
        this.ownTopic = PubServerChannel.topic(id.value());
    }

    /** What to subscribe to with {@code zmq_filtering}; without it, everything. */
    public List<byte[]> topics() {
        return List.of(BROADCAST.clone(), ownTopic.clone());
    }

    /** @throws CryptException if it does not open with this session's key */
    public Publication open(Session session, List<byte[]> frames) {
        if (frames.isEmpty() || frames.size() > 2) {
            return new Dropped(Reason.MALFORMED, frames.size() + " frames");
        }
        if (frames.size() == 2 && !isMine(frames.get(0))) {
            return new Dropped(Reason.OTHER_TOPIC, "");
        }
        Map<String, Object> payload;
        byte[] sealed;
        try {
            payload = Trees.fields(MsgPack.unpackWire(frames.get(frames.size() - 1)));
            if (!Payload.AES.equals(payload.get("enc"))) {
                return new Dropped(Reason.NOT_ENCRYPTED, "");
            }
            sealed = Trees.bytes(payload.get("load"));
        } catch (DataException malformed) {
            return new Dropped(Reason.MALFORMED, malformed.getMessage());
        }
        return open(session, payload, sealed);
    }

    private boolean isMine(byte[] topic) {
        return Arrays.equals(topic, ownTopic) || Arrays.equals(topic, BROADCAST);
    }

    private Publication open(Session session, Map<String, Object> payload, byte[] sealed) {
        // The envelope first: a master that was restarted has other keys, and perhaps other rules for signatures.
        Object load = decoded(session, sealed);
        boolean isSigned = payload.get("sig") != null;
        if (!isSigned && (requiresSignature || signedSession == session)) {
            return new Dropped(Reason.UNSIGNED, "");
        }
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
}
