package io.brine.minion;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a second daemon away from the directories of a minion: with one key two of them would run every job twice. The lock is the
 * system's, so it ends with the process whatever way that goes; the file {@code .minion.lock} stays and holds the last pid.
 */
final class DirectoryLock implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(DirectoryLock.class);
    private static final String FILE = ".minion.lock";

    private final List<FileChannel> held = new ArrayList<>();

    /** Locks all of them, except those that cannot be written to. @throws DirectoryInUseException if another has one */
    static DirectoryLock of(Path... directories) {
        DirectoryLock lock = new DirectoryLock();
        for (Path directory : directories) {
            try {
                lock.take(directory);
            } catch (IOException unwritable) {
                log.debug("{} cannot be locked: {}", directory, unwritable.toString());
            } catch (DirectoryInUseException taken) {
                lock.close();
                throw taken;
            }
        }
        return lock;
    }

    private void take(Path directory) throws IOException {
        Files.createDirectories(directory);
        FileChannel channel = FileChannel.open(
                directory.resolve(FILE),
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        if (!isOurs(channel)) {
            String pid = pid(channel);
            channel.close();
            throw new DirectoryInUseException("another minion (process " + pid + ") uses " + directory
                    + " already; end it, or give this one a cachedir and a pki_dir of its own");
        }
        held.add(channel);
        channel.truncate(0);
        channel.write(
                ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
    }

    /** The lock ends when the channel is closed. */
    private static boolean isOurs(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException withinThisProcess) {
            return false;
        }
    }

    private static String pid(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(20);
        channel.read(text, 0);
        String digits = new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII);
        return digits.matches("[0-9]+") ? digits : "unknown";
    }

    @Override
    public void close() {
        for (FileChannel channel : held) {
            try {
                channel.close();
            } catch (IOException ended) {
                log.debug("A lock did not close: {}", ended.toString());
            }
        }
        held.clear();
    }
}
