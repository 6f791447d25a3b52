package io.brine.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.brine.cli.Main;
import io.brine.cli.Terminal;
import io.brine.data.Json;
import io.brine.events.EventBytes;
import io.brine.events.EventFilter;
import io.brine.events.EventSource;
import io.brine.wire.Event;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The doors on the master's own host: event sockets, job cache, command line. */
class LocalDoorsIT {
    @TempDir
    private static Path root;

    private static AttackedMaster master;

    @BeforeAll
    static void start() {
        master = new AttackedMaster(root.resolve("M"), "timeout: 3");
    }

    @AfterAll
    static void stop() {
        master.close();
    }

    @BeforeEach
    void listen() {
        master.listen();
    }

    private static Path socket(String name) {
        return master.site.root.resolve("run").resolve(name);
    }

    @Test
    @DisplayName("GitHub issue 65317: the event sockets are the owner's alone unless other users were let in")
    void socketsAreTheOwners() throws IOException {
        for (String name : List.of("master_event_pub.ipc", "master_event_pull.ipc")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket(name))))
                    .as(name)
                    .isEqualTo("rw-------");
        }
    }

    private static void write(byte[] bytes) {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket("master_event_pull.ipc")));
            for (ByteBuffer rest = ByteBuffer.wrap(bytes); rest.hasRemaining(); ) {
                channel.write(rest);
            }
        } catch (IOException closedByTheFeed) {
            // What is no event ends the connection.
        }
    }

    @Test
    @DisplayName("CVE-2023-20897 at the event socket: what is no event ends its connection and nothing else")
    void malformedFramesEndTheirConnectionAndTheBusGoesOn() {
        List<byte[]> frames = new ArrayList<>(List.of(
                new byte[0],
                new byte[1],
                new byte[] {(byte) 0xc1},
                new byte[] {(byte) 0xdf, -1, -1, -1, -1},
                new byte[] {(byte) 0xc6, -1, -1, -1, -1, 1},
                "GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
        byte[] deep = new byte[100_000];
        java.util.Arrays.fill(deep, (byte) 0x91);
        frames.add(deep);
        byte[] good = EventBytes.frame(new Event("a/b", Map.of("x", 1L)));
        Random random = new Random(59);
        for (int i = 0; i < 40; i++) {
            byte[] bad = good.clone();
            bad[random.nextInt(bad.length)] = (byte) random.nextInt();
            frames.add(bad);
        }
        frames.forEach(LocalDoorsIT::write);

        try (EventSource events = master.site.daemon.bus().subscribe(EventFilter.startingWith("still/"))) {
            write(EventBytes.frame(new Event("still/here", Map.of("x", 1L))));
            assertThat(events.next(AttackedMaster.SOON).orElseThrow().data()).containsEntry("x", 1L);
        }
    }

    @Test
    @DisplayName("GitHub issue 69988: a listener that never reads holds nobody up")
    void aReaderThatNeverReadsHoldsNobodyUp() throws IOException {
        try (SocketChannel silent = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            silent.connect(UnixDomainSocketAddress.of(socket("master_event_pub.ipc")));
            try (EventSource events = master.site.daemon.bus().subscribe(EventFilter.startingWith("flood/"))) {
                for (int i = 0; i < 200; i++) {
                    master.site.daemon.bus().fire("flood/" + i, Map.of("data", "x".repeat(10_000)));
                }
                for (int i = 0; i < 200; i++) {
                    assertThat(events.next(AttackedMaster.SOON)).isPresent();
                }
            }
        }
        master.stillAnswers();
    }

    private record Said(int code, String out, String err) {}

    private static Said salt(String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = Terminal.of(
                InputStream.nullInputStream(), out, err, false, Map.of("SUDO_USER", "root", "USER", "root"));
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(1, List.of("-c", master.site.root.toString()));
        int code = Main.run(all, terminal);
        terminal.out().flush();
        return new Said(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static CompletableFuture<Said> asking(String... words) {
        return CompletableFuture.supplyAsync(() -> salt(words));
    }

    @Test
    @DisplayName("Output injection: what a minion returns does not steer the terminal, nor break JSON")
    void aReturnDoesNotSteerTheTerminal() throws Exception {
        String evil = "\u001b[2J\u001b]0;title\u0007 gone";
        CompletableFuture<Said> nested = asking("salt", "m1", "test.ping");
        master.m1.give(master.m1.nextJob().jid().value(), evil);
        assertThat(nested.get().out()).contains("gone").doesNotContain("\u001b");

        CompletableFuture<Said> json = asking("salt", "--out=json", "m1", "test.ping");
        master.m1.give(master.m1.nextJob().jid().value(), evil + "\r\n\"}");
        assertThat(Json.parse(json.get().out())).isEqualTo(Map.of("m1", evil + "\r\n\"}"));
    }

    @Test
    @DisplayName("A name in the environment is a label; without the key there is no job")
    void withoutTheKeyTheCommandLineGetsNothing() throws IOException {
        Path key;
        try (var files = Files.list(master.site.root.resolve("cache"))) {
            key = files.filter(file -> file.toString().endsWith("_key"))
                    .findFirst()
                    .orElseThrow();
        }
        int jobs = master.jobs().size();
        String content = Files.readString(key);
        Files.writeString(key, "x".repeat(content.length()));
        try {
            Said said = salt("salt", "--strict", "m1", "test.ping");

            assertThat(said.code()).isNotZero();
            assertThat(said.out() + said.err()).contains("Authentication");
        } finally {
            Files.writeString(key, content);
        }
        assertThat(master.jobs()).hasSize(jobs);
        assertThat(master.told()).anyMatch(line -> line.startsWith("person refused publish user"));
    }

    @Test
    @DisplayName("CVE-2024-37088 and kin, exit codes: nobody matched, and a return that failed, are not 0")
    void failuresHaveExitCodes() throws Exception {
        assertThat(salt("salt", "nobody*", "test.ping").code()).isNotZero();
        CompletableFuture<Said> failing = asking("salt", "m1", "test.false");
        master.m1
                .requests
                .ask(
                        new java.util.LinkedHashMap<>(Map.of(
                                "cmd",
                                "_return",
                                "jid",
                                master.m1.nextJob().jid().value(),
                                "return",
                                "no",
                                "retcode",
                                3L,
                                "success",
                                false,
                                "fun",
                                "test.false",
                                "fun_args",
                                List.of())),
                        AttackedMaster.SOON)
                .join();
        assertThat(failing.get().code()).isNotZero();
    }
}
