package io.brine.minion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.brine.config.MasterAddress;
import io.brine.config.StartupConfig;
import io.brine.data.MsgPack;
import io.brine.functions.CommandExecutionException;
import io.brine.transport.InMemoryRoads;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The small parts of the daemon, each alone. */
class MinionPartsTest {
    @TempDir
    private Path root;

    @Test
    void aJidIsNewOnceUntilManyOthersCame() {
        JidQueue queue = new JidQueue(2);

        assertThat(queue.isNew("1")).isTrue();
        assertThat(queue.isNew("1")).isFalse();
        assertThat(queue.isNew("2")).isTrue();
        assertThat(queue.isNew("3")).isTrue();
        assertThat(queue.isNew("1")).isTrue();
        assertThat(queue.isNew("3")).isFalse();
    }

    @Test
    void aFileHasItsPlaceInTheCacheAndNeverOutside() {
        CacheLayout cache = new CacheLayout(root);

        assertThat(cache.place("web/a.conf", "base")).isEqualTo(root.resolve("files/base/web/a.conf"));
        assertThat(cache.place("/web/a.conf", "dev")).isEqualTo(root.resolve("files/dev/web/a.conf"));
        for (String path : List.of("../x", "a/../../x", "../../../etc/passwd")) {
            assertThatThrownBy(() -> cache.place(path, "base")).isInstanceOf(CommandExecutionException.class);
        }
        assertThatThrownBy(() -> cache.place("x", "../../etc")).isInstanceOf(CommandExecutionException.class);
    }

    @Test
    void theStartEventsAreThoseOfSalt() {
        Clock clock = Clock.fixed(Instant.parse("2026-11-07T02:33:23Z"), ZoneOffset.UTC);
        StartEvents events = new StartEvents("m1", new StartupConfig("", List.of(), "", List.of("os"), true), clock);

        List<Map<String, Object>> loads = events.loads(Map.of("os", "Debian", "id", "m1"));

        Map<String, Object> expected = new LinkedHashMap<>();
        expected.put("id", "m1");
        expected.put("cmd", "_minion_event");
        expected.put("pretag", null);
        expected.put("data", "Minion m1 started at Sat Nov  7 02:33:23 2026");
        expected.put("tag", "minion_start");
        expected.put("grains", Map.of("os", "Debian"));
        assertThat(loads.get(0)).isEqualTo(expected);
        assertThat(loads.get(0).keySet()).containsExactly("id", "cmd", "pretag", "data", "tag", "grains");
        assertThat(loads.get(1)).containsEntry("tag", "salt/minion/m1/start");
    }

    @Test
    void withoutLegacyEventsAndGrainsThereIsOneShortStartEvent() {
        StartEvents events =
                new StartEvents("m1", new StartupConfig("", List.of(), "", List.of(), false), Clock.systemUTC());

        assertThat(events.loads(Map.of("os", "Debian")))
                .hasSize(1)
                .first()
                .satisfies(load -> assertThat(load).doesNotContainKey("grains"));
    }

    @Test
    void filesOfDeadProcessesAreTidiedUpAndThoseOfOthersStay() throws Exception {
        Path directory = Files.createDirectories(root.resolve("proc"));
        Files.write(directory.resolve("dead"), MsgPack.packWire(Map.of("pid", 4_000_000L, "jid", "dead")));
        Files.write(directory.resolve("other"), MsgPack.packWire(Map.of("pid", 1L, "jid", "other")));
        Files.write(directory.resolve("junk"), new byte[] {(byte) 0xc1});
        ProcFiles proc = new ProcFiles(root);

        proc.clear();

        assertThat(directory.toFile().list()).containsExactly("other");
        assertThat(proc.entries()).containsExactly(Map.of("pid", 1L, "jid", "other"));
    }

    @Test
    void theMasterTellsThePublishPortUnlessTheConfigurationDoes() {
        try (InMemoryRoads roads = new InMemoryRoads();
                MinionSite usual = new MinionSite(root.resolve("a"), "a", roads, "master: h");
                MinionSite own = new MinionSite(root.resolve("b"), "b", roads, "master: h", "publish_port: 5555")) {
            MasterAddress address = usual.config.masters().addresses().get(0);

            assertThat(new MasterEndpoints(address, usual.config).requests()).isEqualTo("tcp://h:4506");
            assertThat(new MasterEndpoints(address, usual.config).publications(4605))
                    .isEqualTo("tcp://h:4605");
            assertThat(new MasterEndpoints(address, own.config).publications(4605))
                    .isEqualTo("tcp://h:5555");
        }
    }

    @Test
    void startupStatesAreAJobWithoutJid() {
        assertThat(StartupJob.of(new StartupConfig("", List.of(), "", List.of(), false)))
                .isEmpty();
        assertThat(StartupJob.of(new StartupConfig("sls", List.of("a", "b"), "", List.of(), false))
                        .orElseThrow()
                        .fields())
                .containsEntry("jid", "req")
                .containsEntry("fun", "state.sls")
                .containsEntry("arg", List.of(List.of("a", "b")));
    }
}
