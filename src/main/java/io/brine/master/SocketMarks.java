package io.brine.master;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * {@code publish_pull.ipc} and {@code workers.ipc}: Salt's tools only look whether these exist, to know that a master runs.
 * Nothing listens there.
 */
final class SocketMarks implements AutoCloseable {
    private final List<Path> marks;

    SocketMarks(Path sockDir) {
        this.marks = List.of(sockDir.resolve("publish_pull.ipc"), sockDir.resolve("workers.ipc"));
    }

    void open() {
        for (Path mark : marks) {
            try {
                Files.createDirectories(mark.getParent());
                Files.deleteIfExists(mark);
                Files.createFile(
                        mark, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            } catch (IOException refused) {
                throw new UncheckedIOException("cannot make " + mark + ": " + refused.getMessage(), refused);
            }
        }
    }

    @Override
    public void close() {
        for (Path mark : marks) {
            try {
                Files.deleteIfExists(mark);
            } catch (IOException refused) {
                throw new UncheckedIOException("cannot remove " + mark, refused);
            }
        }
    }
}
