package io.brine.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.brine.channel.PubServerChannel.PubRules;
import io.brine.channel.Publication.Dropped;
import io.brine.channel.Publication.Job;
import io.brine.channel.Publication.Reason;
import io.brine.crypt.Crypticle;
import io.brine.crypt.SigningAlgorithm;
import io.brine.data.MsgPack;
import io.brine.data.Trees;
import io.brine.wire.PublishLoad;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PubChannelTest {
    private static final SigningAlgorithm SHA1 = SigningAlgorithm.PKCS1V15_SHA1;

    private final TestMaster master = new TestMaster().accept(TestMaster.MINION_KEY);
    private final ReqServerChannel channel = master.channel(RequestRules.DEFAULT, Clock.systemUTC());
    private final TestMinion minion = new TestMinion(TestMaster.road(channel));
    private final PubServerChannel publisher = new PubServerChannel(master, Serials.inMemory(), PubRules.DEFAULT);
    private final PubChannel subscriber = new PubChannel(minion.credentials, TestMaster.WEB1, false, Clock.systemUTC());

    private static PublishLoad job(String jid) {
        Map<String, Object> load = new LinkedHashMap<>();
        load.put("fun", "test.ping");
        load.put("arg", List.of());
        load.put("tgt", "*");
        load.put("jid", jid);
        load.put("ret", "");
        return new PublishLoad(load);
    }

    private List<byte[]> published(PubServerChannel by, PublishLoad load) {
        List<List<byte[]>> messages = new ArrayList<>();
        by.publish(load, List.of("web1"), messages::add);
        return messages.get(0);
    }

    private Publication receive(List<byte[]> frames) {
        return subscriber.receive(frames).join();
    }

    @Test
    void aJobArrivesWithoutItsSerial() {
        assertThat(receive(published(publisher, job("20240101000000000001"))))
                .isInstanceOfSatisfying(
                        Job.class,
                        job -> assertThat(job.load().fields())
                                .containsEntry("fun", "test.ping")
                                .doesNotContainKey("serial"));
    }

    @Test
    void aReplayedOrOlderJobIsDropped() {
        List<byte[]> first = published(publisher, job("20240101000000000001"));
        List<byte[]> second = published(publisher, job("20240101000000000002"));

        assertThat(receive(second)).isInstanceOf(Job.class);
        assertThat(receive(second))
                .isInstanceOfSatisfying(
                        Dropped.class, no -> assertThat(no.reason()).isEqualTo(Reason.OLD_SERIAL));
        assertThat(receive(first)).isInstanceOf(Dropped.class);
    }

    @Test
    void aNewSharedKeyCostsOneSignInAndTheSameJobIsTaken() {
        receive(published(publisher, job("20240101000000000001")));
        master.shared.set(0, Crypticle.generate());

        assertThat(receive(published(publisher, job("20240101000000000002")))).isInstanceOf(Job.class);
        assertThat(master.auths).isEqualTo(2);
        assertThat(receive(published(publisher, job("20240101000000000003")))).isInstanceOf(Job.class);
        assertThat(master.auths).isEqualTo(2);
    }

    @Test
    void garbageDoesNotMakeAStormOfSignIns() {
        receive(published(publisher, job("20240101000000000001")));
        Map<String, Object> garbage = new LinkedHashMap<>();
        garbage.put("enc", "aes");
        garbage.put("load", new byte[100]);

        for (int i = 0; i < 100; i++) {
            assertThat(receive(List.of(MsgPack.packWire(garbage)))).isInstanceOf(Dropped.class);
        }
        assertThat(master.auths).isEqualTo(2);
    }

    @Test
    void anyMinionHoldsTheSharedKeyButOnlyTheMasterSigns() {
        receive(published(publisher, job("20240101000000000001")));
        master.key = TestMaster.OTHER_KEY;

        assertThat(receive(published(publisher, job("20240101000000000002"))))
                .isInstanceOfSatisfying(
                        Dropped.class, no -> assertThat(no.reason()).isEqualTo(Reason.BAD_SIGNATURE));
    }

    @Test
    void onceAMasterHasSignedItsJobsMustBeSigned() {
        PubServerChannel unsigned =
                new PubServerChannel(master, Serials.inMemory(), new PubRules(false, SHA1, false, false));
        assertThat(receive(published(unsigned, job("20240101000000000001")))).isInstanceOf(Job.class);

        published(publisher, job("20240101000000000002"));
        assertThat(receive(published(publisher, job("20240101000000000003")))).isInstanceOf(Job.class);
        for (int i = 0; i < 3; i++) {
            published(unsigned, job("20240101000000000004"));
        }
        assertThat(receive(published(unsigned, job("20240101000000000005"))))
                .isInstanceOfSatisfying(
                        Dropped.class, no -> assertThat(no.reason()).isEqualTo(Reason.UNSIGNED));
    }

    @Test
    void anUnsignedJobIsDroppedWhereSignaturesAreRequired() {
        PubServerChannel unsigned =
                new PubServerChannel(master, Serials.inMemory(), new PubRules(false, SHA1, false, false));
        PubChannel strict = new PubChannel(minion.credentials, TestMaster.WEB1, true, Clock.systemUTC());

        assertThat(strict.receive(published(unsigned, job("20240101000000000001")))
                        .join())
                .isInstanceOfSatisfying(
                        Dropped.class, no -> assertThat(no.reason()).isEqualTo(Reason.UNSIGNED));
    }

    @Test
    void withTopicsAMinionTakesItsOwnAndBroadcasts() {
        PubServerChannel filtering =
                new PubServerChannel(master, Serials.inMemory(), new PubRules(true, SHA1, true, true));
        List<List<byte[]>> messages = new ArrayList<>();
        filtering.publish(job("20240101000000000001"), List.of("web1", "db1"), messages::add);

        assertThat(messages)
                .extracting(frames -> new String(frames.get(0)))
                .hasSize(3)
                .contains("syndic")
                .contains(new String(subscriber.topics().get(1)));
        assertThat(receive(messages.get(0))).isInstanceOf(Job.class);
        assertThat(receive(messages.get(1)))
                .isInstanceOfSatisfying(
                        Dropped.class, no -> assertThat(no.reason()).isEqualTo(Reason.OTHER_TOPIC));
    }

    @Test
    void malformedAndClearMessagesAreDropped() {
        assertThat(receive(List.of())).isInstanceOf(Dropped.class);
        assertThat(receive(List.of(new byte[] {(byte) 0xc1}))).isInstanceOf(Dropped.class);
        assertThat(receive(List.of(MsgPack.packWire(Map.of("enc", "clear", "load", job("1").fields())))))
                .isInstanceOfSatisfying(
                        Dropped.class, no -> assertThat(no.reason()).isEqualTo(Reason.NOT_ENCRYPTED));
    }

    @Test
    void notesOfTheReferenceToItselfDoNotComeFromOutside() {
        Map<String, Object> load =
                new LinkedHashMap<>(job("20240101000000000001").fields());
        load.put("__skip_duplicate_check", true);

        assertThat(receive(published(publisher, new PublishLoad(load))))
                .isInstanceOfSatisfying(
                        Job.class,
                        job -> assertThat(Trees.fields(job.load().fields()))
                                .doesNotContainKey("__skip_duplicate_check"));
    }
}
