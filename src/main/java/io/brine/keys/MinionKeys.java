package io.brine.keys;

import io.brine.crypt.CryptException;
import io.brine.crypt.RsaPublicKey;
import io.brine.store.AtomicFile;
import io.brine.target.Fnmatch;
import io.brine.wire.MinionId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The master's book of minion keys: the four directories in pki_dir. Files are the truth; a real {@code salt-key} may
 * change them at any moment, so every question looks at the disk (listings and parsed keys are kept only as long as the
 * disk says they are current). {@code minions/.key_cache} is not used. Thread-safe.
 */
public final class MinionKeys {
    private static final int KEY_MODE = 0644;

    private final Path pkiDir;
    private final Map<KeyState, KeyDirectory> directories = new EnumMap<>(KeyState.class);
    private final Map<MinionId, Parsed> parsed = new ConcurrentHashMap<>();

    private record Parsed(FileTime changed, long sizeBytes, Object fileKey, Optional<RsaPublicKey> key) {}

    public MinionKeys(Path pkiDir, Clock clock) {
        this.pkiDir = pkiDir;
        for (KeyState state : KeyState.values()) {
            directories.put(state, new KeyDirectory(pkiDir.resolve(state.directory()), clock));
        }
    }

    /** Makes pki_dir and the directories of all states. @param permissive {@code permissive_pki_access} @throws UncheckedIOException */
    public void makeDirectories(boolean permissive) {
        int mode = permissive ? 0750 : 0700;
        try {
            AtomicFile.makeDirectory(pkiDir, mode);
            close(mode);
            for (KeyState state : KeyState.values()) {
                AtomicFile.makeDirectory(pkiDir.resolve(state.directory()), mode);
            }
            AtomicFile.makeDirectory(pkiDir.resolve(AutoSign.STUBS), mode);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot make the directories of " + pkiDir, failed);
        }
    }

    /** A directory that was there is closed to others, as by Salt (3006.0 utils/verify.py verify_env). */
    private void close(int mode) throws IOException {
        Set<PosixFilePermission> wanted = AtomicFile.permissions(mode);
        if (!wanted.containsAll(Files.getPosixFilePermissions(pkiDir))) {
            Files.setPosixFilePermissions(pkiDir, wanted);
        }
    }

    /** The ids in this state, without regard to case in order. */
    public List<String> ids(KeyState state) {
        return directories.get(state).names();
    }

    /** The same as a set, for lookups. */
    public Set<String> idSet(KeyState state) {
        return directories.get(state).set();
    }

    /** All states with their ids. */
    public Map<KeyState, List<String>> list() {
        Map<KeyState, List<String>> list = new EnumMap<>(KeyState.class);
        for (KeyState state : KeyState.values()) {
            list.put(state, ids(state));
        }
        return list;
    }

    /** The text on file for this id in this state. */
    public Optional<String> text(KeyState state, MinionId id) {
        Path file = directories.get(state).file(id);
        try {
            return Files.size(file) > KeyText.LONGEST ? Optional.empty() : Optional.of(Files.readString(file));
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** Rejected before accepted before pending; a denied key alone makes nobody known. */
    public Optional<KeyState> stateOf(MinionId id) {
        for (KeyState state : List.of(KeyState.REJECTED, KeyState.ACCEPTED, KeyState.PENDING)) {
            if (Files.isRegularFile(directories.get(state).file(id))) {
                return Optional.of(state);
            }
        }
        return Optional.empty();
    }

    /** The accepted key, parsed; empty if there is none or the file is no key. Costs one look at the file. */
    public Optional<RsaPublicKey> accepted(MinionId id) {
        Path file = directories.get(KeyState.ACCEPTED).file(id);
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            Parsed known = parsed.get(id);
            if (known == null || !isCurrent(known, now)) {
                Optional<RsaPublicKey> key = text(KeyState.ACCEPTED, id).flatMap(MinionKeys::parse);
                known = new Parsed(now.lastModifiedTime(), now.size(), now.fileKey(), key);
                parsed.put(id, known);
            }
            return known.key();
        } catch (IOException absent) {
            parsed.remove(id);
            return Optional.empty();
        }
    }

    private static boolean isCurrent(Parsed known, BasicFileAttributes now) {
        return known.changed().equals(now.lastModifiedTime())
                && known.sizeBytes() == now.size()
                && Objects.equals(known.fileKey(), now.fileKey());
    }

    static Optional<RsaPublicKey> parse(String pem) {
        try {
            return Optional.of(RsaPublicKey.parse(pem));
        } catch (CryptException noKey) {
            return Optional.empty();
        }
    }

    /** Ids by state that match a shell pattern, or one of several separated by commas. States without a match are absent. */
    public Map<KeyState, List<String>> matching(String glob) {
        List<Fnmatch> patterns =
                List.of(glob.split(",")).stream().map(Fnmatch::compile).toList();
        Map<KeyState, List<String>> matching = new EnumMap<>(KeyState.class);
        list().forEach((state, ids) -> {
            List<String> found = ids.stream()
                    .filter(id -> patterns.stream().anyMatch(pattern -> pattern.matches(id)))
                    .toList();
            if (!found.isEmpty()) {
                matching.put(state, found);
            }
        });
        return matching;
    }

    /** Where the ids of this map ({minions_pre: [id, ...]}) are now. Source: 3006.0 salt/key.py dict_match. */
    public Map<KeyState, List<String>> whereabouts(Map<KeyState, List<String>> asked) {
        Map<KeyState, List<String>> now = new EnumMap<>(KeyState.class);
        asked.values()
                .forEach(ids -> ids.forEach(id -> {
                    for (KeyState state : KeyState.values()) {
                        if (idSet(state).stream().anyMatch(known -> Fnmatch.matches(id, known))) {
                            now.computeIfAbsent(state, none -> new ArrayList<>())
                                    .add(id);
                        }
                    }
                }));
        return now;
    }

    void write(KeyState state, MinionId id, String text) {
        Path file = directories.get(state).file(id);
        try {
            AtomicFile.write(file, text, KEY_MODE);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot write " + file, failed);
        }
    }

    /** False if somebody else was faster. */
    boolean move(KeyState from, KeyState to, MinionId id) {
        try {
            Files.move(
                    directories.get(from).file(id),
                    directories.get(to).file(id),
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (IOException gone) {
            return false;
        }
    }

    boolean remove(KeyState state, MinionId id) {
        try {
            return Files.deleteIfExists(directories.get(state).file(id));
        } catch (IOException kept) {
            return false;
        }
    }

    /** A map that has every state's directory name for a key, as {@code key.list_all} answers. */
    public static Map<String, List<String>> byDirectory(Map<KeyState, List<String>> keys) {
        Map<String, List<String>> named = new LinkedHashMap<>();
        keys.forEach((state, ids) -> named.put(state.directory(), ids));
        return named;
    }
}
