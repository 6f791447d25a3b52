package io.brine.crypt;

import java.util.Optional;

/** RSA encryption as a peer names it (PROTOCOL 17.1). */
public enum EncryptionAlgorithm {
    OAEP_SHA1("OAEP-SHA1"),
    OAEP_SHA224("OAEP-SHA224");

    private final String wireName;

    EncryptionAlgorithm(String wireName) {
        this.wireName = wireName;
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
}
