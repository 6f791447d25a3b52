package io.brine.minion;

import io.brine.crypt.RsaKeyPair;
import io.brine.crypt.SigningAlgorithm;
import io.brine.data.MsgPack;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@code minion_sign_messages}: {@code sig} over the local MessagePack of a return, before the channel adds anything to it.
 * PKCS1v15-SHA1 whatever {@code signing_algorithm} says (PROTOCOL 17.2). Source: 3006.0 salt/minion.py Minion._return_pub
 */
record ReturnSigning(boolean isOn, RsaKeyPair key) {
    /** The load itself if signing is off. */
    Map<String, Object> signed(Map<String, Object> load) {
        if (!isOn) {
            return load;
        }
        Map<String, Object> signed = new LinkedHashMap<>(load);
        signed.put("sig", key.sign(SigningAlgorithm.PKCS1V15_SHA1, MsgPack.packLocal(load)));
        return signed;
    }

    @Override
    public String toString() {
        return "ReturnSigning[" + isOn + "]";
    }
}
