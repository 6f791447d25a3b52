package io.brine.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.brine.crypt.Crypticle;
import io.brine.data.MsgPack;
import io.brine.transport.RequestClient;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class ReqChannelTest {
    private final TestMaster master = new TestMaster().accept(TestMaster.MINION_KEY);
    private final ReqServerChannel channel = master.channel(new RequestRules(0, 0, true), Clock.systemUTC());
    private final TestMinion minion = new TestMinion(TestMaster.road(channel));

    @Test
    void aMinionSignsInByItselfAndAsks() {
        assertThat(minion.ask("_mine_get")).isEqualTo("_mine_get");

        assertThat(master.auths).isEqualTo(1);
        assertThat(master.dispatched.get(1)).containsEntry("id", "web1").doesNotContainKeys("tok", "nonce");
        assertThat(minion.masterKey).contains(TestMaster.MASTER_KEY.publicKey().cleanedPem());
    }

    @Test
    void aMasterWithoutSessionKeysIsAskedInVersion2() {
        master.givesSessions = false;

        assertThat(minion.ask("_return")).isEqualTo("_return");
        assertThat(minion.credentials.current().orElseThrow().isProven()).isFalse();
        assertThat(master.dispatched.get(1)).doesNotContainKey("ts");
    }

    @Test
    void newKeysOfTheMasterCostOneSignInAndTheRequestIsSentAgain() {
        minion.ask("_return");
        master.sessions.clear();
        master.shared.set(0, Crypticle.generate());

        assertThat(minion.ask("_return")).isEqualTo("_return");
        assertThat(master.auths).isEqualTo(2);
        assertThat(master.refusals).containsExactly(RequestRefusal.NOT_OPENED);
    }

    @Test
    void aMasterThatRefusesAfterTheSignInIsToldAsSuch() {
        minion.ask("_return");
        RequestClient refusing = changing(reply -> MsgPack.packWire("bad load"));
        ReqChannel requests = new ReqChannel(refusing, minion.credentials, minion.me, Runnable::run, Clock.systemUTC());

        assertThatThrownBy(() -> requests.ask(Map.of("cmd", "_return"), Duration.ofSeconds(60))
                        .join())
                .hasCauseInstanceOf(MasterRefusedException.class)
                .hasMessageContaining("bad load");
        assertThat(master.auths).isEqualTo(2);
    }

    @Test
    void anUnsealedEmptyAnswerIsNotBelieved() {
        minion.ask("_return");
        RequestClient blanking = changing(reply -> MsgPack.packWire(""));
        ReqChannel requests = new ReqChannel(blanking, minion.credentials, minion.me, Runnable::run, Clock.systemUTC());

        assertThatThrownBy(() -> requests.ask(Map.of("cmd", "_file_hash"), Duration.ofSeconds(60))
                        .join())
                .hasCauseInstanceOf(MasterRefusedException.class);
    }

    @Test
    void theReplyToAnotherRequestIsNotTaken() {
        minion.ask("_return");
        List<byte[]> recorded = new ArrayList<>();
        RequestClient replaying = changing(reply -> {
            recorded.add(reply);
            return recorded.get(0);
        });
        ReqChannel requests =
                new ReqChannel(replaying, minion.credentials, minion.me, Runnable::run, Clock.systemUTC());
        requests.ask(Map.of("cmd", "_first"), Duration.ofSeconds(60)).join();

        assertThatThrownBy(() -> requests.ask(Map.of("cmd", "_second"), Duration.ofSeconds(60))
                        .join())
                .hasCauseInstanceOf(NonceException.class);
        assertThat(master.auths).isEqualTo(1);
    }

    @Test
    void thePillarComesPrivatelyAndSigned() {
        assertThat(minion.requests
                        .askPillar(Map.of("cmd", "_pillar"), Duration.ofSeconds(60))
                        .join())
                .isEqualTo(Map.of("secret", "for web1"));
    }

    @Test
    void aPillarSignedByAnotherMasterIsRefused() {
        minion.ask("_return");
        master.key = TestMaster.OTHER_KEY;

        assertThatThrownBy(() -> minion.requests
                        .askPillar(Map.of("cmd", "_pillar"), Duration.ofSeconds(60))
                        .join())
                .hasCauseInstanceOf(MasterRefusedException.class)
                .hasMessageContaining("signature");
    }

    @Test
    void aPendingMinionGetsNoAnswerButTheReason() {
        master.accepted.clear();

        assertThatThrownBy(() -> minion.ask("_return"))
                .hasCauseInstanceOf(SignInException.class)
                .hasMessageContaining("Pending");
    }

    @Test
    void manyWhoWaitShareOneSignIn() {
        List<CompletableFuture<byte[]>> held = new ArrayList<>();
        List<byte[]> asked = new ArrayList<>();
        RequestClient slow = new RequestClient() {
            @Override
            public CompletableFuture<byte[]> ask(byte[] body, Duration timeout) {
                asked.add(body);
                held.add(new CompletableFuture<>());
                return held.get(held.size() - 1);
            }

            @Override
            public void close() {}
        };
        Credentials credentials = new Credentials(minion.signIn, slow, Runnable::run, Duration.ofSeconds(60));
        List<CompletableFuture<Session>> waiting = new ArrayList<>();

        for (int i = 0; i < 10; i++) {
            waiting.add(credentials.session());
        }
        assertThat(asked).hasSize(1);
        held.get(0).complete(channel.answer(asked.get(0), null).join());

        assertThat(waiting).allMatch(CompletableFuture::isDone);
        assertThat(waiting.stream().map(CompletableFuture::join).distinct()).hasSize(1);
    }

    @Test
    void aSignInThatBringsTheSameKeysKeepsTheSession() {
        minion.ask("_return");
        Session before = minion.credentials.current().orElseThrow();

        minion.credentials.signIn().join();

        assertThat(minion.credentials.current()).containsSame(before);
    }

    /** The same channel with its replies changed; sign-ins go over the unchanged one. */
    private RequestClient changing(UnaryOperator<byte[]> change) {
        return new RequestClient() {
            @Override
            public CompletableFuture<byte[]> ask(byte[] body, Duration timeout) {
                return CompletableFuture.completedFuture(
                        change.apply(channel.answer(body, null).join()));
            }

            @Override
            public void close() {}
        };
    }
}
