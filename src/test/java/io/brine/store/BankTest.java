package io.brine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.brine.data.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BankTest {
    @TempDir
    Path dir;

    @Test
    void whatIsStoredIsFetchedByAnother() {
        Map<String, Object> data = Map.of("grains", Map.of("os", "Debian"));
        new Bank(dir).store("minions/web1", "data", data);

        Bank bank = new Bank(dir);
        assertThat(bank.fetch("minions/web1", "data")).contains(data);
        assertThat(bank.list("minions")).containsExactly("web1");
        assertThat(bank.list("minions/web1")).containsExactly("data");
        assertThat(bank.contains("minions/web1", "data")).isTrue();
        assertThat(bank.updated("minions/web1", "data")).isPresent();
        assertThat(dir.resolve("minions/web1/data.p")).exists();
    }

    @Test
    void whatIsMissingOrBrokenIsEmpty() throws IOException {
        Bank bank = new Bank(dir);
        Files.write(dir.resolve("half.p"), new byte[] {(byte) 0x82, 1});

        assertThat(bank.fetch("none", "data")).isEmpty();
        assertThat(bank.fetch("", "half")).isEmpty();
        assertThat(bank.list("none")).isEmpty();
        assertThat(bank.flush("none", "data")).isFalse();
        assertThat(bank.flush("none")).isFalse();
    }

    @Test
    void flushingABankRemovesAllBelowIt() {
        Bank bank = new Bank(dir);
        bank.store("minions/web1", "data", List.of(1L));
        bank.store("minions/web1/deep", "data", List.of(1L));

        assertThat(bank.flush("minions/web1")).isTrue();
        assertThat(dir.resolve("minions/web1")).doesNotExist();
        assertThat(bank.flush("")).isFalse();
    }

    @Test
    void noBankAndNoKeyLeadsOut() {
        Bank bank = new Bank(dir.resolve("cache"));

        assertThatThrownBy(() -> bank.store("../x", "data", 1L)).isInstanceOf(DataException.class);
        assertThatThrownBy(() -> bank.store("x", "../data", 1L)).isInstanceOf(DataException.class);
        assertThatThrownBy(() -> bank.fetch("/etc", "passwd")).isInstanceOf(DataException.class);
    }

    @Test
    void anAtomicFileHasItsModeAndLeavesNoDraft() throws IOException {
        Path file = dir.resolve("key");
        AtomicFile.write(file, "one", 0400);
        AtomicFile.write(file, "two", 0644);

        assertThat(Files.readString(file)).isEqualTo("two");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r--r--");
        try (Stream<Path> left = Files.list(dir)) {
            assertThat(left).containsExactly(file);
        }
    }
}
