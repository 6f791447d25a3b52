package io.brine.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;

/**
 * Writes whole files so that a reader, and whoever comes after a crash, finds either the old or the new content: a hidden
 * file beside it, fsync, rename, fsync of the directory. The mode is set before the first byte is written.
 */
public final class AtomicFile {
    /** Salt's name for a draft, which those who watch Salt's directories pass over. Source: 3006.23 utils/atomicfile.py atomic_open. */
    private static final String DRAFT = ".___atomic_write";

    private static final SecureRandom RANDOM = new SecureRandom();

    private AtomicFile() {}

    /** @param mode as {@code chmod} takes it, such as 0600 @throws IOException naming the file */
    public static void write(Path file, byte[] content, int mode) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        Path draft = draft(directory, mode);
        try {
            try (FileChannel out = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(content);
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
                out.force(true);
            }
            Files.setPosixFilePermissions(draft, permissions(mode));
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
        sync(directory);
    }

    public static void write(Path file, String text, int mode) throws IOException {
        write(file, text.getBytes(StandardCharsets.UTF_8), mode);
    }

    /** Makes the directory and its parents; only a directory made here gets the mode. */
    public static void makeDirectory(Path directory, int mode) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        Files.createDirectories(directory.toAbsolutePath().getParent());
        try {
            Files.createDirectory(directory);
            Files.setPosixFilePermissions(directory, permissions(mode));
        } catch (FileSystemException raced) {
            if (!Files.isDirectory(directory)) {
                throw raced;
            }
        }
    }

    /** The nine permission bits of a mode. */
    public static Set<PosixFilePermission> permissions(int mode) {
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        PosixFilePermission[] fromHighest = PosixFilePermission.values();
        for (int bit = 0; bit < fromHighest.length; bit++) {
            if ((mode & 0400 >> bit) != 0) {
                permissions.add(fromHighest[bit]);
            }
        }
        return permissions;
    }

    /** Readable for the owner alone until it is complete, whatever mode it gets then. */
    private static Path draft(Path directory, int mode) throws IOException {
        byte[] random = new byte[8];
        RANDOM.nextBytes(random);
        Path draft = directory.resolve(DRAFT + HexFormat.of().formatHex(random));
        FileAttribute<?> own = PosixFilePermissions.asFileAttribute(permissions(mode & 0600 | 0600));
        return Files.createFile(draft, own);
    }

    private static void sync(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
