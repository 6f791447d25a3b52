package io.brine.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.brine.master.MasterSite;
import io.brine.monitor.Monitor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code brine events} beside a running master. */
class EventsCommandIT {
    @TempDir
    Path root;

    private MasterSite site;
    private Monitor monitor;

    @BeforeEach
    void start() {
        site = new MasterSite(root).start();
        monitor = Monitor.over(site.config, site.daemon, Clock.systemUTC()).start();
    }

    @AfterEach
    void close() {
        monitor.close();
        site.close();
    }

    private String run(String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Terminal terminal = Terminal.of(new ByteArrayInputStream(new byte[0]), out, out, false, Map.of());
        List<String> line = new ArrayList<>(List.of("events", "-c", root.toString()));
        line.addAll(List.of(words));
        int code = Main.run(line, terminal);
        terminal.flush();
        return out.toString(StandardCharsets.UTF_8) + code;
    }

    @Test
    void liveEventsAreFilteredByTagMinionAndFunction() {
        int before = site.daemon.views().feed().get().orElseThrow().readers();
        CompletableFuture<String> said = CompletableFuture.supplyAsync(
                () -> run("my/*", "--minion", "web*", "--fun", "state.*", "--count", "1"));
        await().until(() -> site.daemon.views().feed().get().orElseThrow().readers() > before);

        site.daemon.bus().fire("other/1", Map.of("id", "web1", "fun", "state.apply"));
        site.daemon.bus().fire("my/1", Map.of("id", "db1", "fun", "state.apply"));
        site.daemon.bus().fire("my/2", Map.of("id", "web1", "fun", "test.ping"));
        site.daemon.bus().fire("my/3", Map.of("id", "web1", "fun", "state.apply"));

        assertThat(said.join())
                .startsWith("my/3\t{")
                .contains("\"id\": \"web1\"")
                .endsWith("\n0");
    }

    @Test
    void thePastIsPrintedAsJsonLinesAndCounted() {
        site.daemon.bus().fire("my/1", Map.of("n", 1L));
        site.daemon.bus().fire("my/2", Map.of("n", 2L));

        await().untilAsserted(() -> assertThat(run("my/*", "--since", "1h", "--past", "--json"))
                .matches("(?s)\\{\"tag\": \"my/1\", \"data\": \\{.*}}\n\\{\"tag\": \"my/2\", .*}}\n0"));
        assertThat(run("my/*", "--since", "1h", "--past", "--rates")).contains("       2  ", "/s  my/1\n");
    }

    @Test
    void thePastGoesOverIntoThePresent() {
        site.daemon.bus().fire("my/1", Map.of());
        await().until(() -> run("my/*", "--since", "1h", "--past").contains("my/1"));
        int before = site.daemon.views().feed().get().orElseThrow().readers();
        CompletableFuture<String> said =
                CompletableFuture.supplyAsync(() -> run("my/*", "--since", "1h", "--count", "2"));
        await().until(() -> site.daemon.views().feed().get().orElseThrow().readers() > before);

        site.daemon.bus().fire("my/2", Map.of());

        assertThat(said.join()).containsSubsequence("my/1\t", "my/2\t").endsWith("\n0");
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThat(run("--past")).contains("only with --since").endsWith("64");
        assertThat(run("--since", "yesterday")).contains("yesterday is neither").endsWith("64");
        assertThat(run("--of-minion")).contains("no event bus at").endsWith("1");
        assertThat(run("a", "b")).endsWith("64");
    }
}
