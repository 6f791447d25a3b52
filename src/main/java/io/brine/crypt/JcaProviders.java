package io.brine.crypt;

import java.security.Provider;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Amazon Corretto Crypto Provider, when its jar is on the class path and its native library fits this machine: four times
 * as many private RSA operations a second as the JDK, and as fast from the first message on as the JDK is once its code is
 * compiled. The launcher puts the jar there for the master alone; it takes a fifth of a second to load, so it is looked for when
 * the first message is sealed and not before.
 */
final class JcaProviders {
    private static final Logger LOG = LoggerFactory.getLogger(JcaProviders.class);
    private static final String FASTER = "AmazonCorrettoCryptoProvider";
    private static final String REGISTRATION = "META-INF/services/java.security.Provider";
    /** Type and algorithm of all that is asked of it. */
    private static final List<List<String>> NEEDED = List.of(
            List.of("KeyFactory", "RSA"),
            List.of("Cipher", "RSA/ECB/OAEPPadding"),
            List.of("Cipher", "RSA/ECB/NoPadding"),
            List.of("Signature", "SHA1withRSA"),
            List.of("Signature", "SHA224withRSA"),
            List.of("Cipher", "AES"),
            List.of("Mac", "HmacSHA256"));

    private static final Optional<Provider> PROVIDER = find();

    private JcaProviders() {}

    /** Empty where only the JDK's own ones are to be had. */
    static Optional<Provider> faster() {
        return PROVIDER;
    }

    private static Optional<Provider> find() {
        ClassLoader loader = JcaProviders.class.getClassLoader();
        if (loader.getResource(REGISTRATION) == null) {
            return Optional.empty();
        }
        Optional<Provider> found = loaded(loader);
        if (found.isEmpty()) {
            LOG.warn(
                    "the native ciphers beside us do not fit this JVM or machine, or its java.io.tmpdir is mounted noexec;"
                            + " the JDK's do the work, which need the optimising compiler: BRINE_JVM_OPTS=-XX:TieredStopAtLevel=4");
        }
        return found;
    }

    private static Optional<Provider> loaded(ClassLoader loader) {
        try {
            return ServiceLoader.load(Provider.class, loader).stream()
                    .filter(candidate -> candidate.type().getSimpleName().equals(FASTER))
                    .map(ServiceLoader.Provider::get)
                    .filter(JcaProviders::isWhole)
                    .findFirst();
        } catch (ServiceConfigurationError | LinkageError unusable) {
            return Optional.empty();
        }
    }

    /** Without its native library it loads, but offers nothing. */
    private static boolean isWhole(Provider provider) {
        return NEEDED.stream().allMatch(need -> provider.getService(need.get(0), need.get(1)) != null);
    }
}
