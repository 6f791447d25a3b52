package io.brine.master;

import static io.brine.master.MasterSite.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.brine.data.Trees;
import io.brine.events.EventFilter;
import io.brine.events.EventSource;
import io.brine.master.ConnectionRow.Identity;
import io.brine.master.runners.BesideDaemon;
import io.brine.master.runners.MasterFunctionRun;
import io.brine.master.runners.MasterFunctionRun.Call;
import io.brine.transport.SocketEvent;
import io.brine.transport.zmtp.ZmtpBytes;
import io.brine.wire.Event;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConnectionBookIT extends WithAMaster {
    private ConnectionBook book() {
        return site.daemon.views().connections();
    }

    private ConnectionRow rowOf(String id) {
        return book().subscribers().stream()
                .filter(row -> row.minion().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private Object runBeside(String fun, Object... args) {
        try (BesideDaemon beside = BesideDaemon.open(site.config, site.roads, "root", line -> {})) {
            MasterFunctionRun runners = beside.runners();
            return runners.run(Call.of(fun, List.of(args), Map.of()), runners.newJid(), "root")
                    .get("return");
        }
    }

    @Test
    void aConnectionIsKnownWithItsMinionAddressBytesAndProof() {
        master("auto_accept: true", "mon: {heartbeat: {interval: 0.05, timeout: 30}}");
        accepted("web1");

        await().atMost(SOON).until(() -> rowOf("web1").identity() == Identity.PROVEN);
        await().atMost(SOON).until(() -> rowOf("web1").counts().roundTripMicros() >= 0);
        ConnectionRow row = rowOf("web1");

        assertThat(row.peerAddress()).startsWith("127.0.0.1:");
        assertThat(row.zmtp()).isEqualTo("3.1");
        assertThat(row.socketType()).isEqualTo("SUB");
        assertThat(row.counts().bytesOut()).isPositive();
        assertThat(row.isTwin()).isFalse();
        MinionSigns signs = book().signs("web1").orElseThrow();
        assertThat(signs.lastHeard()).isPresent();
        assertThat(signs.lastCmd()).isEqualTo("_return");
        assertThat(signs.clockAheadSeconds().orElseThrow()).isBetween(-2L, 1L);
        assertThat(signs.lastAuthentication()).isEqualTo("accept");
    }

    @Test
    void theVersionComesWithThePillarRequest() {
        master("auto_accept: true");
        TestMinion minion = accepted("web1");

        minion.askPillar(Map.of("saltversion", "3006.9"));

        assertThat(book().signs("web1").orElseThrow().saltVersion()).isEqualTo("3006.9");
    }

    @Test
    void anEndedConnectionLeavesItsReasonBehind() {
        master("auto_accept: true");
        TestMinion minion = accepted("web1");
        await().atMost(SOON).until(() -> rowOf("web1").identity() == Identity.PROVEN);

        minion.close();

        await().atMost(SOON).until(() -> book().subscribers().isEmpty());
        assertThat(book().signs("web1").orElseThrow().lastEnd().orElseThrow().what())
                .isEqualTo("closed");
        assertThat(book().socketEventCounts()).containsEntry(SocketEvent.Kind.LISTENING, 2L);
        await().atMost(SOON).until(() -> book().socketEventCounts().get(SocketEvent.Kind.DISCONNECTED) >= 1);
    }

    @Test
    void aKickedMinionConnectsAgain() {
        master("auto_accept: true");
        accepted("web1");
        long number = rowOf("web1").number();

        assertThat(book().kick(number, "a test")).isTrue();

        await().atMost(SOON)
                .until(() -> book().subscribers().stream()
                        .anyMatch(row -> row.number() != number && row.minion().equals("web1")));
        assertThat(book().kick(number, "a test")).isFalse();
        assertThat(book().signs("web1").orElseThrow().links())
                .anySatisfy(link -> assertThat(link.what()).isEqualTo("kicked"));
    }

    @Test
    void aSubscriberThatDoesNotReadIsCutOffAndNamed() throws Exception {
        master("auto_accept: true", "mon: {slow_subscriber: {seconds: 0.5}}");
        accepted("web1");
        try (EventSource events = site.daemon.bus().subscribe(EventFilter.startingWith("salt/mon/slow/"));
                Socket deaf = new Socket()) {
            deaf.setReceiveBufferSize(4096);
            deaf.connect(
                    new InetSocketAddress("127.0.0.1", site.config.network().publishPort()));
            deaf.getOutputStream().write(ZmtpBytes.conversation("SUB", List.of(List.of(new byte[] {1}))));
            await().atMost(SOON).until(() -> book().subscribers().size() == 2);
            String address = "127.0.0.1:" + deaf.getLocalPort();

            for (int number = 0; number < 16; number++) {
                site.publish("*", "glob", "test.ping", "x".repeat(1 << 20));
            }

            Event cut = next(events);
            assertThat(cut.tag()).isEqualTo("salt/mon/slow/" + address);
            assertThat(cut.data()).containsEntry("cut", true).containsEntry("address", address);
            await().atMost(SOON).until(() -> book().subscribers().size() == 1);
            assertThat(rowOf("web1").peerAddress()).isNotEqualTo(address);
        }
    }

    @Test
    void theRunnersShowConnectionsAndQueuesInsideTheDaemonAndBesideIt() {
        master("auto_accept: true");
        accepted("web1");

        Object shown = runBeside("monitor.connections", "web*");
        Object none = runBeside("monitor.connections", "db*");
        Map<String, Object> queues = Trees.fields(runBeside("monitor.queues"));

        assertThat(Trees.fields(((List<?>) shown).get(0)))
                .containsEntry("minion", "web1")
                .containsEntry("handshake", "DONE")
                .containsEntry("queue", 0L);
        assertThat((List<?>) none).isEmpty();
        assertThat(Trees.fields(queues.get("requests"))).containsKeys("MWorker", "Auth", "Files", "Pillar", "Commands");
        assertThat(queues).containsEntry("subscribers", 1L);
    }
}
