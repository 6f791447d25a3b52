package io.brine.channel;

import io.brine.crypt.ConstantTime;
import io.brine.crypt.CryptException;
import io.brine.crypt.Crypticle;
import io.brine.crypt.RsaPublicKey;
import io.brine.data.DataException;
import io.brine.data.MsgPack;
import io.brine.data.Trees;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The private reply to {@code _pillar}: {key, pillar}, sealed with a key of its own that only one minion's RSA key opens, and
 * signed by the master (PROTOCOL 8.1). Source: 3008.0 channel/client.py crypted_transfer_decode_dictentry.
 */
public final class PillarReply {
    private PillarReply() {}

    /** Whether this is a private reply; anything else is a master that does not know us. */
    public static boolean isPrivate(Object reply) {
        return reply instanceof Map<?, ?> map && map.containsKey("key") && map.containsKey("pillar");
    }

    /**
     * The pillar of a private reply.
     *
     * @throws MasterRefusedException if it is not for us, not signed by this master, or answers another request
     */
    public static Map<String, Object> open(MinionIdentity me, RsaPublicKey master, String nonce, Object reply) {
        try {
            Map<String, Object> sealed = Trees.fields(reply);
            byte[] sealedKey = Trees.bytes(sealed.get("key"));
            byte[] key = me.key().decrypt(me.encryption(), sealedKey);
            Crypticle once = new Crypticle(new String(key, StandardCharsets.US_ASCII));
            Map<String, Object> signed = Trees.fields(Envelope.open(once, Trees.bytes(sealed.get("pillar"))));
            byte[] data = Trees.bytes(signed.get("data"));
            byte[] sig = Trees.bytes(signed.get("sig"));
            if (!master.verifies(me.signing(), data, sig)) {
                throw new MasterRefusedException("Pillar payload signature failed to validate.");
            }
            return pillar(sealedKey, nonce, Trees.fields(MsgPack.unpackWire(data)));
        } catch (CryptException | DataException wrong) {
            throw new MasterRefusedException("the pillar cannot be opened: " + wrong.getMessage());
        }
    }

    private static Map<String, Object> pillar(byte[] sealedKey, String nonce, Map<String, Object> content) {
        if (!ConstantTime.same(sealedKey, Trees.bytes(content.get("key")))) {
            throw new MasterRefusedException("Key verification failed.");
        }
        if (!(content.get("nonce") instanceof String answered) || !ConstantTime.same(nonce, answered)) {
            throw new MasterRefusedException("Pillar nonce verification failed.");
        }
        if (!(content.get("pillar") instanceof Map<?, ?>)) {
            throw new MasterRefusedException("Got a bad pillar from master, type " + Trees.kind(content.get("pillar")));
        }
        return Trees.fields(content.get("pillar"));
    }
}
