package io.brine.crypt;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Optional;
import javax.crypto.Cipher;

/**
 * An RSA key in the hands of the provider that works with it. A key that the faster one does not take (an unusual size or
 * exponent) stays with the JDK. Translated once: that costs more than an operation. Thread-safe.
 */
final class WorkingKey {
    private final Optional<Provider> provider;
    private final Key key;

    private WorkingKey(Optional<Provider> provider, Key key) {
        this.provider = provider;
        this.key = key;
    }

    /** @param key of the JDK */
    static WorkingKey of(Key key) {
        return of(key, JcaProviders.faster());
    }

    static WorkingKey of(Key key, Optional<Provider> faster) {
        if (faster.isPresent()) {
            try {
                return new WorkingKey(
                        faster, KeyFactory.getInstance("RSA", faster.get()).translateKey(key));
            } catch (GeneralSecurityException | RuntimeException notForIt) {
                return new WorkingKey(Optional.empty(), key);
            }
        }
        return new WorkingKey(Optional.empty(), key);
    }

    boolean isFaster() {
        return provider.isPresent();
    }

    /** @throws CryptException if the text is too long */
    byte[] encrypt(EncryptionAlgorithm algorithm, byte[] plaintext) {
        return crypt(Cipher.ENCRYPT_MODE, Optional.of(algorithm), plaintext);
    }

    /** @throws CryptException if it does not decrypt */
    byte[] decrypt(EncryptionAlgorithm algorithm, byte[] ciphertext) {
        return crypt(Cipher.DECRYPT_MODE, Optional.of(algorithm), ciphertext);
    }

    /** The private operation alone, on a block as long as the modulus. @throws CryptException if it is no such block */
    byte[] privateOperation(byte[] block) {
        return crypt(Cipher.DECRYPT_MODE, Optional.empty(), block);
    }

    private byte[] crypt(int mode, Optional<EncryptionAlgorithm> padding, byte[] in) {
        try {
            Cipher cipher = cipher(padding.isPresent() ? "RSA/ECB/OAEPPadding" : "RSA/ECB/NoPadding");
            if (padding.isPresent()) {
                cipher.init(mode, key, padding.get().parameters());
            } else {
                cipher.init(mode, key);
            }
            return cipher.doFinal(in);
        } catch (GeneralSecurityException | RuntimeException wrong) {
            // Providers differ in what they throw at bytes that are no ciphertext of this key.
            throw new CryptException("this RSA key does not fit the message", wrong);
        }
    }

    private Cipher cipher(String transformation) throws GeneralSecurityException {
        return isFaster() ? Cipher.getInstance(transformation, provider.get()) : Cipher.getInstance(transformation);
    }

    /** @throws CryptException if the key is too small for this algorithm */
    byte[] sign(SigningAlgorithm algorithm, byte[] message) {
        try {
            Signature signer = signature(algorithm);
            signer.initSign((PrivateKey) key);
            signer.update(message);
            return signer.sign();
        } catch (GeneralSecurityException | RuntimeException wrong) {
            throw new CryptException("cannot sign with this RSA key", wrong);
        }
    }

    boolean verifies(SigningAlgorithm algorithm, byte[] signed, byte[] signature) {
        try {
            Signature verifier = signature(algorithm);
            verifier.initVerify((PublicKey) key);
            verifier.update(signed);
            return verifier.verify(signature);
        } catch (GeneralSecurityException | RuntimeException malformed) {
            return false;
        }
    }

    private Signature signature(SigningAlgorithm algorithm) throws GeneralSecurityException {
        return isFaster()
                ? Signature.getInstance(algorithm.jcaName(), provider.get())
                : Signature.getInstance(algorithm.jcaName());
    }
}
