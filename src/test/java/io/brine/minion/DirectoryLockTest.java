package io.brine.minion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.brine.transport.InMemoryRoads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryLockTest {
    @TempDir
    private Path root;

    @Test
    void aSecondOneIsRefusedAndToldWhoHasIt() {
        try (DirectoryLock first = DirectoryLock.of(root.resolve("cache"))) {
            assertThat(first).isNotNull();
            assertThatThrownBy(() -> DirectoryLock.of(root.resolve("pki"), root.resolve("cache")))
                    .isInstanceOf(DirectoryInUseException.class)
                    .hasMessageContaining(String.valueOf(ProcessHandle.current().pid()))
                    .hasMessageContaining(root.resolve("cache").toString());

            DirectoryLock.of(root.resolve("pki")).close();
        }
    }

    @Test
    void afterTheEndItIsFree() {
        DirectoryLock.of(root).close();

        DirectoryLock.of(root).close();
    }

    @Test
    void whatCannotBeWrittenToIsNotLocked() throws IOException {
        Path file = Files.createFile(root.resolve("file"));

        DirectoryLock.of(file.resolve("below")).close();
    }

    @Test
    void aSecondMinionWithTheSameKeyIsRefusedAlsoWithOtherSockets() {
        try (InMemoryRoads roads = new InMemoryRoads();
                MinionSite first = new MinionSite(root, "m1", roads, "master: 127.0.0.1").start()) {
            MinionSite second = new MinionSite(
                    root, "m1", roads, "master: 127.0.0.1", "sock_dir: " + root + "/r2", "cachedir: " + root + "/c2");

            assertThatThrownBy(second::start).isInstanceOf(DirectoryInUseException.class);
            assertThat(first.root.resolve("pki/.minion.lock")).exists();
        }
    }
}
