package io.brine.crypt;

import java.util.Optional;

/** RSA signatures as a peer names them (PROTOCOL 17.1). */
public enum SigningAlgorithm {
    PKCS1V15_SHA1("PKCS1v15-SHA1"),
    PKCS1V15_SHA224("PKCS1v15-SHA224");

    private final String wireName;

    SigningAlgorithm(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    public static Optional<SigningAlgorithm> named(String wireName) {
        for (SigningAlgorithm algorithm : values()) {
            if (algorithm.wireName.equals(wireName)) {
                return Optional.of(algorithm);
            }
        }
        return Optional.empty();
    }
}
