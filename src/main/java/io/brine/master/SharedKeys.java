package io.brine.master;

import io.brine.channel.Serials;
import io.brine.crypt.CryptException;
import io.brine.crypt.Crypticle;
import io.brine.store.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The AES key all minions share. After a rotation the one before is honoured a while, so that requests under way are
 * answered; then its holders get "bad load" and sign in again (PROTOCOL 4.6).
 *
 * <p>It outlives a restart, so that a restart makes no herd of sign-ins: {@code <cachedir>/brine/shared-key}, 0600, three
 * lines: the key string, when it was made (epoch milliseconds), and a serial no publication has reached. Serials are
 * reserved many at a time, so that one is never used twice, not even after a kill. Thread-safe.
 */
final class SharedKeys implements Serials {
    private static final Logger LOG = LoggerFactory.getLogger(SharedKeys.class);
    private static final int FILE_MODE = 0600;
    private static final long SERIALS_AT_ONCE = 1000;
    private static final Set<PosixFilePermission> OWNER_ONLY = AtomicFile.permissions(FILE_MODE);

    private final Path file;
    private final Clock clock;
    private Generation current;
    private Generation before;
    private Instant beforeEnds = Instant.MIN;
    private long serial;
    private long serialBefore;
    private long reserved;

    /** One key and its age. */
    record Generation(Crypticle crypticle, Instant made) {
        boolean is(String keyString) {
            return crypticle.keyString().equals(keyString);
        }
    }

    /** @param life {@code publish_session}: an older key is not taken up again */
    SharedKeys(Path cachedir, Duration life, Clock clock) {
        this.file = cachedir.resolve("brine").resolve("shared-key");
        this.clock = clock;
        this.current = kept(life).orElseGet(this::fresh);
        keep();
    }

    private Generation fresh() {
        return new Generation(new Crypticle(Crypticle.generateKeyString()), clock.instant());
    }

    private Optional<Generation> kept(Duration life) {
        try {
            if (!Files.isRegularFile(file)) {
                return Optional.empty();
            }
            if (!OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
                LOG.warn("{} can be read by others than its owner: minions get a new key", file);
                return Optional.empty();
            }
            List<String> lines = Files.readAllLines(file);
            Generation kept =
                    new Generation(new Crypticle(lines.get(0)), Instant.ofEpochMilli(Long.parseLong(lines.get(1))));
            if (clock.instant().isAfter(kept.made().plus(life))) {
                return Optional.empty();
            }
            serial = Long.parseLong(lines.get(2));
            reserved = serial;
            return Optional.of(kept);
        } catch (IOException | CryptException | NumberFormatException | IndexOutOfBoundsException damaged) {
            LOG.warn("{} is damaged: minions get a new key", file);
            return Optional.empty();
        }
    }

    /** If it cannot be written there must be no older one: its serials would be used again. */
    private void keep() {
        reserved = serial + SERIALS_AT_ONCE;
        String text = current.crypticle().keyString() + "\n" + current.made().toEpochMilli() + "\n" + reserved + "\n";
        try {
            AtomicFile.makeDirectory(file.getParent(), 0700);
            AtomicFile.write(file, text, FILE_MODE);
        } catch (IOException refused) {
            LOG.warn(
                    "{} cannot be written, so minions will sign in again after a restart: {}",
                    file,
                    refused.toString());
            file.toFile().delete();
        }
    }

    synchronized Generation current() {
        return current;
    }

    /** The current one first. */
    synchronized List<Crypticle> honoured() {
        return before != null && clock.instant().isBefore(beforeEnds)
                ? List.of(current.crypticle(), before.crypticle())
                : List.of(current.crypticle());
    }

    synchronized void rotate(Duration overlap) {
        before = current;
        beforeEnds = clock.instant().plus(overlap);
        current = fresh();
        serialBefore = serial;
        serial = 0;
        keep();
    }

    /** A publication may have taken its key just before a rotation: then it is the next of that key. */
    @Override
    public synchronized long next(String keyString) {
        if (before != null && before.is(keyString)) {
            serialBefore++;
            return serialBefore;
        }
        serial++;
        if (serial >= reserved) {
            keep();
        }
        return serial;
    }
}
