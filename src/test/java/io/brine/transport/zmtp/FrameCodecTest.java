package io.brine.transport.zmtp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Golden bytes are what libzmq 4.3.4 put on the wire (python3-zmq 24, read from a plain socket). */
class FrameCodecTest {
    private static final Limits LIMITS = Limits.of(1_000_000, 0);

    private static final class Heard implements FrameDecoder.Sink {
        final List<String> frames = new ArrayList<>();
        int pauseAfter = Integer.MAX_VALUE;

        @Override
        public void onFrame(byte[] body, boolean more) {
            frames.add(new String(body, UTF_8) + (more ? "+" : "."));
        }

        @Override
        public void onCommand(byte[] body) throws ProtocolException {
            frames.add(Command.parse(body).name());
        }

        @Override
        public boolean isPaused() {
            return frames.size() >= pauseAfter;
        }
    }

    private static String hex(ByteBuf bytes) {
        String text = ByteBufUtil.hexDump(bytes);
        bytes.release();
        return text;
    }

    @Test
    void aMessageIsItsFramesEachWithFlagsAndLength() {
        ByteBuf encoded = FrameEncoder.message(List.of(new byte[0], "abc".getBytes(UTF_8)));

        assertThat(hex(encoded)).isEqualTo("0100" + "0003616263");
    }

    @Test
    void aBodyAbove255BytesHasALongLength() {
        assertThat(hex(FrameEncoder.message(List.of(new byte[255])))).startsWith("00ff");
        assertThat(hex(FrameEncoder.message(List.of(new byte[256])))).startsWith("020000000000000100");
    }

    @Test
    void readyAndSubscribeAreWhatLibzmqSends() throws Exception {
        Map<String, byte[]> properties = new LinkedHashMap<>();
        properties.put("Socket-Type", "REQ".getBytes(UTF_8));
        properties.put("Identity", "web1".getBytes(UTF_8));
        Command ready = Command.ready(properties);
        String golden = "042a055245414459" + "0b536f636b65742d54797065" + "00000003524551" + "084964656e74697479"
                + "0000000477656231";

        assertThat(hex(FrameEncoder.command(ready))).isEqualTo(golden);
        assertThat(hex(FrameEncoder.command(new Command(Command.SUBSCRIBE, "abc".getBytes(UTF_8)))))
                .isEqualTo("040d09535542534352494245616263");
        Map<String, byte[]> read =
                Command.parse(HexFormat.of().parseHex(golden.substring(4))).properties();
        assertThat(new String(read.get("identity"), UTF_8)).isEqualTo("web1");
        assertThat(new String(read.get("socket-type"), UTF_8)).isEqualTo("REQ");
    }

    @Test
    void theGreetingIsOfVersion31WithNull() {
        assertThat(HexFormat.of().formatHex(Greeting.toSend()))
                .isEqualTo("ff00000000000000007f" + "0301" + "4e554c4c" + "00".repeat(16) + "00" + "00".repeat(31));
    }

    @Test
    void aStreamCutAnywhereGivesTheSameFrames() throws Exception {
        ByteBuf whole = Unpooled.buffer();
        ByteBuf message = FrameEncoder.message(
                List.of("one".getBytes(UTF_8), "x".repeat(300).getBytes(UTF_8)));
        ByteBuf ping = FrameEncoder.command(Command.ping(0, new byte[0]));
        whole.writeBytes(message).writeBytes(ping);
        message.release();
        ping.release();

        for (int cut = 0; cut <= whole.readableBytes(); cut++) {
            Heard heard = new Heard();
            FrameDecoder decoder = new FrameDecoder(LIMITS);
            decoder.decode(whole.slice(0, cut), heard);
            decoder.decode(whole.slice(cut, whole.readableBytes() - cut), heard);
            assertThat(heard.frames).containsExactly("one+", "x".repeat(300) + ".", "PING");
        }
    }

    @Test
    void aPausedSinkLeavesTheRestInTheBuffer() throws Exception {
        Heard heard = new Heard();
        heard.pauseAfter = 1;
        ByteBuf two = Unpooled.wrappedBuffer(HexFormat.of().parseHex("000141" + "000142"));
        FrameDecoder decoder = new FrameDecoder(LIMITS);

        decoder.decode(two, heard);
        assertThat(heard.frames).containsExactly("A.");
        assertThat(two.readableBytes()).isEqualTo(3);

        heard.pauseAfter = 2;
        decoder.decode(two, heard);
        assertThat(heard.frames).containsExactly("A.", "B.");
    }

    @Test
    void aPongEchoesThePingsContext() throws Exception {
        Command ping = Command.ping(300, new byte[] {1, 2, 3});

        assertThat(Command.parse(ping.encode()).pingTtlTenths()).isEqualTo(300);
        assertThat(ping.pong().data()).containsExactly(1, 2, 3);
    }
}
