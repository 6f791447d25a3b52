package io.brine.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.brine.crypt.Crypticle;
import io.brine.crypt.RsaKeyPair;
import io.brine.data.MsgPack;
import io.brine.data.Trees;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReqServerChannelTest {
    private static final Instant NOW = Instant.parse("2026-11-21T03:00:00Z");
    private static final byte[] TOKEN = token(TestMaster.MINION_KEY);

    private final TestMaster master = new TestMaster().accept(TestMaster.MINION_KEY);
    private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    private final ReqServerChannel channel = master.channel(new RequestRules(0, 0, true), clock);

    private static byte[] token(RsaKeyPair key) {
        return key.x931("salt".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void aClearRequestIsDispatchedAndAnsweredInTheClear() {
        assertThat(answer(clear(Map.of("cmd", "ping")))).isEqualTo(Map.of("cmd", "ping"));
    }

    @Test
    void aProvenRequestIsAnsweredUnderTheSessionKeyAndItsNonce() {
        Map<String, Object> load = proven("_mine_get");

        byte[] reply = Trees.bytes(answer(sealed(3, "web1", session(), load)));

        assertThat(Envelope.openReply(session(), reply, (String) load.get("nonce")))
                .isEqualTo("_mine_get");
        assertThat(master.dispatched.get(0)).containsOnlyKeys("cmd", "ts", "id");
    }

    @Test
    void whatIsNoSaltMessageIsToldSo() {
        assertThat(answerBytes(new byte[0])).isEqualTo(Map.of("msg", "bad load"));
        assertThat(answerBytes(new byte[] {(byte) 0xc1})).isEqualTo(Map.of("msg", "bad load"));
        assertThat(answerBytes(new byte[] {(byte) 0xc0, (byte) 0xc0})).isEqualTo(Map.of("msg", "bad load"));
        assertThat(answer(List.of(1, 2))).isEqualTo("bad load");
        assertThat(answer(Map.of("enc", "aes"))).isEqualTo("bad load");
        assertThat(answer(Map.of("enc", "clear", "load", List.of()))).isEqualTo("payload and load must be a dict");
        assertThat(answer(clear(Map.of("a", 1)))).isEqualTo("Some exception handling minion payload");
    }

    @Test
    void encIsAClosedSet() {
        for (Object enc : new Object[] {"pub", "AES", "aes ", "", List.of(), 1L, "clear\0"}) {
            Map<String, Object> request = new LinkedHashMap<>(clear(Map.of("cmd", "_return", "id", "web1")));
            request.put("enc", enc);
            answer(request);
        }

        assertThat(master.dispatched).isEmpty();
        assertThat(master.refusals).hasSize(7).containsOnly(RequestRefusal.UNKNOWN_ENC, RequestRefusal.NOT_A_PAYLOAD);
    }

    @Test
    void strangeIdsAreToldByName() {
        Map<String, Object> nil = new LinkedHashMap<>();
        nil.put("cmd", "ping");
        nil.put("id", null);

        assertThat(answer(clear(Map.of("cmd", "ping", "id", 7)))).isEqualTo("bad load: id 7 is not a string");
        assertThat(answer(clear(nil))).isEqualTo("bad load: id None is not a string");
        assertThat(answer(clear(Map.of("cmd", "ping", "id", "a\0b")))).isEqualTo("bad load: id contains a null byte");
    }

    @Test
    void oldProtocolsAreRefusedWhereTheRulesSaySo() {
        ReqServerChannel strict = master.channel(new RequestRules(3, 0, true), clock);

        for (Object version : new Object[] {0, 1, 2, "2", "x", -1, 2.9}) {
            Map<String, Object> request = new LinkedHashMap<>(clear(Map.of("cmd", "ping")));
            request.put("version", version);
            assertThat(MsgPack.unpackWire(
                            strict.answer(MsgPack.packWire(request), null).join()))
                    .isEqualTo("bad load");
        }
        for (Object version : new Object[] {3, "3", 4, 1L << 62}) {
            Map<String, Object> request = new LinkedHashMap<>(clear(Map.of("cmd", "ping")));
            request.put("version", version);
            assertThat(MsgPack.unpackWire(
                            strict.answer(MsgPack.packWire(request), null).join()))
                    .isEqualTo(Map.of("cmd", "ping"));
        }
    }

    @Test
    void nobodyActsForAnotherMinion() {
        Map<String, Object> asOther = proven("_pillar");
        asOther.put("id", "db1");
        Map<String, Object> withoutToken = proven("_pillar");
        withoutToken.remove("tok");
        Map<String, Object> foreignToken = proven("_pillar");
        foreignToken.put("tok", token(TestMaster.OTHER_KEY));
        Map<String, Object> strangeToken = proven("_pillar");
        strangeToken.put("tok", 5);
        Map<String, Object> withoutId = proven("_pillar");
        withoutId.remove("id");

        assertThat(answer(sealed(3, "web1", session(), asOther))).isEqualTo("bad load");
        assertThat(answer(sealed(3, "db1", session(), asOther))).isEqualTo("bad load");
        for (Map<String, Object> load : List.of(withoutToken, foreignToken, strangeToken, withoutId)) {
            assertThat(answer(sealed(3, "web1", session(), load))).isEqualTo("bad load");
        }
        assertThat(master.dispatched).isEmpty();
        assertThat(master.refusals)
                .containsExactly(
                        RequestRefusal.ID_MISMATCH,
                        RequestRefusal.UNKNOWN_MINION,
                        RequestRefusal.BAD_TOKEN,
                        RequestRefusal.BAD_TOKEN,
                        RequestRefusal.BAD_TOKEN,
                        RequestRefusal.ID_MISMATCH);
    }

    @Test
    void aTokenOfAnOldPeerIsOptionalButMustBeRight() {
        Map<String, Object> load = new LinkedHashMap<>(Map.of("cmd", "_return", "id", "web1"));
        assertThat(Trees.bytes(answer(sealed(2, null, master.shared.get(0), load))))
                .hasSizeGreaterThan(60);

        load.put("tok", token(TestMaster.OTHER_KEY));
        assertThat(answer(sealed(2, null, master.shared.get(0), load))).isEqualTo("bad load");
    }

    @Test
    void noSessionIsMadeForAnIdThatIsNotAccepted() {
        for (int i = 0; i < 1000; i++) {
            answer(sealed(3, "ghost" + i, Crypticle.generate(), Map.of("cmd", "_return")));
        }

        assertThat(master.sessions).isEmpty();
        assertThat(master.refusals).hasSize(1000).containsOnly(RequestRefusal.UNKNOWN_MINION);
    }

    @Test
    void aTokenIsNotBelievedAfterItsKeyWasReplaced() {
        answer(sealed(3, "web1", session(), proven("_return")));
        master.accept(TestMaster.OTHER_KEY);

        assertThat(answer(sealed(3, "web1", session(), proven("_return")))).isEqualTo("bad load");
    }

    @Test
    void aRequestSentTwiceIsAnsweredOnce() {
        Map<String, Object> request = sealed(3, "web1", session(), proven("_return"));

        assertThat(answer(request)).isNotEqualTo("bad load");
        assertThat(answer(request)).isEqualTo("bad load");
        assertThat(master.refusals).containsExactly(RequestRefusal.REPLAYED);
    }

    @Test
    void aPillarMayBeAskedForAgainWithItsNonce() {
        Map<String, Object> request = sealed(3, "web1", session(), proven("_pillar"));

        assertThat(answer(request)).isInstanceOf(Map.class);
        assertThat(answer(request)).isInstanceOf(Map.class);
    }

    @Test
    void oldRequestsAreRefusedWithinTheTtlOnly() {
        ReqServerChannel strict = master.channel(new RequestRules(0, 30, true), clock);
        Map<String, Object> fresh = proven("_return");
        fresh.put("ts", NOW.getEpochSecond() - 30);
        Map<String, Object> old = proven("_return");
        old.put("ts", NOW.getEpochSecond() - 31);
        Map<String, Object> without = proven("_return");
        without.remove("ts");

        assertThat(strictAnswer(strict, fresh)).isNotEqualTo("bad load");
        assertThat(strictAnswer(strict, old)).isEqualTo("bad load");
        assertThat(strictAnswer(strict, without)).isEqualTo("bad load");
    }

    private Object strictAnswer(ReqServerChannel strict, Map<String, Object> load) {
        return MsgPack.unpackWire(strict.answer(MsgPack.packWire(sealed(3, "web1", session(), load)), null)
                .join());
    }

    @ParameterizedTest
    @ValueSource(strings = {"boom", "no class"})
    void aHandlerThatThrowsOrFailsToLinkIsAnsweredWithAnEmptyText(String cmd) {
        Map<String, Object> load = proven(cmd);

        byte[] reply = Trees.bytes(answer(sealed(3, "web1", session(), load)));

        assertThat(Envelope.openReply(session(), reply, (String) load.get("nonce")))
                .isEqualTo("");
        assertThat(master.failures).hasSize(1);
    }

    @Test
    void unknownAlgorithmsAreToldByName() {
        Map<String, Object> auth = new LinkedHashMap<>(Map.of("cmd", "_auth", "id", "web1", "nonce", "0".repeat(32)));
        auth.put("pub", TestMaster.MINION_KEY.publicPem());
        auth.put("sig_algo", "nope");
        assertThat(answer(clear(auth))).isEqualTo(Map.of("enc", "clear", "load", Map.of("ret", "bad sig algo")));

        auth.remove("sig_algo");
        auth.put("enc_algo", List.of());
        assertThat(answer(clear(auth))).isEqualTo(Map.of("enc", "clear", "load", Map.of("ret", "bad enc algo")));
    }

    @Test
    void noBytesWhatsoeverMakeItThrowOrStayWithoutAnswer() {
        Random random = new Random(4506);
        byte[] good = MsgPack.packWire(sealed(3, "web1", session(), proven("_return")));

        for (int i = 0; i < 3_000; i++) {
            byte[] request = i % 2 == 0 ? good.clone() : new byte[random.nextInt(64)];
            if (i % 2 == 0) {
                request[random.nextInt(request.length)] = (byte) random.nextInt();
            } else {
                random.nextBytes(request);
            }
            assertThat(channel.answer(request, null).join()).isNotEmpty();
        }
        assertThat(master.failures).isEmpty();
        assertThat(answer(clear(Map.of("cmd", "ping")))).isEqualTo(Map.of("cmd", "ping"));
    }

    @Test
    void deepAndWideRequestsAreRefused() {
        byte[] deep = new byte[200_000];
        Arrays.fill(deep, (byte) 0x81);

        assertThat(answerBytes(deep)).isEqualTo(Map.of("msg", "bad load"));
        assertThat(answer(clear(Map.of("cmd", "_auth", "id", "x", "nonce", "n".repeat(1_000_000)))))
                .isEqualTo("bad load");
    }

    private Crypticle session() {
        return master.sessionKey(TestMaster.WEB1).orElseThrow();
    }

    private static Map<String, Object> proven(String cmd) {
        Map<String, Object> load = new LinkedHashMap<>();
        load.put("cmd", cmd);
        load.put("nonce", Nonce.random());
        load.put("ts", NOW.getEpochSecond());
        load.put("tok", TOKEN);
        load.put("id", "web1");
        return load;
    }

    private static Map<String, Object> clear(Map<String, Object> load) {
        return Map.of("enc", "clear", "load", load, "version", 3);
    }

    private static Map<String, Object> sealed(int version, String id, Crypticle key, Map<String, Object> load) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("enc", "aes");
        request.put("load", Envelope.seal(key, load));
        request.put("version", version);
        if (id != null) {
            request.put("id", id);
        }
        return request;
    }

    private Object answer(Object request) {
        return answerBytes(MsgPack.packWire(request));
    }

    private Object answerBytes(byte[] request) {
        return MsgPack.unpackWire(channel.answer(request, null).join());
    }
}
