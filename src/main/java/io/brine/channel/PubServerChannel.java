package io.brine.channel;

import io.brine.crypt.Crypticle;
import io.brine.crypt.HashType;
import io.brine.crypt.SigningAlgorithm;
import io.brine.data.MsgPack;
import io.brine.wire.PublishLoad;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The master's end of 4505 without its socket: gives a job its serial, seals it with the shared key, signs it, and with
 * {@code zmq_filtering} addresses it. Thread-safe; jobs leave in the order of their serials.
 * Source: 3008.0 channel/server.py PubServerChannel.wrap_payload; 3006.0 transport/zeromq.py publish.
 */
public final class PubServerChannel {
    private static final String BROADCAST = "broadcast";
    private static final String SYNDIC = "syndic";

    /**
     * @param isSigned option {@code sign_pub_messages}
     * @param algorithm option {@code publish_signing_algorithm}
     * @param isFiltered option {@code zmq_filtering}: every message has a topic frame
     * @param ordersMasters option {@code order_masters}: syndics get jobs that are addressed, too
     */
    public record PubRules(boolean isSigned, SigningAlgorithm algorithm, boolean isFiltered, boolean ordersMasters) {
        public static final PubRules DEFAULT = new PubRules(true, SigningAlgorithm.PKCS1V15_SHA1, false, false);
    }

    private final MasterSecrets secrets;
    private final Serials serials;
    private final PubRules rules;

    public PubServerChannel(MasterSecrets secrets, Serials serials, PubRules rules) {
        this.secrets = secrets;
        this.serials = serials;
        this.rules = rules;
    }

    /**
     * Sends one job.
     *
     * @param minions the ids the target was resolved to; looked at with {@code zmq_filtering} only
     * @param road takes each multipart message, in order; called before this returns
     * @return the job's serial
     */
    public synchronized long publish(PublishLoad load, Collection<String> minions, Consumer<List<byte[]>> road) {
        Crypticle key = secrets.sharedKeys().get(0);
        long serial = serials.next(key.keyString());
        byte[] body = body(key, load, serial);
        if (rules.isFiltered()) {
            topics(load, minions).forEach(topic -> road.accept(List.of(topic, body)));
        } else {
            road.accept(List.of(body));
        }
        return serial;
    }

    private byte[] body(Crypticle key, PublishLoad load, long serial) {
        Map<String, Object> job = new LinkedHashMap<>(load.fields());
        job.put("serial", serial);
        byte[] sealed = Envelope.seal(key, job);
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("enc", "aes");
        payload.put("load", sealed);
        if (rules.isSigned()) {
            payload.put("sig_algo", rules.algorithm().wireName());
            payload.put("sig", secrets.masterKey().sign(rules.algorithm(), sealed));
        }
        return MsgPack.packWire(payload);
    }

    private List<byte[]> topics(PublishLoad load, Collection<String> minions) {
        Collection<String> ids = switch (load.tgtType()) {
            case "glob", "pcre" -> minions;
            case "list" ->
                load.tgt() instanceof List<?> listed
                        ? listed.stream().map(String::valueOf).toList()
                        : minions;
            default -> List.of();
        };
        List<byte[]> topics = new ArrayList<>();
        ids.forEach(id -> topics.add(topic(id)));
        if (topics.isEmpty()) {
            topics.add(BROADCAST.getBytes(StandardCharsets.US_ASCII));
        } else if (rules.ordersMasters()) {
            topics.add(SYNDIC.getBytes(StandardCharsets.US_ASCII));
        }
        return topics;
    }

    /** The topic of one minion: hex SHA-1 of its id. */
    static byte[] topic(String id) {
        return HashType.SHA1.hex(id).getBytes(StandardCharsets.US_ASCII);
    }
}
