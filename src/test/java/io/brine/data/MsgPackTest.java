package io.brine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MsgPackTest {
    private static final HexFormat HEX = HexFormat.of();

    @Test
    void wireTextOf32BytesIsStr16AndLocalTextIsStr8() {
        Map<String, Object> tree = Map.of("nonce", "0".repeat(32));

        assertThat(HEX.formatHex(MsgPack.packWire(tree))).startsWith("81a56e6f6e6365da0020");
        assertThat(HEX.formatHex(MsgPack.packLocal(tree))).startsWith("81a56e6f6e6365d920");
    }

    @Test
    void bytesAreRawOnTheWireAndBinLocally() {
        byte[] bytes = {(byte) 0xff, 0};

        assertThat(HEX.formatHex(MsgPack.packWire(bytes))).isEqualTo("a2ff00");
        assertThat(HEX.formatHex(MsgPack.packLocal(bytes))).isEqualTo("c402ff00");
    }

    @Test
    void rawThatIsUtf8BecomesTextAndTheRestStaysBytes() {
        Object tree = MsgPack.unpackWire(HEX.parseHex("82a161a2c3a9a162a2ff00"));

        assertThat(Trees.fields(tree).get("a")).isEqualTo("é");
        assertThat(Trees.fields(tree).get("b")).isEqualTo(new byte[] {(byte) 0xff, 0});
    }

    @Test
    void numbersBeyond64BitsBecomeDecimalText() {
        BigInteger two64 = BigInteger.ONE.shiftLeft(64);

        assertThat(MsgPack.unpackWire(MsgPack.packWire(two64))).isEqualTo("18446744073709551616");
        assertThat(MsgPack.unpackWire(MsgPack.packWire(two64.negate()))).isEqualTo("-18446744073709551616");
        assertThat(MsgPack.unpackWire(MsgPack.packWire(two64.subtract(BigInteger.ONE))))
                .isEqualTo(two64.subtract(BigInteger.ONE));
    }

    @Test
    void theLastOfEqualKeysWins() {
        assertThat(MsgPack.unpackWire(HEX.parseHex("82a16101a16102"))).isEqualTo(Map.of("a", 2L));
    }

    @Test
    void trailingBytesAreAnError() {
        assertThatThrownBy(() -> MsgPack.unpackWire(HEX.parseHex("c0c0"))).isInstanceOf(DataException.class);
    }

    @Test
    void loneSurrogatesCannotBeEncoded() {
        assertThatThrownBy(() -> MsgPack.packWire("a\ud800b")).isInstanceOf(DataException.class);
        assertThat(MsgPack.unpackWire(MsgPack.packWire("\ud83e\uddc2"))).isEqualTo("\ud83e\uddc2");
    }

    @Test
    void announcedLengthsAreNotBelieved() {
        for (String hostile :
                List.of("ddffffffff", "dd7fffffff", "df7fffffff", "db7fffffff", "c6ffffffff", "c97fffffff01")) {
            assertThatThrownBy(() -> MsgPack.unpackWire(HEX.parseHex(hostile))).isInstanceOf(DataException.class);
        }
    }

    @Test
    void nestingIsBounded() {
        byte[] deep = new byte[100_000];
        Arrays.fill(deep, (byte) 0x91);

        assertThatThrownBy(() -> MsgPack.unpackWire(deep))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("deeper");
    }

    @Test
    void aStreamGivesObjectsAsTheyBecomeComplete() {
        byte[] one = MsgPack.packLocal(Map.of("head", Map.of(), "body", new byte[5000]));
        MsgPackStream stream = new MsgPackStream(10_000);
        List<Object> taken = new ArrayList<>();

        for (int round = 0; round < 3; round++) {
            for (byte b : one) {
                stream.feed(new byte[] {b});
                stream.take().ifPresent(object -> taken.add(object.value()));
            }
        }

        assertThat(taken)
                .hasSize(3)
                .allSatisfy(object -> assertThat(Trees.fields(object)).containsKeys("head", "body"));
    }

    @Test
    void aStreamRefusesAnObjectLargerThanItsBoundAsSoonAsItIsAnnounced() {
        MsgPackStream stream = new MsgPackStream(1000);
        stream.feed(HEX.parseHex("c600100000"));

        assertThatThrownBy(stream::take).isInstanceOf(DataException.class);
    }

    @Test
    void aStreamTakesSeveralObjectsFromOneRead() {
        MsgPackStream stream = new MsgPackStream(1000);
        stream.feed(HEX.parseHex("01c0a161"));

        assertThat(stream.take().map(MsgPackStream.Taken::value)).contains(1L);
        assertThat(stream.take()).get().extracting(MsgPackStream.Taken::value).isNull();
        assertThat(stream.take().map(MsgPackStream.Taken::value)).contains("a");
        assertThat(stream.take()).isEqualTo(Optional.empty());
    }

    @Test
    void mapsKeepTheirOrderBothWays() {
        Map<String, Object> tree = new LinkedHashMap<>();
        List.of("z", "a", "m").forEach(key -> tree.put(key, 1L));

        assertThat(Trees.fields(MsgPack.unpackWire(MsgPack.packWire(tree))).keySet())
                .containsExactly("z", "a", "m");
    }

    @Test
    void aTreeIsPackedBehindOtherBytesAndTheHeaderOfBytesIsKnownBefore() {
        for (int length : new int[] {0, 31, 32, 65_535, 65_536, 1 << 20}) {
            byte[] data = new byte[length];
            byte[] plain = MsgPack.packWire(data);

            Packed packed = MsgPack.packWire(new byte[] {5, 6}, data);

            ByteBuffer together = ByteBuffer.allocate(packed.length());
            packed.pieces().forEach(together::put);
            assertThat(Arrays.copyOfRange(together.array(), 2, packed.length())).isEqualTo(plain);
            assertThat(together.array()).startsWith(5, 6);
            assertThat(plain).startsWith(MsgPack.wireHeader(length));
        }
    }

    @Test
    void aStreamWaitsForTheRestOfAnObjectWhoseFirstTextIsBinary() {
        byte[] object = {(byte) 0x92, (byte) 0xa1, (byte) 0xff, (byte) 0xa1, 'b'};
        MsgPackStream stream = new MsgPackStream(1000);

        for (int i = 0; i < object.length - 1; i++) {
            stream.feed(object, i, 1);
            assertThat(stream.take()).isEmpty();
        }
        stream.feed(object, object.length - 1, 1);

        assertThat(stream.take()).isPresent();
        assertThat(stream.take()).isEmpty();
    }
}
