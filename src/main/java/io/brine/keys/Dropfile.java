package io.brine.keys;

import io.brine.store.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Set;

/**
 * {@code <cachedir>/.dfn}: asks the master for a new AES key, after a key was deleted or rejected. Tools of 3006 write it
 * empty, those of 3007 and later with the master's id; both are taken. Source: 3006.0 and 3007.x salt/crypt.py dropfile,
 * salt/master.py Maintenance.handle_key_rotate.
 */
public final class Dropfile {
    private static final int MODE = 0400;

    private final Path file;

    public Dropfile(Path cachedir) {
        this.file = cachedir.resolve(".dfn");
    }

    /** Does nothing if it has been asked already. @param masterId the {@code id} of the master @throws UncheckedIOException */
    public void request(String masterId) {
        try {
            if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                AtomicFile.write(file, masterId, MODE);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot write " + file, failed);
        }
    }

    /** Takes the request away; true if there was one. A file of another mode than 0400 was not written by the tools and counts for nothing. */
    public boolean take() {
        try {
            if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                return false;
            }
            boolean valid = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    && Set.copyOf(Files.getPosixFilePermissions(file)).equals(AtomicFile.permissions(MODE));
            Files.delete(file);
            return valid;
        } catch (IOException unusable) {
            return false;
        }
    }
}
