package io.brine.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.brine.api.ApiServer;
import io.brine.api.mon.DashboardMounts;
import io.brine.events.EventFilter;
import io.brine.keys.KeyState;
import io.brine.master.MasterSite;
import io.brine.minion.MinionSite;
import io.brine.monitor.Monitor;
import io.brine.monitor.board.LiveBoard;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code brine top --once}, beside a running master and over its API. */
class TopCommandIT {
    @TempDir
    Path root;

    private String top(String input, String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Terminal terminal = Terminal.of(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                out,
                out,
                false,
                Map.of("COLUMNS", "100"));
        List<String> all = new ArrayList<>(List.of("top"));
        all.addAll(List.of(words));
        int code = Main.run(all, terminal);
        terminal.flush();
        return out.toString(StandardCharsets.UTF_8) + code;
    }

    @Test
    void theFleetIsPrintedOnceAsPlainText() {
        try (MasterSite site = new MasterSite(root, "autosign_file: /dev/null").start();
                Monitor monitor = Monitor.over(site.config, site.daemon, Clock.systemUTC())
                        .start();
                MinionSite minion = new MinionSite(
                        root.resolve("web1"),
                        "web1",
                        site.roads,
                        "master: 127.0.0.1",
                        "master_port: " + site.config.network().retPort())) {
            LiveBoard.of(monitor, Optional.empty(), Optional.empty(), Clock.systemUTC());
            minion.start();
            await().until(() -> site.daemon.views().keys().ids(KeyState.PENDING).contains("web1"));

            String said = top("", "-c", root.toString(), "--once");

            assertThat(said).startsWith("brine_master   ").contains(" UTC\n1 minion   ○ 1 pending\n");
            assertThat(said)
                    .containsPattern("○ PENDING +web1 .* its key waits to be acce")
                    .endsWith("\n0");
            assertThat(said).doesNotContain("\u001b");
            assertThat(said.lines()).allMatch(line -> line.length() <= 100);
        }
    }

    @Test
    void anotherMasterIsAskedOverItsApi() {
        try (MasterSite site = new MasterSite(
                                root,
                                "external_auth: {auto: {ann: ['@runner']}}",
                                "rest_cherrypy: {port: 0, host: 127.0.0.1, disable_ssl: true}")
                        .start();
                Monitor monitor = Monitor.over(site.config, site.daemon, Clock.systemUTC())
                        .start();
                DashboardMounts dashboard = DashboardMounts.over(
                        LiveBoard.of(monitor, Optional.empty(), Optional.empty(), Clock.systemUTC()),
                        () -> site.daemon.bus().subscribe(EventFilter.ALL),
                        Clock.systemUTC());
                ApiServer door = new ApiServer(
                        new ApiServer.Parts(
                                site.config,
                                site.roads,
                                () -> site.daemon.bus().subscribe(EventFilter.ALL),
                                site.daemon.bus(),
                                Clock.systemUTC()),
                        dashboard.mounts())) {
            door.start();
            String url = "http://127.0.0.1:" + door.port() + "/";

            assertThat(top("secret\n", "--url", url, "--username", "ann", "--eauth", "auto", "--once"))
                    .contains("brine_master", "0 minions")
                    .doesNotContain("secret")
                    .endsWith("0");
            assertThat(top("", "--url", url, "--token", "00", "--once"))
                    .contains("says 401")
                    .endsWith("1");
        }
    }

    @Test
    void aMasterThatDoesNotWatchItselfIsNamedAsThat() {
        try (MasterSite site = new MasterSite(root).start()) {
            assertThat(site.daemon.connected()).isEmpty();

            assertThat(top("", "-c", root.toString(), "--once")).contains("the master does not watch itself");
        }
    }
}
