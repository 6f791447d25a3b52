package io.brine.master;

import static org.assertj.core.api.Assertions.assertThat;

import io.brine.store.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedKeysTest {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @TempDir
    private Path cachedir;

    private SharedKeys at(Instant now) {
        return new SharedKeys(cachedir, DAY, Clock.fixed(now, ZoneOffset.UTC));
    }

    private static String key(SharedKeys keys) {
        return keys.current().crypticle().keyString();
    }

    private Path file() {
        return cachedir.resolve("brine/shared-key");
    }

    @Test
    void theKeyOutlivesARestartAndNoSerialIsUsedTwice() throws IOException {
        SharedKeys before = at(NOON);
        long last = 0;
        for (int count = 0; count < 2500; count++) {
            long next = before.next(key(before));
            assertThat(next).isEqualTo(last + 1);
            last = next;
        }

        SharedKeys after = at(NOON.plusSeconds(60));

        assertThat(key(after)).isEqualTo(key(before));
        assertThat(after.current().made()).isEqualTo(NOON);
        assertThat(after.next(key(after))).isGreaterThan(last);
        assertThat(Files.getPosixFilePermissions(file())).isEqualTo(AtomicFile.permissions(0600));
    }

    @Test
    void aKeyOlderThanItsLifeIsNotTakenUpAgain() {
        String old = key(at(NOON));

        assertThat(key(at(NOON.plus(DAY).plusSeconds(1)))).isNotEqualTo(old);
    }

    @Test
    void afterARotationOnlyTheNewKeyIsKeptAndItsSerialsBeginAnew() {
        SharedKeys keys = at(NOON);
        keys.next(key(keys));
        String old = key(keys);

        keys.rotate(Duration.ofMinutes(10));

        assertThat(keys.honoured()).hasSize(2);
        assertThat(keys.next(key(keys))).isEqualTo(1);
        assertThat(key(at(NOON.plusSeconds(1)))).isEqualTo(key(keys)).isNotEqualTo(old);
    }

    @Test
    void aPublicationThatTookItsKeyBeforeARotationIsTheNextOfThatKey() {
        SharedKeys keys = at(NOON);
        String old = key(keys);
        long last = keys.next(old);

        keys.rotate(Duration.ofMinutes(10));

        assertThat(keys.next(old)).isEqualTo(last + 1);
        assertThat(keys.next(key(keys))).isEqualTo(1);
    }

    @Test
    void aKeyFileOthersMayReadOrThatIsDamagedIsNotBelieved() throws IOException {
        String old = key(at(NOON));
        Files.setPosixFilePermissions(file(), AtomicFile.permissions(0644));
        String next = key(at(NOON));
        assertThat(next).isNotEqualTo(old);

        Files.writeString(file(), next + "\nno number\n");

        assertThat(key(at(NOON))).isNotEqualTo(next);
        assertThat(Files.getPosixFilePermissions(file())).isEqualTo(AtomicFile.permissions(0600));
    }
}
