package io.brine.crypt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CrypticleTest {
    private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4vMDEyMzQ1Njc=";

    @Test
    void opensWhatItSealed() {
        Crypticle crypticle = Crypticle.generate();
        byte[] plaintext = "pickle::x".getBytes(StandardCharsets.US_ASCII);

        assertThat(crypticle.open(crypticle.seal(plaintext))).isEqualTo(plaintext);
        assertThat(crypticle.keyString()).hasSize(76);
    }

    /** PROTOCOL 3.3, recorded. */
    @Test
    void opensTheRecordedEnvelope() {
        byte[] wire = HexFormat.of()
                .parseHex(
                        "11111111111111111111111111111111ed6be8ad29b6a7833f5225d86a05bc04d853aafc2aaaa5c84c6cc8154b3545ae"
                                + "3051fa8d5472368bef08790cc297a2f890df1a82f1bfb1addaac3e35adf66822");

        assertThat(HexFormat.of().formatHex(new Crypticle(KEY).open(wire)))
                .isEqualTo("7069636b6c653a3a82a161a2c3a9a16e01");
    }

    @Test
    void everyFlippedBitIsNoticed() {
        Crypticle crypticle = new Crypticle(KEY);
        byte[] sealed = crypticle.seal(new byte[20]);

        for (int i = 0; i < sealed.length; i++) {
            byte[] flipped = sealed.clone();
            flipped[i] ^= 1;
            assertThatThrownBy(() -> crypticle.open(flipped)).isInstanceOf(CryptException.class);
        }
    }

    @Test
    void everyTruncationIsRefused() {
        Crypticle crypticle = new Crypticle(KEY);
        byte[] sealed = crypticle.seal(new byte[40]);

        for (int length = 0; length < sealed.length; length++) {
            byte[] cut = Arrays.copyOf(sealed, length);
            assertThatThrownBy(() -> crypticle.open(cut)).isInstanceOf(CryptException.class);
        }
    }

    @Test
    void badKeyStringsAreRefused() {
        assertThatThrownBy(() -> new Crypticle("AAAA")).isInstanceOf(CryptException.class);
        assertThatThrownBy(() -> new Crypticle("not base64!!")).isInstanceOf(CryptException.class);
        assertThatThrownBy(() -> new Crypticle("")).isInstanceOf(CryptException.class);
    }

    /** Also where the native ciphers are not to be had; long messages go through either in slices. */
    @Test
    void theJdkAndTheFasterCiphersOpenEachOthersMessages() {
        Crypticle jdk = new Crypticle(KEY, Crypticle.OF_JDK);
        Crypticle fastest = new Crypticle(KEY);

        for (int length : new int[] {0, 1, 15, 16, 8191, 8192, 8193, 100_000}) {
            byte[] plaintext = new byte[length];
            Arrays.fill(plaintext, (byte) 7);
            assertThat(jdk.open(fastest.seal(plaintext))).isEqualTo(plaintext);
            assertThat(fastest.open(jdk.seal(plaintext))).isEqualTo(plaintext);
        }
    }

    @Test
    void piecesAreSealedAsOneBehindBytesThatStayAsTheyAre() {
        for (Crypticle crypticle : List.of(new Crypticle(KEY), new Crypticle(KEY, Crypticle.OF_JDK))) {
            byte[] whole = new byte[40_000];
            new Random(7).nextBytes(whole);
            List<ByteBuffer> pieces = List.of(
                    ByteBuffer.wrap(whole, 0, 21), ByteBuffer.wrap(whole, 21, 0), ByteBuffer.wrap(whole, 21, 30_000));

            byte[] sealed = crypticle.seal(new byte[] {1, 2, 3}, pieces);

            assertThat(sealed).startsWith(1, 2, 3).hasSize(3 + Crypticle.sealedBytes(30_021));
            assertThat(crypticle.open(Arrays.copyOfRange(sealed, 3, sealed.length)))
                    .isEqualTo(Arrays.copyOf(whole, 30_021));
        }
    }
}
