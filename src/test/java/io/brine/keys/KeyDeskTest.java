package io.brine.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.brine.config.ConfigLoader;
import io.brine.config.MasterConfig;
import io.brine.config.Surroundings;
import io.brine.keys.KeyDesk.Request;
import io.brine.wire.MinionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyDeskTest {
    private static final MinionId WEB1 = new MinionId("web1");

    @TempDir
    Path dir;

    private final Map<String, Object> options = new HashMap<>();
    private MinionKeys keys;

    @BeforeEach
    void pki() {
        keys = new MinionKeys(dir.resolve("pki"), Clock.systemUTC());
        keys.makeDirectories(false);
    }

    @Test
    void aStrangerWaitsUntilSomebodyAcceptsTheKey() {
        KeyDesk desk = desk();

        assertThat(judge(desk, "KEY\n")).isEqualTo(KeyDecision.PEND);
        assertThat(judge(desk, "KEY")).isEqualTo(KeyDecision.PEND_AGAIN);
        assertThat(keys.text(KeyState.PENDING, WEB1)).contains("KEY\n");

        keys.move(KeyState.PENDING, KeyState.ACCEPTED, WEB1);
        assertThat(judge(desk, "KEY\r\n")).isEqualTo(KeyDecision.ACCEPT);
    }

    @Test
    void aRealSaltKeyIsSeenAtOnce() throws IOException {
        KeyDesk desk = desk();
        judge(desk, "KEY");

        Files.move(dir.resolve("pki/minions_pre/web1"), dir.resolve("pki/minions/web1"));
        assertThat(judge(desk, "KEY")).isEqualTo(KeyDecision.ACCEPT);

        Files.move(dir.resolve("pki/minions/web1"), dir.resolve("pki/minions_rejected/web1"));
        assertThat(judge(desk, "KEY")).isEqualTo(KeyDecision.REFUSE);

        Files.delete(dir.resolve("pki/minions_rejected/web1"));
        assertThat(judge(desk, "KEY")).isEqualTo(KeyDecision.PEND);
    }

    @Test
    void anotherKeyForAnAcceptedIdIsDeniedAndKept() {
        keys.write(KeyState.ACCEPTED, WEB1, "KEY");

        assertThat(judge(desk(), "OTHER")).isEqualTo(KeyDecision.DENY);
        assertThat(keys.text(KeyState.DENIED, WEB1)).contains("OTHER");
        assertThat(keys.text(KeyState.ACCEPTED, WEB1)).contains("KEY");
    }

    @Test
    void openModeWritesOverTheAcceptedKey() {
        options.put("open_mode", true);
        keys.write(KeyState.ACCEPTED, WEB1, "KEY");

        assertThat(judge(desk(), "OTHER")).isEqualTo(KeyDecision.OVERWRITE);
        assertThat(keys.text(KeyState.ACCEPTED, WEB1)).contains("OTHER");
        assertThat(judge(desk(), " ")).isEqualTo(KeyDecision.REFUSE);
    }

    @Test
    void autosignFileTakesNamesPatternsAndExpressions() throws IOException {
        Path file = Files.writeString(dir.resolve("autosign"), "# web1\nweb?\ndb[0-9]+\n");
        options.put("autosign_file", file.toString());
        KeyDesk desk = desk();

        assertThat(judge(desk, "KEY")).isEqualTo(KeyDecision.ACCEPT_NEW);
        assertThat(desk.judge(new Request(new MinionId("db12"), "KEY", Map.of())))
                .isEqualTo(KeyDecision.ACCEPT_NEW);
        assertThat(desk.judge(new Request(new MinionId("db12x"), "KEY", Map.of())))
                .isEqualTo(KeyDecision.PEND);
    }

    @Test
    void anAutosignFileThatOthersMayWriteIsIgnored() throws IOException {
        Path file = Files.writeString(dir.resolve("autosign"), "*\n");
        options.put("autosign_file", file.toString());

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--rw-"));
        assertThat(judge(desk(), "KEY")).isEqualTo(KeyDecision.PEND);

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r--"));
        assertThat(judge(desk(), "KEY")).isEqualTo(KeyDecision.PEND_AGAIN);

        options.put("permissive_pki_access", true);
        assertThat(judge(desk(), "KEY")).isEqualTo(KeyDecision.ACCEPT_PENDING);
        assertThat(keys.ids(KeyState.PENDING)).isEmpty();
    }

    @Test
    void autorejectWinsOverAutosign() throws IOException {
        Path file = Files.writeString(dir.resolve("reject"), "web*\n");
        options.putAll(Map.of("autoreject_file", file.toString(), "auto_accept", true));

        assertThat(judge(desk(), "KEY")).isEqualTo(KeyDecision.REJECT);
        assertThat(keys.ids(KeyState.REJECTED)).containsExactly("web1");
    }

    @Test
    void aStubSignsOnceAndOnlyWhileItIsYoung() throws IOException {
        Path stub = Files.writeString(dir.resolve("pki/minions_autosign/web1"), "");
        Path old = Files.writeString(dir.resolve("pki/minions_autosign/web2"), "");
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minusSeconds(121 * 60)));
        KeyDesk desk = desk();

        assertThat(desk.judge(new Request(new MinionId("web2"), "KEY", Map.of())))
                .isEqualTo(KeyDecision.PEND);
        assertThat(judge(desk, "KEY")).isEqualTo(KeyDecision.ACCEPT_NEW);
        assertThat(stub).doesNotExist();
        assertThat(old).doesNotExist();
    }

    @Test
    void aKnownMinionDoesNotUseUpItsStub() throws IOException {
        Path stub = Files.writeString(dir.resolve("pki/minions_autosign/web1"), "");
        keys.write(KeyState.ACCEPTED, WEB1, "KEY");

        assertThat(judge(desk(), "OTHER")).isEqualTo(KeyDecision.DENY);
        assertThat(stub).exists();
    }

    @Test
    void grainsSignWhenTheirFileHasTheValue() throws IOException {
        Path grains = Files.createDirectories(dir.resolve("grains"));
        Files.writeString(grains.resolve("uuid"), "# none\nabc\n7\n");
        options.put("autosign_grains_dir", grains.toString());
        KeyDesk desk = desk();

        assertThat(desk.judge(new Request(WEB1, "KEY", Map.of("uuid", "xyz", "../uuid", "abc"))))
                .isEqualTo(KeyDecision.PEND);
        assertThat(desk.judge(new Request(WEB1, "KEY", Map.of("uuid", 7L)))).isEqualTo(KeyDecision.ACCEPT_PENDING);
    }

    @Test
    void aDirectoryInTheWayIsRefused() throws IOException {
        Files.createDirectory(dir.resolve("pki/minions_pre/web1"));

        assertThat(judge(desk(), "KEY")).isEqualTo(KeyDecision.REFUSE);
    }

    @Test
    void whatIsTooLongForAKeyIsRefusedAndNotStored() {
        assertThat(judge(desk(), "K".repeat(KeyText.LONGEST + 1))).isEqualTo(KeyDecision.REFUSE);
        assertThat(keys.list().values()).allMatch(List::isEmpty);
    }

    /** salt-exporter counts as a minion whatever is made in there, but for drafts of Salt's name. */
    @Test
    void whoWatchesTheDirectoryOfAcceptedKeysSeesTheKeyAndADraftByItsSaltName() throws Exception {
        options.put("auto_accept", true);
        Path minions = dir.resolve("pki/minions");
        List<String> made = new ArrayList<>();

        try (WatchService watch = minions.getFileSystem().newWatchService()) {
            minions.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
            judge(desk(), "KEY");
            await().until(() -> {
                WatchKey happened = watch.poll();
                if (happened != null) {
                    happened.pollEvents().forEach(event -> made.add(String.valueOf(event.context())));
                    happened.reset();
                }
                return made.contains("web1");
            });
        }

        made.removeIf(name -> name.startsWith(".___atomic_write"));
        assertThat(made).containsExactly("web1");
    }

    private KeyDesk desk() {
        Surroundings surroundings = new Surroundings(Map.of(), dir, "root", () -> "host");
        MasterConfig config = new ConfigLoader(surroundings, Clock.systemUTC()).master(Optional.of(dir), options);
        AutoSign autoSign = new AutoSign(config.keys(), dir.resolve("pki"), Clock.systemUTC());
        return new KeyDesk(keys, dir.resolve("pki"), config.keys().openMode(), autoSign);
    }

    private static KeyDecision judge(KeyDesk desk, String pub) {
        return desk.judge(new Request(WEB1, pub, Map.of()));
    }
}
