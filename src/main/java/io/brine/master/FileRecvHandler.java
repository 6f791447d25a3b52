package io.brine.master;

import io.brine.channel.Reply;
import io.brine.config.FilesConfig;
import io.brine.data.Trees;
import io.brine.wire.MinionId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;

/**
 * {@code _file_recv}: a minion sends a file up, chunk by chunk, to {@code <cachedir>/minions/<id>/files} (PROTOCOL 7.6).
 * Source: 3006.0 daemons/masterapi.py RemoteFuncs._file_recv.
 */
final class FileRecvHandler implements Proof.OfMinion {
    private static final Reply TAKEN = new Reply.Encrypted(true);
    private static final Reply REFUSED = new Reply.Encrypted(false);

    private final FilesConfig config;
    private final Path cachedir;

    FileRecvHandler(FilesConfig config, Path cachedir) {
        this.config = config;
        this.cachedir = cachedir;
    }

    /** {path: [components], loc, data, [size]}: true or false. */
    @Override
    public Reply handle(MinionId id, Map<String, Object> load) {
        if (!config.recv() || !(load.get("path") instanceof List<?> components) || !load.containsKey("data")) {
            return REFUSED;
        }
        byte[] data = Trees.bytes(load.get("data"));
        long loc = Loads.number(load, "loc", 0);
        long most = config.recvMaxSizeMegabytes() * 1024L * 1024L;
        if (loc < 0 || data.length + loc > most || Loads.number(load, "size", 0) > most) {
            return REFUSED;
        }
        Path root =
                cachedir.resolve("minions").resolve(id.value()).resolve("files").normalize();
        Path file = below(root, components);
        if (file == null) {
            return REFUSED;
        }
        write(file, data, loc);
        return TAKEN;
    }

    /** Null if a component is no name, or leads away. */
    private static Path below(Path root, List<?> components) {
        Path file = root;
        for (Object component : components) {
            if (!(component instanceof String name)
                    || name.isEmpty()
                    || name.equals("..")
                    || name.indexOf('\0') >= 0
                    || name.startsWith("/")) {
                return null;
            }
            file = file.resolve(name).normalize();
        }
        return file.startsWith(root) && !file.equals(root) ? file : null;
    }

    private static void write(Path file, byte[] data, long loc) {
        try {
            Files.createDirectories(file.getParent());
            StandardOpenOption how = loc == 0 ? StandardOpenOption.TRUNCATE_EXISTING : StandardOpenOption.APPEND;
            Files.write(file, data, StandardOpenOption.CREATE, StandardOpenOption.WRITE, how);
        } catch (IOException refused) {
            throw new UncheckedIOException("cannot keep a file pushed to " + file, refused);
        }
    }
}
