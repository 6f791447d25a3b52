package io.brine.crypt;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;

/** A server's certificate and key, from the PEM texts of {@code ssl_crt}, {@code ssl_key} and {@code ssl_chain}. */
public final class TlsIdentity {
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "Ed25519");

    private TlsIdentity() {}

    /**
     * In memory only.
     *
     * @param certificates one or more certificates, the server's own first
     * @param key PKCS#8 (RSA, EC, Ed25519) or PKCS#1, without a passphrase
     * @param password of the entry in the key store that is given back
     * @throws CryptException naming what cannot be read
     */
    public static KeyStore keyStore(String certificates, String key, char[] password) {
        PrivateKey privateKey = privateKey(key);
        try {
            List<Certificate> chain = new ArrayList<>(CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(certificates.getBytes(StandardCharsets.US_ASCII))));
            if (chain.isEmpty()) {
                throw new CryptException("no certificate");
            }
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("door", privateKey, password, chain.toArray(Certificate[]::new));
            return store;
        } catch (GeneralSecurityException | IOException wrong) {
            throw new CryptException("cannot read the certificate: " + wrong.getMessage(), wrong);
        }
    }

    private static PrivateKey privateKey(String text) {
        Pem pem = Pem.parse(text);
        if (pem.label().equals("RSA PRIVATE KEY")) {
            return RsaKeyPair.parse(text, "").privateKey();
        }
        if (!pem.label().equals("PRIVATE KEY")) {
            throw new CryptException("the key is no PKCS#8 or PKCS#1 but " + pem.label());
        }
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pem.der()));
            } catch (InvalidKeySpecException another) {
                // the next kind, then
            } catch (GeneralSecurityException missing) {
                throw new CryptException("cannot read keys of " + algorithm, missing);
            }
        }
        throw new CryptException("the key is of no kind that is known: " + String.join(", ", ALGORITHMS));
    }
}
