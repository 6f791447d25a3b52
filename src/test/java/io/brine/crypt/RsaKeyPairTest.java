package io.brine.crypt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class RsaKeyPairTest {
    private static final RsaKeyPair PAIR = RsaKeyPair.generate(2048);

    @Test
    void writesAndReadsItsOwnPem() {
        RsaKeyPair again = RsaKeyPair.parse(PAIR.privatePem(), "");

        assertThat(again.publicPem())
                .isEqualTo(PAIR.publicPem())
                .startsWith("-----BEGIN PUBLIC KEY-----\n")
                .hasSize(451);
        assertThat(again.privatePem()).isEqualTo(PAIR.privatePem()).startsWith("-----BEGIN RSA PRIVATE KEY-----\n");
    }

    @Test
    void aKeyEncryptedWithAPassphraseOpensOnlyWithIt() {
        String encrypted = PAIR.privatePem("s3crät");

        assertThat(encrypted)
                .contains("DEK-Info: DES-EDE3-CBC,")
                .doesNotContain(PAIR.privatePem().substring(40, 200));
        assertThat(RsaKeyPair.parse(encrypted, "s3crät").privatePem()).isEqualTo(PAIR.privatePem());
        assertThatThrownBy(() -> RsaKeyPair.parse(encrypted, "other")).isInstanceOf(CryptException.class);
        assertThatThrownBy(() -> RsaKeyPair.parse(encrypted, null)).isInstanceOf(CryptException.class);
    }

    @Test
    void theMinionTokenRecoversToSalt() {
        byte[] token = PAIR.x931("salt".getBytes(StandardCharsets.US_ASCII));

        assertThat(token).hasSize(256).isEqualTo(PAIR.x931("salt".getBytes(StandardCharsets.US_ASCII)));
        assertThat(new String(PAIR.publicKey().recover(token), StandardCharsets.US_ASCII))
                .isEqualTo("salt");
    }

    @Test
    void signaturesAreOfTheKeyAndTheAlgorithm() {
        byte[] message = {1, 2, 3};

        for (SigningAlgorithm algorithm : SigningAlgorithm.values()) {
            byte[] signature = PAIR.sign(algorithm, message);
            assertThat(PAIR.publicKey().verifies(algorithm, message, signature)).isTrue();
            assertThat(PAIR.publicKey().verifies(algorithm, new byte[] {1}, signature))
                    .isFalse();
            assertThat(PAIR.publicKey().verifies(algorithm, message, new byte[0]))
                    .isFalse();
        }
        assertThat(PAIR.publicKey()
                        .verifies(
                                SigningAlgorithm.PKCS1V15_SHA224,
                                message,
                                PAIR.sign(SigningAlgorithm.PKCS1V15_SHA1, message)))
                .isFalse();
    }

    @Test
    void encryptionOpensWithTheSameAlgorithmOnly() {
        byte[] secret = Crypticle.generate().keyBytes();
        byte[] sealed = PAIR.publicKey().encrypt(EncryptionAlgorithm.OAEP_SHA224, secret);

        assertThat(PAIR.decrypt(EncryptionAlgorithm.OAEP_SHA224, sealed)).isEqualTo(secret);
        assertThatThrownBy(() -> PAIR.decrypt(EncryptionAlgorithm.OAEP_SHA1, sealed))
                .isInstanceOf(CryptException.class);
        assertThatThrownBy(() -> PAIR.decrypt(EncryptionAlgorithm.OAEP_SHA1, new byte[3]))
                .isInstanceOf(CryptException.class);
    }

    @Test
    void smallKeysAreNotMade() {
        assertThatThrownBy(() -> RsaKeyPair.generate(1024)).isInstanceOf(CryptException.class);
    }

    @Test
    void garbageIsNoKey() {
        for (String text :
                new String[] {"", "not a key", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----"}) {
            assertThatThrownBy(() -> RsaPublicKey.parse(text)).isInstanceOf(CryptException.class);
            assertThatThrownBy(() -> RsaKeyPair.parse(text, "")).isInstanceOf(CryptException.class);
        }
        assertThatThrownBy(() -> RsaPublicKey.parse(PAIR.privatePem())).isInstanceOf(CryptException.class);
    }

    @Test
    void aKeyTextIsCleanedOfWhiteSpaceAndCarriageReturns() {
        String messy = "\n  " + PAIR.publicPem().replace("\n", "\r\n") + "\n\n";

        assertThat(RsaPublicKey.parse(messy).cleanedPem())
                .isEqualTo(PAIR.publicPem().strip())
                .hasSize(450);
    }

    /** PROTOCOL 3.2, recorded with a 512-bit key: plain, complemented, and with the short header. */
    @Test
    void x931GivesTheRecordedSignatures() {
        BigInteger n = new BigInteger(
                "bca1e7945352e4bdccf0f9cc359b2c30d3a905c238e6d4c1fea965eefc6b5f0131a64377fb9eb4855764020547a7c4ef0534e14ebbf1469a49b247e2fd3ce2e1",
                16);
        BigInteger d = new BigInteger(
                "b5adb68efc85dd3c15348f5328da5080a28babb939f6d13a1b5dea887863adb69da326a8058df6f84f978c407742858b08d0e38ae126632a48f77632390653d5",
                16);
        String[][] recorded = {
            {"salt", "11b36e0a752e9a3aa672e08f7f2436f3"},
            {"pepper", "3a9527d0afbca13385fbf0a31e07d0bb"},
            {"x".repeat(62), "335c7a2b893a54cf927657584ff44932"}
        };

        for (String[] pair : recorded) {
            byte[] block = X931.pad(pair[0].getBytes(StandardCharsets.US_ASCII), 64);
            byte[] signature = X931.signature(new BigInteger(1, block).modPow(d, n), n);
            byte[] opened = X931.block(new BigInteger(1, signature).modPow(BigInteger.valueOf(65537), n), n);

            assertThat(HexFormat.of().formatHex(signature)).startsWith(pair[1]);
            assertThat(new String(X931.unpad(opened), StandardCharsets.US_ASCII))
                    .isEqualTo(pair[0]);
        }
    }
}
