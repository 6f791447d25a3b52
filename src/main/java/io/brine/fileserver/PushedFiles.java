package io.brine.fileserver;

import io.brine.config.FilesConfig;
import io.brine.wire.MinionId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files that minions send up ({@code cp.push}), piece by piece, to {@code <cachedir>/minions/<id>/files}. Off unless
 * {@code file_recv}; never larger than {@code file_recv_max_size}, counted over all pieces; never elsewhere.
 * Source: 3006.x salt/master.py AESFuncs._file_recv.
 */
public final class PushedFiles {
    private static final Logger LOG = LoggerFactory.getLogger(PushedFiles.class);
    private static final int MOST_ELEMENTS = 100;

    private final FilesConfig config;
    private final Path cachedir;

    public PushedFiles(FilesConfig config, Path cachedir) {
        this.config = config;
        this.cachedir = cachedir.toAbsolutePath().normalize();
    }

    /**
     * Takes one piece. At 0 the file begins anew, anywhere else the piece is put where it says.
     * @param path elements of the path as received @return false if it is refused or cannot be written
     */
    public boolean take(MinionId id, Object path, Object loc, byte[] data) {
        if (!config.recv() || !(loc instanceof Long at) || at < 0) {
            return false;
        }
        long most = config.recvMaxSizeMegabytes() * 1024L * 1024L;
        if (at > most - data.length) {
            LOG.warn("file_recv_max_size of {} MB exceeded by {}", config.recvMaxSizeMegabytes(), id);
            return false;
        }
        Path root = cachedir.resolve("minions").resolve(id.value()).resolve("files");
        Optional<Path> file = below(root, path);
        try {
            return file.isPresent() && write(root, file.get(), at, data);
        } catch (IOException failed) {
            LOG.warn("Cannot take a file of {}: {}", id, failed.toString());
            return false;
        }
    }

    private static Optional<Path> below(Path root, Object path) {
        boolean elements = path instanceof List<?> list && !list.isEmpty() && list.size() <= MOST_ELEMENTS;
        if (!elements) {
            return Optional.empty();
        }
        Path file = root;
        for (Object element : (List<?>) path) {
            boolean plain = element instanceof String name
                    && name.indexOf('\0') < 0
                    && !name.startsWith("/")
                    && !List.of(name.split("/")).contains("..");
            if (!plain) {
                return Optional.empty();
            }
            file = file.resolve((String) element).normalize();
        }
        return file.equals(root) || !file.startsWith(root) ? Optional.empty() : Optional.of(file);
    }

    /** No element on the way may be a link, whoever made it. */
    private static boolean write(Path root, Path file, long at, byte[] data) throws IOException {
        for (Path part = file; part.startsWith(root); part = part.getParent()) {
            if (Files.isSymbolicLink(part)) {
                return false;
            }
        }
        Files.createDirectories(file.getParent());
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        StandardOpenOption how = at == 0 ? StandardOpenOption.TRUNCATE_EXISTING : StandardOpenOption.READ;
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, how, LinkOption.NOFOLLOW_LINKS)) {
            ByteBuffer bytes = ByteBuffer.wrap(data);
            while (bytes.hasRemaining()) {
                channel.write(bytes, at + bytes.position());
            }
        }
        return true;
    }
}
