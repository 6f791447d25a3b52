package io.brine.crypt;

import java.security.spec.MGF1ParameterSpec;
import java.util.Optional;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;

/** RSA encryption as a peer names it (PROTOCOL 17.1). */
public enum EncryptionAlgorithm {
    OAEP_SHA1("OAEP-SHA1", "SHA-1"),
    OAEP_SHA224("OAEP-SHA224", "SHA-224");

    private final String wireName;
    private final String digest;

    EncryptionAlgorithm(String wireName, String digest) {
        this.wireName = wireName;
        this.digest = digest;
    }

    public String wireName() {
        return wireName;
    }

    public static Optional<EncryptionAlgorithm> named(String wireName) {
        for (EncryptionAlgorithm algorithm : values()) {
            if (algorithm.wireName.equals(wireName)) {
                return Optional.of(algorithm);
            }
        }
        return Optional.empty();
    }

    /** Hash and mask hash are the same; Java's algorithm names would leave the mask at SHA-1. */
    OAEPParameterSpec parameters() {
        return new OAEPParameterSpec(digest, "MGF1", new MGF1ParameterSpec(digest), PSource.PSpecified.DEFAULT);
    }
}
