package io.brine.minion;

import static io.brine.minion.TestMaster.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.brine.FreePort;
import io.brine.config.ConfigException;
import io.brine.transport.InMemoryRoads;
import io.brine.transport.SocketEvent;
import io.brine.transport.zmtp.ZmtpRoads;
import java.io.IOException;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which master a minion goes to, and from where. */
class MasterChoiceIT {
    @TempDir
    private Path root;

    private final List<AutoCloseable> toClose = new ArrayList<>();
    private final List<String> accepted = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (int i = toClose.size() - 1; i >= 0; i--) {
            toClose.get(i).close();
        }
    }

    private <T extends AutoCloseable> T closed(T one) {
        toClose.add(one);
        return one;
    }

    /** On tcp, noting who connects. */
    private TestMaster tcpMaster() throws IOException {
        ZmtpRoads roads = closed(new ZmtpRoads());
        roads.listen(event -> {
            if (event.kind() == SocketEvent.Kind.ACCEPTED) {
                accepted.add(event.peerAddress());
            }
        });
        return closed(new TestMaster(root.resolve("M"), roads, FreePort.next(), FreePort.next(), "auto_accept: true")
                .start());
    }

    private MinionSite readyTcpMinion(TestMaster master, String... lines) {
        List<String> all = new ArrayList<>(List.of(
                "master: 127.0.0.1", "master_port: " + master.config.network().retPort()));
        all.addAll(List.of(lines));
        MinionSite site =
                closed(new MinionSite(root.resolve("m1"), "m1", closed(new ZmtpRoads()), all.toArray(String[]::new)));
        site.start();
        await().atMost(SOON).until(() -> site.count("ready") > 0);
        return site;
    }

    @Test
    void itConnectsFromTheSourceAddressAndPortsItWasGiven() throws IOException {
        TestMaster master = tcpMaster();
        int retPort = FreePort.next();
        int publishPort = FreePort.next();

        readyTcpMinion(
                master,
                "source_address: 127.0.0.2",
                "source_ret_port: " + retPort,
                "source_publish_port: " + publishPort);

        assertThat(master.value("m1", "test.ping")).isEqualTo(true);
        assertThat(accepted)
                .filteredOn(peer -> peer.startsWith("127.0.0.2"))
                .containsExactlyInAnyOrder("127.0.0.2:" + retPort, "127.0.0.2:" + publishPort);
    }

    @Test
    void withFixedPortsItComesBackToARestartedMaster() throws IOException {
        TestMaster master = tcpMaster();
        MinionSite minion = readyTcpMinion(
                master, "source_ret_port: " + FreePort.next(), "source_publish_port: " + FreePort.next());
        master.close();
        await().atMost(SOON).until(() -> minion.count("connection_lost") == 1);

        master.start();

        await().atMost(SOON).until(() -> minion.count("ready") == 2);
        assertThat(master.value("m1", "test.ping")).isEqualTo(true);
    }

    @Test
    void itConnectsFromTheInterfaceItWasGiven() throws IOException {
        TestMaster master = tcpMaster();
        String loopback = NetworkInterface.networkInterfaces()
                .filter(MasterChoiceIT::isLoopback)
                .findFirst()
                .orElseThrow()
                .getName();
        int retPort = FreePort.next();

        readyTcpMinion(master, "source_interface_name: " + loopback, "source_ret_port: " + retPort);

        assertThat(accepted).contains("127.0.0.1:" + retPort);
    }

    private static boolean isLoopback(NetworkInterface one) {
        try {
            return one.isLoopback();
        } catch (SocketException gone) {
            return false;
        }
    }

    @Test
    void anInterfaceThatIsNotThereIsIgnored() throws IOException {
        TestMaster master = tcpMaster();

        readyTcpMinion(master, "source_interface_name: nosuch0");

        assertThat(master.value("m1", "test.ping")).isEqualTo(true);
    }

    @Test
    void withTypeFuncAFunctionNamesTheMaster() {
        InMemoryRoads roads = closed(new InMemoryRoads());
        TestMaster master = closed(new TestMaster(root.resolve("M"), roads, 4505, 4506, "auto_accept: true").start());

        MinionSite minion = closed(
                new MinionSite(root.resolve("m1"), "m1", roads, "master_type: func", "master: cmd.run echo 127.0.0.1")
                        .start());

        await().atMost(SOON).until(() -> minion.count("ready") == 1);
        assertThat(master.value("m1", "test.ping")).isEqualTo(true);
        assertThat(master.value("m1", "config.get", "master")).isEqualTo("127.0.0.1");
    }

    @Test
    void ofAListThatAFunctionNamesTheFirstThatAnswersIsHeld() {
        InMemoryRoads roads = closed(new InMemoryRoads());
        TestMaster master = closed(new TestMaster(root.resolve("M"), roads, 4505, 4506, "auto_accept: true").start());

        MinionSite minion = closed(new MinionSite(
                        root.resolve("m1"),
                        "m1",
                        roads,
                        "master_type: func",
                        "master: config.get my_masters",
                        "my_masters: ['127.0.0.1:9', '127.0.0.1']",
                        "auth_timeout: 0.2")
                .start());

        await().atMost(SOON).until(() -> minion.count("ready") == 1);
        assertThat(master.value("m1", "test.ping")).isEqualTo(true);
    }

    @Test
    void aFunctionThatNamesNoMasterEndsTheStart() {
        InMemoryRoads roads = closed(new InMemoryRoads());
        for (String function : List.of("no.such", "test.ping", "config.get nothing")) {
            MinionSite minion =
                    closed(new MinionSite(root.resolve("m1"), "m1", roads, "master_type: func", "master: " + function));

            assertThatThrownBy(minion::start)
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("func: ");

            minion.close();
        }
    }

    @Test
    void saltCallAsksTheFunctionToo() {
        InMemoryRoads roads = closed(new InMemoryRoads());
        closed(new TestMaster(root.resolve("M"), roads, 4505, 4506, "auto_accept: true").start());
        MinionSite site =
                new MinionSite(root.resolve("m1"), "m1", roads, "master_type: func", "master: cmd.run echo 127.0.0.1");

        try (SaltCall call = new SaltCall(site.config, () -> new TappedRoads(roads))) {
            SaltCall.Call ping = new SaltCall.Call("test.ping", List.of(), List.of(), java.util.Optional.empty(), true);

            assertThat(call.call(ping).returned()).isEqualTo(true);
        }
    }
}
