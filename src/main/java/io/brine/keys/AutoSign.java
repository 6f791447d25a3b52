package io.brine.keys;

import io.brine.config.MasterKeyConfig;
import io.brine.data.PyText;
import io.brine.keys.KeyDecision.Verdict;
import io.brine.target.Expression;
import io.brine.wire.MinionId;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whom the master accepts or rejects without asking anybody: {@code auto_accept}, {@code autosign_file},
 * {@code minions_autosign/<id>}, {@code autosign_grains_dir} and {@code autoreject_file}. Files that others may write are
 * ignored. Source: 3006.0 salt/daemons/masterapi.py AutoKey.
 */
public final class AutoSign {
    static final String STUBS = "minions_autosign";
    private static final Logger LOG = LoggerFactory.getLogger(AutoSign.class);

    private final MasterKeyConfig config;
    private final Path stubs;
    private final Clock clock;
    private final Map<Path, Rules> rules = new ConcurrentHashMap<>();

    private record Rules(FileTime changed, List<Expression> lines) {}

    public AutoSign(MasterKeyConfig config, Path pkiDir, Clock clock) {
        this.config = config;
        this.stubs = pkiDir.resolve(STUBS);
        this.clock = clock;
    }

    /** Asking uses up the stub of this id. @param autosignGrains as the minion sent them, may be empty */
    public Verdict verdict(MinionId id, Map<String, Object> autosignGrains) {
        if (names(config.autorejectFile(), id)) {
            return Verdict.REJECT;
        }
        boolean signed =
                config.autoAccept() || names(config.autosignFile(), id) || usesUpStub(id) || knowsGrain(autosignGrains);
        return signed ? Verdict.SIGN : Verdict.NONE;
    }

    private boolean names(Optional<Path> file, MinionId id) {
        return file.isPresent() && lines(file.get()).stream().anyMatch(line -> line.matches(id.value()));
    }

    private List<Expression> lines(Path file) {
        try {
            if (!Files.exists(file) || !isSafe(file)) {
                return List.of();
            }
            FileTime changed = Files.getLastModifiedTime(file);
            Rules known = rules.get(file);
            if (known == null || !known.changed().equals(changed)) {
                known = new Rules(
                        changed, entries(file).stream().map(Expression::compile).toList());
                rules.put(file, known);
            }
            return known.lines();
        } catch (IOException unreadable) {
            LOG.warn("Cannot read {}: {}", file, unreadable.toString());
            return List.of();
        }
    }

    private static List<String> entries(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .map(String::strip)
                .filter(line -> !line.startsWith("#"))
                .toList();
    }

    /** Neither others nor, without {@code permissive_pki_access}, the group may write to it. */
    private boolean isSafe(Path file) throws IOException {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        boolean safe = !permissions.contains(PosixFilePermission.OTHERS_WRITE)
                && (config.permissivePkiAccess() || !permissions.contains(PosixFilePermission.GROUP_WRITE));
        if (!safe) {
            LOG.warn("Wrong permissions for {}, ignoring content", file);
        }
        return safe;
    }

    private boolean usesUpStub(MinionId id) {
        Duration life = Duration.ofMinutes(config.autosignTimeoutMinutes());
        try {
            if (!life.isZero() && !life.isNegative() && Files.isDirectory(stubs)) {
                removeOlderThan(clock.instant().minus(life));
            }
            return Files.deleteIfExists(stubs.resolve(id.value()));
        } catch (IOException failed) {
            LOG.warn("Cannot use {}: {}", stubs, failed.toString());
            return false;
        }
    }

    private void removeOlderThan(Instant oldest) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(stubs)) {
            for (Path stub : entries) {
                if (Files.getLastModifiedTime(stub).toInstant().isBefore(oldest)) {
                    LOG.warn("Autosign keyid expired {}", stub);
                    Files.deleteIfExists(stub);
                }
            }
        }
    }

    /** The names of the files decide which grains are looked at, not what the minion sent. */
    private boolean knowsGrain(Map<String, Object> autosignGrains) {
        if (autosignGrains.isEmpty() || config.autosignGrainsDir().isEmpty()) {
            return false;
        }
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(config.autosignGrainsDir().get())) {
            for (Path file : files) {
                String grain = file.getFileName().toString();
                boolean sent = autosignGrains.containsKey(grain) && Files.isRegularFile(file);
                if (sent && isSafe(file) && entries(file).contains(PyText.str(autosignGrains.get(grain)))) {
                    return true;
                }
            }
        } catch (IOException unreadable) {
            LOG.warn("Cannot read {}: {}", config.autosignGrainsDir().get(), unreadable.toString());
        }
        return false;
    }
}
