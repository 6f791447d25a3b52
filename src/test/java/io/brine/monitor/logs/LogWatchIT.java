package io.brine.monitor.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.brine.config.ConfigLoader;
import io.brine.config.LogsConfig;
import io.brine.events.EventBus;
import io.brine.events.EventFilter;
import io.brine.events.EventSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogWatchIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String LINE = "2026-11-28 23:59:01,123 [salt.minion      :42  ][ERROR   ][77] ";

    @TempDir
    private Path root;

    private final EventBus bus = new EventBus(Clock.systemUTC());
    private EventSource hits;
    private Path log;
    private LogWatch watch;

    @BeforeEach
    void open() throws Exception {
        hits = bus.subscribe(EventFilter.startingWith("salt/mon/log/"));
        log = root.resolve("minion.log");
        Files.writeString(log, LINE + "MemoryError of long ago\n");
    }

    @AfterEach
    void close() {
        if (watch != null) {
            watch.close();
        }
        bus.close();
    }

    private void watch(String... logs) throws Exception {
        String lines = String.join("\n    ", logs);
        Files.writeString(root.resolve("master"), "root_dir: " + root + "\nmon:\n  logs:\n    " + lines + "\n");
        LogsConfig config = ConfigLoader.ofThisProcess()
                .master(Optional.of(root), Map.of())
                .monitor()
                .logs();
        watch = new LogWatch(config, bus, Clock.systemUTC(), hit -> {}).start();
    }

    private void append(String text) throws Exception {
        Files.writeString(log, text, StandardOpenOption.APPEND, StandardOpenOption.CREATE);
    }

    private Map<String, Object> nextHit() {
        return hits.next(SOON).orElseThrow().data();
    }

    @Test
    void aLineOfAFileIsAnEventAndWhatWasThereBeforeIsNot() throws Exception {
        watch("files: [" + log + "]");

        append(LINE + "Data transport is broken, password=hunter2\n");

        assertThat(nextHit())
                .containsEntry("rule", "file-pull")
                .containsEntry("source", log.toString())
                .containsEntry("text", "Data transport is broken, password=***");
    }

    @Test
    void aFileThatIsMovedAwayAndBegunAnewIsFollowed() throws Exception {
        watch("files: [" + log + "]");
        append(LINE + "Data transport is broken\n");
        assertThat(nextHit()).containsEntry("rule", "file-pull");

        Files.move(log, root.resolve("minion.log.1"));
        append(LINE + "An instance is already running\n");

        assertThat(nextHit()).containsEntry("rule", "second-instance");
    }

    @Test
    void aFileThatIsCutIsReadFromItsBegin() throws Exception {
        watch("files: [" + log + "]");
        append(LINE + "Data transport is broken, " + "x".repeat(1000) + "\n");
        assertThat(nextHit()).containsEntry("rule", "file-pull");

        Files.writeString(log, LINE + "OSError: No space left\n");

        await().atMost(SOON)
                .until(() ->
                        watch.book().hits().stream().anyMatch(hit -> hit.rule().equals("disk")));
    }

    @Test
    void onesOwnRulesComeBeforeTheCatalogue() throws Exception {
        watch(
                "files: [{path: " + log + ", side: master}]",
                "mute: ['boring']",
                "rules: [{name: mine, pattern: 'No space left', react: page, side: master}]");

        append(LINE + "boring: No space left\n" + LINE + "No space left\n");

        assertThat(nextHit()).containsEntry("rule", "mine").containsEntry("react", "page");
    }

    @Test
    void theMastersOwnLinesAndTheBeaconsOfMinionsAreRead() throws Exception {
        watch("catalogue: true");

        watch.onOwnLine("ERROR", "io.brine.master.RefusalLog", "Requested method not exposed: x");
        assertThat(nextHit()).containsEntry("rule", "not-exposed").containsEntry("side", "master");

        bus.fire("salt/beacon/m1/log/minion", Map.of("id", "m1", "raw", "Bad download of file salt://x"));
        assertThat(nextHit()).containsEntry("rule", "file-pull").containsEntry("source", "m1");
    }

    @Test
    void aJournalIsReadEntryByEntry() throws Exception {
        Path journalctl = root.resolve("journalctl");
        Files.writeString(journalctl, """
                #!/bin/sh
                echo 'not json'
                echo '{"MESSAGE":"An instance is already running","PRIORITY":"3"}'
                exec cat
                """);
        Files.setPosixFilePermissions(journalctl, PosixFilePermissions.fromString("rwx------"));

        watch("journald: [salt-minion]", "journalctl: " + journalctl);

        assertThat(nextHit()).containsEntry("rule", "second-instance").containsEntry("source", "salt-minion");
    }

    @Test
    void aFileThatIsNotThereYetIsReadFromItsBeginWhenItComes() throws Exception {
        log = root.resolve("later.log");
        watch("files: [" + log + "]");

        append(LINE + "Data transport is broken\n");

        assertThat(nextHit()).containsEntry("rule", "file-pull");
        assertThat(watch.book().templates()).extracting(LogRow::rule).containsExactly("file-pull");
    }
}
