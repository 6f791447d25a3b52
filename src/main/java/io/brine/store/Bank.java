package io.brine.store;

import io.brine.data.DataException;
import io.brine.data.MsgPack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Salt's {@code localfs} data cache: {@code <cachedir>/<bank>/<key>.p}, each the local MessagePack of one tree. Other
 * processes read and write the same files. Banks are paths such as {@code minions/web1}; neither bank nor key can lead out
 * of the directory. Source: 3006.0 salt/cache/localfs.py.
 */
public final class Bank {
    private static final String SUFFIX = ".p";
    private static final long LARGEST_BYTES = 256L << 20;

    private final Path cachedir;

    public Bank(Path cachedir) {
        this.cachedir = cachedir.toAbsolutePath().normalize();
    }

    /** @throws UncheckedIOException if it cannot be written @throws DataException for a value MessagePack cannot say */
    public void store(String bank, String key, Object tree) {
        Path file = file(bank, key);
        try {
            Files.createDirectories(file.getParent());
            AtomicFile.write(file, MsgPack.packLocal(tree), 0600);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot write " + file, failed);
        }
    }

    /** Empty if there is no such key, or its file is no MessagePack (half written by a dying process). */
    public Optional<Object> fetch(String bank, String key) {
        Path file = file(bank, key);
        try {
            if (Files.size(file) > LARGEST_BYTES) {
                return Optional.empty();
            }
            return Optional.ofNullable(MsgPack.unpackLocal(Files.readAllBytes(file)));
        } catch (NoSuchFileException | DataException absent) {
            return Optional.empty();
        } catch (IOException failed) {
            return Optional.empty();
        }
    }

    /** When the key was last written. */
    public Optional<Instant> updated(String bank, String key) {
        try {
            return Optional.of(Files.getLastModifiedTime(file(bank, key)).toInstant());
        } catch (IOException absent) {
            return Optional.empty();
        }
    }

    /** Keys without their suffix and the names of banks below, in no order. */
    public List<String> list(String bank) {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory(bank))) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                names.add(name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name);
            }
        } catch (NoSuchFileException | NotDirectoryException absent) {
            return List.of();
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot list " + directory(bank), failed);
        }
        return names;
    }

    public boolean contains(String bank, String key) {
        return Files.isRegularFile(file(bank, key));
    }

    /** Removes one key; false if there was none. */
    public boolean flush(String bank, String key) {
        try {
            return Files.deleteIfExists(file(bank, key));
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot remove " + file(bank, key), failed);
        }
    }

    /** Removes a bank with all its keys and banks below; false if there was none. Symbolic links are removed, not followed. */
    public boolean flush(String bank) {
        Path directory = directory(bank);
        if (directory.equals(cachedir) || !Files.isDirectory(directory)) {
            return false;
        }
        try (Stream<Path> below = Files.walk(directory)) {
            for (Path path : below.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.deleteIfExists(path);
            }
            return true;
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot remove " + directory, failed);
        }
    }

    private Path directory(String bank) {
        Path directory = cachedir.resolve(bank.replace('\0', '_')).normalize();
        if (!directory.startsWith(cachedir)) {
            throw new DataException("bank leads out of the cache: " + bank);
        }
        return directory;
    }

    private Path file(String bank, String key) {
        Path directory = directory(bank);
        boolean plain = !key.isEmpty() && key.indexOf('/') < 0 && key.indexOf('\0') < 0;
        if (!plain) {
            throw new DataException("not a key of a bank: " + key);
        }
        return directory.resolve(key + SUFFIX);
    }
}
