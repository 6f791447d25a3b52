package io.brine.master;

import io.brine.crypt.CryptException;
import io.brine.crypt.Crypticle;
import io.brine.wire.MinionId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Each minion's own AES key, {@code <cachedir>/sessions/<id>}, 76 characters, mode 0600. It outlives restarts and rotations
 * of the shared key, and is replaced on use when it is older than {@code publish_session} (PROTOCOL 17.2). The caller has
 * checked that the minion is accepted. Source: 3007 master.py SMaster, channel/server.py session_key.
 */
final class SessionKeys {
    private final Path directory;
    private final Duration life;
    private final Clock clock;
    private final Map<MinionId, Session> sessions = new ConcurrentHashMap<>();

    private record Session(Crypticle crypticle, Instant made) {}

    SessionKeys(Path directory, Duration life, Clock clock) {
        this.directory = directory;
        this.life = life;
        this.clock = clock;
    }

    Crypticle of(MinionId id) {
        Instant oldest = clock.instant().minus(life);
        Session session = sessions.compute(id, (same, known) -> {
            Session current = known == null ? read(id) : known;
            return current == null || current.made().isBefore(oldest) ? make(id) : current;
        });
        return session.crypticle();
    }

    /** Null if there is none that can be used. */
    private Session read(MinionId id) {
        Path file = directory.resolve(id.value());
        try {
            Instant made = Files.getLastModifiedTime(file).toInstant();
            return new Session(new Crypticle(Files.readString(file).strip()), made);
        } catch (NoSuchFileException | CryptException none) {
            return null;
        } catch (IOException refused) {
            throw new UncheckedIOException("cannot read the session key " + file, refused);
        }
    }

    private Session make(MinionId id) {
        Crypticle crypticle = new Crypticle(Crypticle.generateKeyString());
        try {
            OwnerFile.write(directory.resolve(id.value()), crypticle.keyString());
        } catch (IOException refused) {
            throw new UncheckedIOException("cannot write a session key below " + directory, refused);
        }
        return new Session(crypticle, clock.instant());
    }
}
