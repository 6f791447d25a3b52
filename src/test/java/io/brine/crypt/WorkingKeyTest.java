package io.brine.crypt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same operations with the JDK's RSA and, where it is to be had, the faster one. */
class WorkingKeyTest {
    private static final KeyPair PAIR = generate();
    private static final byte[] TEXT = {1, 2, 3, 4, 5};

    private static KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }

    static Stream<Optional<Provider>> providers() {
        return Stream.of(Optional.<Provider>empty(), JcaProviders.faster()).distinct();
    }

    @ParameterizedTest
    @MethodSource("providers")
    void whatOneProviderSealsTheJdkOpensAndBack(Optional<Provider> provider) {
        WorkingKey jdkPrivate = WorkingKey.of(PAIR.getPrivate(), Optional.empty());
        WorkingKey jdkPublic = WorkingKey.of(PAIR.getPublic(), Optional.empty());
        WorkingKey ourPrivate = WorkingKey.of(PAIR.getPrivate(), provider);
        WorkingKey ourPublic = WorkingKey.of(PAIR.getPublic(), provider);

        assertThat(ourPrivate.isFaster()).isEqualTo(provider.isPresent());
        for (EncryptionAlgorithm algorithm : EncryptionAlgorithm.values()) {
            assertThat(jdkPrivate.decrypt(algorithm, ourPublic.encrypt(algorithm, TEXT)))
                    .isEqualTo(TEXT);
            assertThat(ourPrivate.decrypt(algorithm, jdkPublic.encrypt(algorithm, TEXT)))
                    .isEqualTo(TEXT);
        }
        for (SigningAlgorithm algorithm : SigningAlgorithm.values()) {
            byte[] signature = ourPrivate.sign(algorithm, TEXT);
            assertThat(signature).isEqualTo(jdkPrivate.sign(algorithm, TEXT));
            assertThat(ourPublic.verifies(algorithm, TEXT, signature)).isTrue();
            assertThat(ourPublic.verifies(algorithm, new byte[] {1}, signature)).isFalse();
        }
        byte[] block = new byte[256];
        block[100] = 7;
        assertThat(ourPrivate.privateOperation(block)).isEqualTo(jdkPrivate.privateOperation(block));
    }

    @ParameterizedTest
    @MethodSource("providers")
    void hostileBytesAreRefusedInTheSameWay(Optional<Provider> provider) {
        WorkingKey ours = WorkingKey.of(PAIR.getPrivate(), provider);
        WorkingKey ourPublic = WorkingKey.of(PAIR.getPublic(), provider);
        byte[] beyondTheModulus = new byte[256];
        Arrays.fill(beyondTheModulus, (byte) 0xff);
        byte[] otherLabel = ourPublic.encrypt(EncryptionAlgorithm.OAEP_SHA224, TEXT);

        for (byte[] bytes : new byte[][] {{}, {1}, new byte[255], new byte[256], new byte[257], beyondTheModulus}) {
            assertThatThrownBy(() -> ours.decrypt(EncryptionAlgorithm.OAEP_SHA1, bytes))
                    .isInstanceOf(CryptException.class);
            assertThat(ourPublic.verifies(SigningAlgorithm.PKCS1V15_SHA1, TEXT, bytes))
                    .isFalse();
        }
        assertThatThrownBy(() -> ours.decrypt(EncryptionAlgorithm.OAEP_SHA1, otherLabel))
                .isInstanceOf(CryptException.class);
        assertThatThrownBy(() -> ours.privateOperation(beyondTheModulus)).isInstanceOf(CryptException.class);
        assertThatThrownBy(() -> ourPublic.encrypt(EncryptionAlgorithm.OAEP_SHA1, new byte[300]))
                .isInstanceOf(CryptException.class);
    }

    @Test
    void aKeyTheFasterProviderDoesNotTakeStaysWithTheJdk() throws Exception {
        assumeTrue(JcaProviders.faster().isPresent());
        KeyPairGenerator dsa = KeyPairGenerator.getInstance("DSA");
        dsa.initialize(1024);

        assertThat(WorkingKey.of(dsa.generateKeyPair().getPublic(), JcaProviders.faster())
                        .isFaster())
                .isFalse();
    }
}
