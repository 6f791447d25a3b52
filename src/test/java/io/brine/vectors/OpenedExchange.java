package io.brine.vectors;

import io.brine.channel.Envelope;
import io.brine.crypt.CryptException;
import io.brine.crypt.Crypticle;
import io.brine.data.DataException;
import io.brine.data.MsgPack;
import io.brine.data.Trees;
import io.brine.wire.Payload;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An exchange opened with the keys of its recording.
 *
 * @param payload empty if the request is no payload
 * @param key what opened it; empty for clear requests and those that open with no recorded key
 * @param load the request's map; null if it is none
 * @param reply the reply's outer tree
 */
record OpenedExchange(
        Exchange exchange, Optional<Payload> payload, Optional<Crypticle> key, Map<String, Object> load, Object reply) {
    static OpenedExchange of(Recording recording, Exchange exchange) {
        Optional<Payload> payload = Optional.empty();
        try {
            payload = Payload.of(MsgPack.unpackWire(exchange.request()));
        } catch (DataException garbage) {
            return new OpenedExchange(exchange, payload, Optional.empty(), null, MsgPack.unpackWire(exchange.reply()));
        }
        Object reply = MsgPack.unpackWire(exchange.reply());
        if (payload.isEmpty() || !payload.get().enc().equals(Payload.AES)) {
            return new OpenedExchange(
                    exchange,
                    payload,
                    Optional.empty(),
                    fields(payload.map(Payload::load).orElse(null)),
                    reply);
        }
        for (Crypticle key : candidates(recording, payload.get())) {
            try {
                Object load = Envelope.open(key, Trees.bytes(payload.get().load()));
                return new OpenedExchange(exchange, payload, Optional.of(key), fields(load), reply);
            } catch (CryptException | DataException other) {
                // the next one
            }
        }
        return new OpenedExchange(exchange, payload, Optional.empty(), null, reply);
    }

    private static List<Crypticle> candidates(Recording recording, Payload payload) {
        return payload.version() > 2 ? recording.sessionKeys(String.valueOf(payload.id())) : recording.sharedKeys();
    }

    private static Map<String, Object> fields(Object tree) {
        return tree instanceof Map<?, ?> ? Trees.fields(tree) : null;
    }

    String cmd() {
        return load != null && load.get("cmd") instanceof String cmd ? cmd : "";
    }

    String nonce() {
        return load != null && load.get("nonce") instanceof String nonce ? nonce : "";
    }

    boolean isProven() {
        return payload.map(outer -> outer.version() > 2).orElse(false);
    }

    /** The tree under an encrypted reply; empty if the reply is not sealed with the request's key. */
    Optional<Object[]> openedReply() {
        if (key.isEmpty() || !(reply instanceof String || reply instanceof byte[])) {
            return Optional.empty();
        }
        try {
            boolean prefixed = payload.orElseThrow().version() > 1 && !nonce().isEmpty();
            byte[] sealed = Trees.bytes(reply);
            Object tree = prefixed ? Envelope.openReply(key.get(), sealed, nonce()) : Envelope.open(key.get(), sealed);
            return Optional.of(new Object[] {tree});
        } catch (CryptException plain) {
            return Optional.empty();
        }
    }
}
