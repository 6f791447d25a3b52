package io.brine.crypt;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.Signature;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import javax.crypto.Cipher;

/**
 * Where RSA comes from: the Amazon Corretto Crypto Provider when its jar is on the class path (four times as many private
 * operations a second), else the JDK. Everything else is as fast in the JDK.
 */
final class JcaProviders {
    private static final String FASTER = "AmazonCorrettoCryptoProvider";
    private static final Optional<Provider> RSA_PROVIDER = find();

    private JcaProviders() {}

    private static Optional<Provider> find() {
        try {
            return ServiceLoader.load(Provider.class).stream()
                    .filter(candidate -> candidate.type().getSimpleName().equals(FASTER))
                    .map(ServiceLoader.Provider::get)
                    .findFirst();
        } catch (ServiceConfigurationError | LinkageError unusable) {
            // The jar is there but its native library does not fit this machine.
            return Optional.empty();
        }
    }

    static Cipher rsaCipher(String transformation) throws GeneralSecurityException {
        if (RSA_PROVIDER.isPresent()) {
            try {
                return Cipher.getInstance(transformation, RSA_PROVIDER.get());
            } catch (GeneralSecurityException notThere) {
                return Cipher.getInstance(transformation);
            }
        }
        return Cipher.getInstance(transformation);
    }

    static Signature signature(String algorithm) throws GeneralSecurityException {
        if (RSA_PROVIDER.isPresent()) {
            try {
                return Signature.getInstance(algorithm, RSA_PROVIDER.get());
            } catch (GeneralSecurityException notThere) {
                return Signature.getInstance(algorithm);
            }
        }
        return Signature.getInstance(algorithm);
    }
}
