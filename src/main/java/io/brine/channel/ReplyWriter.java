package io.brine.channel;

import io.brine.crypt.Crypticle;
import io.brine.crypt.EncryptionAlgorithm;
import io.brine.crypt.RsaPublicKey;
import io.brine.crypt.SigningAlgorithm;
import io.brine.data.MsgPack;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Turns a reply into the bytes the asking peer expects. Source: 3008.0 channel/server.py handle_message, _encrypt_private, _clear_signed. */
final class ReplyWriter {
    private final MasterSecrets secrets;

    ReplyWriter(MasterSecrets secrets) {
        this.secrets = secrets;
    }

    /** @throws RequestRefusedException if the request gives no means for such a reply */
    byte[] write(OpenedRequest request, Reply reply) {
        if (reply instanceof Reply.Clear clear) {
            return MsgPack.packWire(clear.value());
        }
        if (reply instanceof Reply.Encrypted encrypted) {
            return Envelope.sealPacked(key(request), request.nonce(), encrypted.value());
        }
        if (reply instanceof Reply.Private sealed) {
            return MsgPack.packWire(sealed(request, sealed));
        }
        if (reply instanceof Reply.Signed signed) {
            return MsgPack.packWire(signed(request, signed.load()));
        }
        throw new RequestRefusedException(RequestRefusal.OVERLOADED, "", request.cmd());
    }

    private static Crypticle key(OpenedRequest request) {
        return request.key()
                .orElseThrow(() -> new RequestRefusedException(
                        RequestRefusal.UNSENDABLE_REPLY, "", "an encrypted reply to a clear request"));
    }

    private Object sealed(OpenedRequest request, Reply.Private reply) {
        requireKnownAlgorithms(request, reply);
        Optional<RsaPublicKey> minion = secrets.acceptedKey(reply.id());
        if (minion.isEmpty()) {
            return Map.of("error", "AES key not found");
        }
        if (request.isSigned() && request.nonce().isEmpty()) {
            return Map.of("error", "Nonce not included in request");
        }
        Object pillar = Boolean.FALSE.equals(reply.pillar()) ? Map.of() : reply.pillar();
        Crypticle once = Crypticle.generate();
        byte[] key = minion.get().encrypt(request.caller().encryption(), once.keyBytes());
        Map<String, Object> sealed = new LinkedHashMap<>();
        sealed.put("key", key);
        sealed.put("pillar", Envelope.seal(once, request.isSigned() ? signedPillar(request, key, pillar) : pillar));
        return sealed;
    }

    private Map<String, Object> signedPillar(OpenedRequest request, byte[] key, Object pillar) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("key", key);
        content.put("pillar", pillar);
        content.put("nonce", request.nonce());
        byte[] data = MsgPack.packWire(content);
        Map<String, Object> signed = new LinkedHashMap<>();
        signed.put("data", data);
        signed.put("sig", secrets.masterKey().sign(request.caller().signing(), data));
        return signed;
    }

    private static void requireKnownAlgorithms(OpenedRequest request, Reply.Private reply) {
        if (!isKnown(request.payload().encAlgo(), EncryptionAlgorithm::named)
                || !isKnown(request.payload().sigAlgo(), SigningAlgorithm::named)) {
            throw new RequestRefusedException(
                    RequestRefusal.UNKNOWN_ALGORITHM, reply.id().value(), "");
        }
    }

    private static <T> boolean isKnown(Optional<String> name, Function<String, Optional<T>> named) {
        return name.isEmpty() || named.apply(name.get()).isPresent();
    }

    /** Old peers get the load as it is, an answer with {@code ret} in a clear payload. */
    private Object signed(OpenedRequest request, Map<String, Object> load) {
        if (!request.isSigned()) {
            return load.containsKey("ret") ? clear(load) : load;
        }
        if (!isKnown(name(request, "sig_algo"), SigningAlgorithm::named)) {
            return clear(Map.of("ret", "bad sig algo"));
        }
        if (!load.containsKey("ret") && !isKnown(name(request, "enc_algo"), EncryptionAlgorithm::named)) {
            return clear(Map.of("ret", "bad enc algo"));
        }
        Map<String, Object> content = new LinkedHashMap<>(load);
        if (!request.nonce().isEmpty()) {
            content.put("nonce", request.nonce());
        }
        byte[] bytes = MsgPack.packWire(content);
        Map<String, Object> payload = clear(bytes);
        payload.put("sig", secrets.masterKey().sign(request.caller().signing(), bytes));
        return payload;
    }

    /** {@code _auth} names its algorithms inside the load. */
    private static Optional<String> name(OpenedRequest request, String field) {
        Object name = request.load().get(field);
        return name == null ? Optional.empty() : Optional.of(name instanceof String text ? text : "?");
    }

    private static Map<String, Object> clear(Object load) {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("enc", "clear");
        payload.put("load", load);
        return payload;
    }
}
