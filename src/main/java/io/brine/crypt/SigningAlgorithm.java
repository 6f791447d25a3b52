package io.brine.crypt;

import java.util.Optional;

/** RSA signatures as a peer names them (PROTOCOL 17.1). */
public enum SigningAlgorithm {
    PKCS1V15_SHA1("PKCS1v15-SHA1", "SHA1withRSA"),
    PKCS1V15_SHA224("PKCS1v15-SHA224", "SHA224withRSA");

    private final String wireName;
    private final String jcaName;

    SigningAlgorithm(String wireName, String jcaName) {
        this.wireName = wireName;
        this.jcaName = jcaName;
    }

    public String wireName() {
        return wireName;
    }

    String jcaName() {
        return jcaName;
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
