package io.brine.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.brine.channel.SignInResult.Accepted;
import io.brine.channel.SignInResult.Distrust;
import io.brine.channel.SignInResult.Untrusted;
import io.brine.crypt.Fingerprint;
import io.brine.crypt.HashType;
import io.brine.crypt.MasterSignature;
import io.brine.crypt.RsaKeyPair;
import io.brine.crypt.SigningAlgorithm;
import io.brine.data.MsgPack;
import io.brine.data.Trees;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class SignInTest {
    private final TestMaster master = new TestMaster().accept(TestMaster.MINION_KEY);
    private final ReqServerChannel channel = master.channel(new RequestRules(3, 0, true), Clock.systemUTC());
    private TestMinion minion = new TestMinion(TestMaster.road(channel));

    @Test
    void anAcceptedMinionGetsItsSessionAndKeepsTheMastersKey() {
        SignInResult result = signIn();

        assertThat(result).isInstanceOfSatisfying(Accepted.class, accepted -> {
            assertThat(accepted.firstMeeting()).isTrue();
            assertThat(accepted.session().publishPort()).isEqualTo(4505);
            assertThat(accepted.session().shared().keyString())
                    .isEqualTo(master.shared.get(0).keyString());
        });
        assertThat(signIn())
                .isInstanceOfSatisfying(
                        Accepted.class,
                        accepted -> assertThat(accepted.firstMeeting()).isFalse());
    }

    @Test
    void strangersWaitAndThoseWithAnotherKeyAreRefused() {
        master.accepted.clear();
        assertThat(signIn()).isInstanceOf(SignInResult.Pending.class);

        master.accept(TestMaster.OTHER_KEY);
        assertThat(signIn()).isInstanceOf(SignInResult.Refused.class);
        assertThat(minion.masterKey).isEmpty();
    }

    @Test
    void anotherMastersKeyIsNotTakenForTheKnownOne() {
        signIn();
        master.key = TestMaster.OTHER_KEY;
        String known = minion.masterKey.orElseThrow();
        SignIn.Attempt attempt = attemptWithoutToken();

        assertThat(minion.signIn.judge(
                        attempt, channel.answer(attempt.body(), null).join()))
                .isInstanceOfSatisfying(
                        Untrusted.class, no -> assertThat(no.reason()).isEqualTo(Distrust.MASTER_KEY_CHANGED));
        assertThat(minion.masterKey).contains(known);
    }

    /** An impostor cannot read the token, so it leaves it out; its own key it shows all the same. */
    private SignIn.Attempt attemptWithoutToken() {
        SignIn.Attempt attempt = minion.signIn.begin();
        Map<String, Object> request = new LinkedHashMap<>(Trees.fields(MsgPack.unpackWire(attempt.body())));
        Map<String, Object> load = new LinkedHashMap<>(Trees.fields(request.get("load")));
        load.remove("token");
        request.put("load", load);
        return new SignIn.Attempt(attempt.nonce(), attempt.known(), attempt.secret(), MsgPack.packWire(request));
    }

    @Test
    void anImpostorWithTheMastersPublicKeyCannotSendTheTokenBack() {
        signIn();
        SignIn.Attempt attempt = attemptWithoutToken();

        assertThat(minion.signIn.judge(
                        attempt, channel.answer(attempt.body(), null).join()))
                .isInstanceOfSatisfying(
                        Untrusted.class, no -> assertThat(no.reason()).isEqualTo(Distrust.TOKEN_INVALID));
    }

    @Test
    void anOldAnswerIsNotTakenForANewOne() {
        signIn();
        SignIn.Attempt first = minion.signIn.begin();
        byte[] recorded = channel.answer(first.body(), null).join();

        assertThat(minion.signIn.judge(minion.signIn.begin(), recorded))
                .isInstanceOfSatisfying(
                        Untrusted.class, no -> assertThat(no.reason()).isEqualTo(Distrust.NONCE_INVALID));
    }

    @Test
    void aChangedAnswerIsNotTaken() {
        signIn();

        assertThat(changed(payload -> payload.put("sig", new byte[256])))
                .isInstanceOfSatisfying(
                        Untrusted.class, no -> assertThat(no.reason()).isEqualTo(Distrust.SIGNATURE_INVALID));
        assertThat(changed(payload -> payload.put("load", Map.of("ret", false))))
                .isInstanceOf(SignInResult.Unusable.class);
        assertThat(changed(payload -> payload.remove("load"))).isInstanceOf(SignInResult.Unusable.class);
    }

    private SignInResult changed(Consumer<Map<String, Object>> change) {
        SignIn.Attempt attempt = minion.signIn.begin();
        Map<String, Object> payload = new LinkedHashMap<>(Trees.fields(
                MsgPack.unpackWire(channel.answer(attempt.body(), null).join())));
        change.accept(payload);
        return minion.signIn.judge(attempt, MsgPack.packWire(payload));
    }

    @Test
    void aMasterThatWantsAnotherProtocolIsToldApart() {
        SignIn.Attempt attempt = minion.signIn.begin();

        assertThat(minion.signIn.judge(attempt, MsgPack.packWire("bad load")))
                .isEqualTo(new SignInResult.Unusable("bad load"));
        assertThat(minion.signIn.judge(attempt, new byte[] {(byte) 0xc1})).isInstanceOf(SignInResult.Unusable.class);
        assertThat(minion.signIn.judge(
                        attempt, MsgPack.packWire(Map.of("enc", "clear", "load", Map.of("ret", "bad sig algo")))))
                .isEqualTo(new SignInResult.UnsupportedAlgorithm("bad sig algo"));
    }

    @Test
    void theFingerprintIsHeldAgainstTheMastersKeyBeforeItIsKept() {
        String finger = Fingerprint.of(TestMaster.MASTER_KEY.publicPem(), HashType.SHA256);
        minion = minion(rules(Optional.of("00:11"), false));
        assertThat(signIn())
                .isInstanceOfSatisfying(
                        Untrusted.class, no -> assertThat(no.reason()).isEqualTo(Distrust.FINGER_MISMATCH));
        assertThat(minion.masterKey).isEmpty();

        minion = minion(rules(Optional.of(finger), false));
        assertThat(signIn()).isInstanceOf(Accepted.class);
    }

    @Test
    void aMasterKeyMustBeVouchedForWhereTheRulesSaySo() {
        minion = minion(rules(Optional.empty(), true));
        minion.signingKey = Optional.of(TestMaster.OTHER_KEY.publicPem());

        assertThat(signIn())
                .isInstanceOfSatisfying(
                        Untrusted.class, no -> assertThat(no.reason()).isEqualTo(Distrust.PUB_SIG_MISSING));
        assertThat(vouchedFor(TestMaster.MINION_KEY))
                .isInstanceOfSatisfying(
                        Untrusted.class, no -> assertThat(no.reason()).isEqualTo(Distrust.PUB_SIG_INVALID));
        assertThat(vouchedFor(TestMaster.OTHER_KEY)).isInstanceOf(Accepted.class);
    }

    private SignInResult vouchedFor(RsaKeyPair signer) {
        SignIn.Attempt attempt = minion.signIn.begin();
        Map<String, Object> payload = new LinkedHashMap<>(Trees.fields(
                MsgPack.unpackWire(channel.answer(attempt.body(), null).join())));
        Map<String, Object> load =
                new LinkedHashMap<>(Trees.fields(MsgPack.unpackWire(Trees.bytes(payload.get("load")))));
        load.put("pub_sig", MasterSignature.make(signer, SigningAlgorithm.PKCS1V15_SHA224, (String)
                load.get("pub_key")));
        byte[] bytes = MsgPack.packWire(load);
        payload.put("load", bytes);
        payload.put("sig", TestMaster.MASTER_KEY.sign(SigningAlgorithm.PKCS1V15_SHA224, bytes));
        return minion.signIn.judge(attempt, MsgPack.packWire(payload));
    }

    private static SignInRules rules(Optional<String> finger, boolean verifies) {
        return new SignInRules(finger, HashType.SHA256, verifies, false, false, Map.of());
    }

    private TestMinion minion(SignInRules rules) {
        return new TestMinion(TestMaster.road(channel), TestMaster.MINION_KEY, rules, Clock.systemUTC());
    }

    private SignInResult signIn() {
        return minion.credentials.signIn().join();
    }
}
