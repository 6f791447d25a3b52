package io.brine.keys;

import io.brine.crypt.CryptException;
import io.brine.crypt.Crypticle;
import io.brine.store.AtomicFile;
import io.brine.wire.MinionId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The key each minion shares with the master alone, in request protocol 3: {@code <cachedir>/sessions/<id>}, 76 characters,
 * 0600. Keys outlive restarts, sign-ins and the minion's deletion; one that is older than {@code publish_session} is made
 * anew when it is used next. Ask only for ids whose key is accepted. Thread-safe.
 * Source: 3006.x salt/channel/server.py session_key.
 */
public final class SessionKeys {
    private static final int KEY_MODE = 0600;

    private final Path directory;
    private final Duration life;
    private final Clock clock;
    private final Map<MinionId, Session> sessions = new ConcurrentHashMap<>();

    private record Session(Instant made, Crypticle crypticle) {}

    /** @param life {@code publish_session} */
    public SessionKeys(Path cachedir, Duration life, Clock clock) {
        this.directory = cachedir.resolve("sessions");
        this.life = life;
        this.clock = clock;
    }

    /** The current key of this minion, made if need be. Keep it for the reply to the request it opened. @throws UncheckedIOException */
    public Crypticle of(MinionId id) {
        Session known = sessions.get(id);
        if (known != null && isYoung(known)) {
            return known.crypticle();
        }
        return sessions.compute(id, (key, old) -> old != null && isYoung(old) ? old : onDisk(id))
                .crypticle();
    }

    private boolean isYoung(Session session) {
        return session.made().plus(life).isAfter(clock.instant());
    }

    private Session onDisk(MinionId id) {
        Path file = directory.resolve(id.value());
        try {
            return read(file).filter(this::isYoung).orElseGet(() -> made(file));
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot read " + file, failed);
        }
    }

    /** Empty for a missing or damaged file: both ask for a new key. */
    private Optional<Session> read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            Instant made = Files.getLastModifiedTime(file).toInstant();
            return Optional.of(
                    new Session(made, new Crypticle(Files.readString(file).strip())));
        } catch (CryptException damaged) {
            return Optional.empty();
        }
    }

    private Session made(Path file) {
        String keyString = Crypticle.generateKeyString();
        try {
            AtomicFile.makeDirectory(directory, 0700);
            AtomicFile.write(file, keyString, KEY_MODE);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot write " + file, failed);
        }
        return new Session(clock.instant(), new Crypticle(keyString));
    }
}
